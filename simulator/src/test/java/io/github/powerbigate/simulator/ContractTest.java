package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.powerbigate.simulator.world.AccessRight;
import io.github.powerbigate.simulator.world.PowerBiSetting;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The simulator's Power BI REST API against Microsoft's own description of it, an excerpt of <a
 * href="https://github.com/microsoft/PowerBI-CSharp/blob/master/sdk/swaggers/swagger.json">the
 * swagger file</a> (MIT; its licence lies beside it). Requests are held against it as well as
 * answers; they are those of these tests, since the gate itself does not ask the Power BI REST API
 * yet: no class of its {@code microsoft} room makes such a call.
 */
@DisplayName("The contract with Power BI")
final class ContractTest {
  private static final String WORKSPACE = "c0c0c0c0-0000-4000-8000-000000000001";
  private static final String SOMEBODY = "d0d0d0d0-0000-4000-8000-000000000001";
  private static final String NEWCOMER = "d0d0d0d0-0000-4000-8000-000000000002";
  private static final String GROUPS = "/v1.0/myorg/groups";
  private static final String USERS = GROUPS + "/" + WORKSPACE + "/users";
  private static final String REFRESH = "/v1.0/myorg/RefreshUserPermissions";
  private static final String USERS_FOR_ADMIN = "/v1.0/myorg/admin/groups/" + WORKSPACE + "/users";

  /** Not for apps at all: refused, whatever the tenant's settings are (Microsoft facts §2.4). */
  private static final String NEVER_FOR_APPS = "POST " + USERS_FOR_ADMIN;

  private static final String SPECIFICATION = resource("powerbi-groups.swagger.json");
  private static final OpenApiInteractionValidator CONTRACT =
      OpenApiInteractionValidator.createForInlineApiSpecification(SPECIFICATION)
          // Schemas made of several parts would each refuse the properties of the others; see
          // everyPropertyOfTheAnswerIsDescribed.
          .withLevelResolver(
              LevelResolver.create()
                  .withLevel(
                      "validation.schema.additionalProperties", ValidationReport.Level.IGNORE)
                  .build())
          .build();

  /** What Power BI sends beyond its own description, where OData's names are without the sign. */
  private static final Set<String> BEYOND = Set.of("@odata.context", "@odata.count");

  private final Simulator simulator = Simulator.start(SimulatorSettings.defaults());
  private final Client client = new Client(simulator);

  /**
   * A request that the simulator answers as the description says; a body only where one is sent.
   */
  private record Operation(String method, String path, String body, boolean isPersons) {
    Operation(String method, String path, String body) {
      this(method, path, body, false);
    }

    static Operation get(String path) {
      return new Operation("GET", path, "");
    }

    /** The same with the token of a person. */
    Operation byPerson() {
      return new Operation(method, path, body, true);
    }
  }

  /** Every operation that the simulator has. */
  static List<Operation> operations() {
    return List.of(
        Operation.get(GROUPS),
        Operation.get(GROUPS).byPerson(),
        Operation.get(GROUPS + "/" + WORKSPACE),
        Operation.get(GROUPS + "/" + WORKSPACE).byPerson(),
        new Operation("POST", REFRESH, ""),
        new Operation("POST", REFRESH, "").byPerson(),
        Operation.get(USERS),
        Operation.get(USERS + "?$top=1&$skip=1"),
        new Operation(
            "POST",
            USERS,
            """
            {"identifier": "%s", "principalType": "User", "groupUserAccessRight": "Viewer"}"""
                .formatted(NEWCOMER)),
        new Operation(
            "PUT",
            USERS,
            """
            {"identifier": "%s", "principalType": "User", "groupUserAccessRight": "Member"}"""
                .formatted(SOMEBODY)),
        new Operation("DELETE", USERS + "/" + SOMEBODY, ""),
        Operation.get(USERS_FOR_ADMIN),
        Operation.get("/v1.0/myorg/admin/users/" + SOMEBODY + "/artifactAccess"));
  }

  @BeforeEach
  void letTheAppDoAllThatAppsCan() {
    World world = simulator.world();
    world.apps().add(Client.APP, Client.SECRET);
    world.workspaces().grant(WORKSPACE, Client.APP, AccessRight.ADMIN);
    world.addUser(User.member(SOMEBODY, "ada@portal.example", "Ada"));
    world.addUser(User.member(NEWCOMER, "neo@portal.example", "Neo"));
    world.grantWorkspace(WORKSPACE, SOMEBODY);
    world.tenant().allow(PowerBiSetting.SERVICE_PRINCIPALS_MAY_READ_ADMIN_APIS);
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void requestAndAnswerAreAsDescribed(Operation operation) {
    Client.Answer answer = ask(operation);

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(problems(operation, answer.status(), answer.header("Content-Type"), answer.text()))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyPropertyOfTheAnswerIsDescribed(Operation operation) throws IOException {
    Set<String> described = new HashSet<>(BEYOND);
    for (JsonNode properties :
        new ObjectMapper().readTree(SPECIFICATION).path("definitions").findValues("properties")) {
      properties.fieldNames().forEachRemaining(described::add);
    }
    Set<String> answered = new HashSet<>();
    collectNames(ask(operation).json(), answered);

    assertThat(described).containsAll(answered);
  }

  @Test
  void noOperationThatTheSimulatorHasIsLeftOut() throws IOException {
    List<String> known = operations().stream().map(it -> it.method() + " " + it.path()).toList();
    List<String> leftOut = new ArrayList<>();
    for (Operation described : described()) {
      String name = described.method() + " " + described.path();
      int missing = name.equals(NEVER_FOR_APPS) ? 403 : 404;
      if (!known.contains(name) && ask(described).status() != missing) {
        leftOut.add(name);
      }
    }
    assertThat(leftOut).isEmpty();
  }

  @Test
  void aWrongAnswerIsNoticed() {
    Operation list = Operation.get(GROUPS);
    String json = "application/json; charset=utf-8";

    assertThat(problems(list, 200, json, "{\"value\":[{\"id\":\"%s\"}]}".formatted(WORKSPACE)))
        .as("a right one")
        .isEmpty();
    assertThat(problems(list, 200, json, "{\"value\":{}}")).anyMatch(it -> it.contains("array"));
    assertThat(problems(list, 200, json, "{\"value\":[{\"name\":\"no id\"}]}"))
        .anyMatch(it -> it.contains("id"));
    assertThat(problems(list, 200, json, "{\"value\":[{\"id\":\"no-guid\"}]}"))
        .anyMatch(it -> it.contains("UUID"));
    assertThat(problems(list, 200, "text/html", "<html>")).isNotEmpty();
    assertThat(problems(list, 201, json, "{\"value\":[]}")).isNotEmpty();
  }

  @Test
  void aWrongRequestIsNoticed() {
    String json = "application/json";

    assertThat(problems(Operation.get(GROUPS + "?$top=many"), 200, json, "{}"))
        .anyMatch(it -> it.contains("integer"));
    assertThat(problems(Operation.get(GROUPS + "/no-guid"), 200, json, "{}")).isNotEmpty();
    assertThat(problems(Operation.get("/v1.0/myorg/workspaces"), 200, json, "{}")).isNotEmpty();
  }

  private static List<String> problems(
      Operation operation, int status, String contentType, String body) {
    URI asked = URI.create(operation.path());
    SimpleRequest.Builder request =
        new SimpleRequest.Builder(Request.Method.valueOf(operation.method()), asked.getPath());
    if (asked.getQuery() != null) {
      for (String parameter : asked.getQuery().split("&", -1)) {
        String[] parts = parameter.split("=", 2);
        request.withQueryParam(parts[0], parts[1]);
      }
    }
    if (!operation.body().isEmpty()) {
      request.withContentType("application/json").withBody(operation.body());
    }
    SimpleResponse.Builder response = SimpleResponse.Builder.status(status);
    if (!body.isEmpty()) {
      response.withContentType(contentType).withBody(body);
    }
    return CONTRACT.validate(request.build(), response.build()).getMessages().stream()
        .map(ValidationReport.Message::toString)
        .toList();
  }

  private static void collectNames(JsonNode json, Set<String> names) {
    json.fieldNames().forEachRemaining(names::add);
    json.forEach(inner -> collectNames(inner, names));
  }

  /** The described operations, with ids in their paths and an empty body where one is wanted. */
  private static List<Operation> described() throws IOException {
    List<Operation> found = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path :
        new ObjectMapper().readTree(SPECIFICATION).path("paths").properties()) {
      String asked =
          path.getKey().replace("{groupId}", WORKSPACE).replaceAll("\\{[^}]*}", SOMEBODY);
      path.getValue()
          .fieldNames()
          .forEachRemaining(
              method ->
                  found.add(
                      new Operation(
                          method.toUpperCase(Locale.ROOT),
                          asked,
                          method.equals("get") || method.equals("delete") ? "" : "{}")));
    }
    return found;
  }

  private Client.Answer ask(Operation operation) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(simulator.powerBiApiUrl() + operation.path()))
            .header("Authorization", "Bearer " + token(operation));
    return client.send(
        operation.body().isEmpty()
            ? request.method(operation.method(), HttpRequest.BodyPublishers.noBody())
            : request
                .header("Content-Type", "application/json")
                .method(operation.method(), HttpRequest.BodyPublishers.ofString(operation.body())));
  }

  private String token(Operation operation) {
    String resource = simulator.powerBiScope().replace("/.default", "");
    return operation.isPersons()
        ? simulator.userToken(SOMEBODY, resource, "Workspace.Read.All")
        : client.powerBiToken();
  }

  private static String resource(String name) {
    try (InputStream in = ContractTest.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError(name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
