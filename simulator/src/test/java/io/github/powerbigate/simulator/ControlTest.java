package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.powerbigate.simulator.world.User;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The control page and API (security H4)")
final class ControlTest {
  private static final String ADA = GraphTest.ADA;
  private static final String JSON = "application/json";

  private final SettableClock clock = new SettableClock();
  private final Simulator simulator =
      Simulator.start(SimulatorSettings.defaults().withClock(clock));
  private final Client client = new Client(simulator);

  @BeforeEach
  void fillTheTenant() {
    simulator.world().addGroup(GraphTest.VIEWERS, "Viewers");
    simulator.world().addUser(User.member(ADA, "ada@portal.example", "Ada"));
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void everyCallNeedsTheToken() {
    assertThat(send("/api/world", null, null).status()).isEqualTo(401);
    assertThat(send("/api/world", null, null, "Authorization", "Bearer wrong").status())
        .isEqualTo(401);
    assertThat(send("/api/faults/clear", JSON, "{}").status()).isEqualTo(401);
    assertThat(send("/api/nothing", null, null).status()).isEqualTo(401);
    assertThat(send("/api/world", null, null, "X-Simulator-Token", simulator.controlToken()))
        .extracting(Client.Answer::status)
        .isEqualTo(200);
  }

  @Test
  void tokensAreDrawnAtEachStart() {
    try (Simulator other = Simulator.start(SimulatorSettings.defaults())) {
      assertThat(other.controlToken())
          .hasSizeGreaterThan(20)
          .isNotEqualTo(simulator.controlToken());
    }
  }

  @Test
  void aWriteMustBeJson() {
    assertThat(withToken("/api/faults/clear", "text/plain", "{}").status()).isEqualTo(415);
    assertThat(withToken("/api/faults/clear", "application/x-www-form-urlencoded", "{}").status())
        .isEqualTo(415);
    assertThat(withToken("/api/faults/clear", JSON, "rubbish").status()).isEqualTo(400);
  }

  @Test
  void aCallFromAnotherOriginIsRefusedEvenWithTheToken() {
    String own = simulator.controlUrl().toString();
    assertThat(withToken("/api/world", null, null, "Origin", "http://evil.example").status())
        .isEqualTo(403);
    assertThat(withToken("/api/world", null, null, "Sec-Fetch-Site", "cross-site").status())
        .isEqualTo(403);
    assertThat(withToken("/api/world", null, null, "Sec-Fetch-Site", "same-site").status())
        .isEqualTo(403);
    assertThat(
            withToken("/api/world", null, null, "Origin", own, "Sec-Fetch-Site", "same-origin")
                .status())
        .isEqualTo(200);
  }

  @Test
  void thePageItselfHoldsNothing() {
    Client.Answer page = client.get(simulator.controlUrl());

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.text()).doesNotContain(simulator.controlToken(), "Ada");
    assertThat(page.header("Content-Security-Policy")).contains("script-src 'self'");
    assertThat(client.get(simulator.controlUrl().resolve("/control.js")).header("Content-Type"))
        .startsWith("text/javascript");
    assertThat(client.get(simulator.controlUrl().resolve("/control.css")).header("Content-Type"))
        .startsWith("text/css");
  }

  @Test
  void aMemberIsAddedWithDelaysAndSeenInTheWorld() {
    assertDone(
        post(
            "/api/members",
            "{'user':'ada@portal.example','group':'"
                + GraphTest.VIEWERS
                + "','propagation':{'membership':[0,10,'PT20S'],'powerBiFreeze':60}}"));

    JsonNode ada = person();
    assertThat(ada.path("displayName").asText()).isEqualTo("Ada");
    assertThat(ada.at("/groups/" + GraphTest.VIEWERS).toString()).isEqualTo("[true,false,false]");
    clock.pass(Duration.ofSeconds(10));
    assertThat(person().at("/groups/" + GraphTest.VIEWERS).toString())
        .isEqualTo("[true,true,false]");
    assertDone(
        post("/api/members/remove", "{'user':'" + ADA + "','group':'" + GraphTest.VIEWERS + "'}"));
    assertThat(simulator.world().isMember(GraphTest.VIEWERS, ADA)).isFalse();
  }

  @Test
  void aPersonIsResetDisabledAndForgotten() {
    simulator.world().addMember(GraphTest.VIEWERS, ADA);
    assertDone(post("/api/people/reset", "{'user':'" + ADA + "'}"));
    assertThat(simulator.world().isMember(GraphTest.VIEWERS, ADA)).isFalse();
    assertDone(post("/api/people/enabled", "{'user':'" + ADA + "','enabled':false}"));
    assertThat(person().path("accountEnabled").asBoolean()).isFalse();
    assertDone(post("/api/people/forget-visit", "{'user':'" + ADA + "'}"));
    assertThat(post("/api/people/reset", "{'user':'nobody'}").status()).isEqualTo(404);
  }

  @Test
  void peopleAndGroupsAreMade() {
    String guest =
        post(
                "/api/people",
                "{'mail':'gus@else.example','guest':true,'propagation':{'directory':"
                    + "{'median':'PT5S','sigma':0.5},'mailIndex':{'shortest':1,'longest':2}}}")
            .json()
            .path("id")
            .asText();
    assertThat(simulator.world().user(guest).map(User::isGuest)).contains(true);
    String member = post("/api/people", "{'mail':'bob@x.example'}").json().path("id").asText();
    assertThat(simulator.world().user(member).map(User::isGuest)).contains(false);
    String group = post("/api/groups", "{'displayName':'Others'}").json().path("id").asText();
    assertThat(simulator.world().directory().group(group)).isPresent();
    assertDone(
        post(
            "/api/workspaces/grant",
            "{'workspace':'" + GraphTest.STRANGE + "','principal':'" + group + "'}"));
  }

  @Test
  void faultsArePlayedAndCleared() {
    List<String> kinds =
        List.of(
            "throttled",
            "status",
            "answer",
            "html",
            "slow",
            "silent",
            "reset",
            "truncated",
            "bad-connection",
            "dripping",
            "empty",
            "empty-object");
    for (String kind : kinds) {
      assertDone(post("/api/faults", "{'service':'power-bi-api','fault':'" + kind + "'}"));
    }
    assertThat(simulator.faults().inPlay()).hasSize(kinds.size());
    assertDone(post("/api/faults", "{'service':'graph','fault':'throttled','retryAfter':'2.5'}"));
    assertThat(simulator.faults().inPlay()).last().asString().contains("429", "2.5");
    assertDone(post("/api/faults/clear", "{}"));
    assertThat(simulator.faults().inPlay()).isEmpty();
    assertDone(post("/api/faults", "{'service':'graph','fault':'html','lasting':30}"));
    clock.pass(Duration.ofSeconds(30));
    assertThat(simulator.faults().inPlay()).isEmpty();
  }

  @Test
  void whatMakesNoSenseIsRefusedWithAReason() {
    for (String body :
        List.of(
            "{'service':'graph','fault':'plague'}",
            "{'service':'moon','fault':'reset'}",
            "{'service':'control','fault':'reset'}",
            "{'fault':'reset'}",
            "{'service':'graph','fault':'reset','colour':'red'}",
            "{'service':'graph','fault':'reset','times':1,'lasting':1}",
            "{'service':'graph','fault':'slow','delay':'soon'}",
            "{'service':'graph','fault':'slow','delay':-1}")) {
      Client.Answer answer = post("/api/faults", body);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().path("error").asText()).isNotEmpty();
    }
    assertThat(post("/api/nothing", "{}").status()).isEqualTo(404);
  }

  @Test
  void requestsAreShown() {
    assertThat(client.get(simulator.powerBiWebUrl().resolve("/groups/x?a=b")).status())
        .isEqualTo(200);

    assertThat(withToken("/api/requests", null, null).json().at("/0/target").asText())
        .isEqualTo("/groups/x?a=b");
    assertThat(
            withToken("/api/world", null, null).json().at("/requests/POWER_BI_WEB/count").asInt())
        .isEqualTo(1);
  }

  private JsonNode person() {
    return withToken("/api/world", null, null).json().at("/people/0");
  }

  private Client.Answer post(String path, String body) {
    return withToken(path, JSON, body.replace('\'', '"'));
  }

  private static void assertDone(Client.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private Client.Answer withToken(
      String path, @Nullable String type, @Nullable String body, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Authorization");
    all.add("Bearer " + simulator.controlToken());
    return send(path, type, body, all.toArray(new String[0]));
  }

  private Client.Answer send(
      String path, @Nullable String type, @Nullable String body, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(simulator.controlUrl().resolve(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (type != null && body != null) {
      request.header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body));
    }
    return client.send(request);
  }
}
