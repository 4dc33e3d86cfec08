package io.github.powerbigate.simulator;

import static io.github.powerbigate.simulator.SignInVisit.returned;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.simulator.world.Demand;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Conditional access (Microsoft facts §3.3, §3.4, §3.6)")
final class ConditionalAccessTest {
  private static final String ADA = GraphTest.ADA;

  private final Simulator simulator =
      Simulator.start(SimulatorSettings.defaults().withClock(new SettableClock()));
  private final World world = simulator.world();
  private final Client client = new Client(simulator);

  @BeforeEach
  void fillTheTenant() {
    world.apps().add(Client.APP, Client.SECRET);
    world.apps().setRedirectUris(Client.APP, SignInVisit.REDIRECT);
    world.consents().giveForEverybody(Client.APP, "Workspace.Read.All");
    world.addUser(User.member(ADA, "ada@portal.example", "Ada"));
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @ParameterizedTest
  @CsvSource({
    "SECOND_FACTOR, interaction_required, 50076",
    "SECOND_FACTOR_SETUP, interaction_required, 50079",
    "MANAGED_DEVICE, invalid_grant, 53000",
    "BLOCKED, invalid_grant, 53003",
  })
  @DisplayName("at the token endpoint the refusal says by claims what is wanted")
  void theTokenEndpointSaysByClaimsWhatIsWanted(Demand demand, String error, int code) {
    Map<String, String> byCode = visit().codeGrant(visit().code(ADA));
    Map<String, String> onBehalf = onBehalf(simulator.userToken(ADA, Client.APP, "access"));
    world.conditionalAccess().demand(ADA, demand);

    for (Map<String, String> form : List.of(byCode, onBehalf)) {
      Client.Answer refused = client.token(form);
      EntraTest.assertRefusal(refused, 400, error, code);
      assertThat(refused.json().path("claims").asText()).startsWith("{\"access_token\":");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SECOND_FACTOR, 50076",
    "SECOND_FACTOR_SETUP, 50079",
    "MANAGED_DEVICE, 53000",
    "BLOCKED, 53003"
  })
  void silenceCannotMeetIt(Demand demand, int code) {
    world.conditionalAccess().demand(ADA, demand);

    assertRefused(visit().with("prompt", "none").as(ADA).come(), "interaction_required", code);
  }

  @ParameterizedTest
  @CsvSource({"SECOND_FACTOR", "SECOND_FACTOR_SETUP"})
  void aPersonMeetsItAtTheSignIn(Demand demand) {
    world.conditionalAccess().demand(ADA, demand);

    assertThat(visit().as(ADA).come().text())
        .contains("<title>More information required - Entra ID (simulator)</title>");
    String code = returned(visit().press("as", ADA, "proof", "given")).getOrDefault("code", "");
    assertThat(client.token(visit().codeGrant(code)).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"MANAGED_DEVICE, 53000", "BLOCKED, 53003"})
  void orCannot(Demand demand, int code) {
    world.conditionalAccess().demand(ADA, demand);

    assertRefused(visit().as(ADA).come(), "access_denied", code);
    assertRefused(visit().press("as", ADA, "proof", "given"), "access_denied", code);
  }

  @Test
  @DisplayName("§3.3: a token of a sign-in that met it can be handed on")
  void aTokenOfASignInThatMetItCanBeHandedOn() {
    world.conditionalAccess().demand(ADA, Demand.SECOND_FACTOR);
    SignInVisit visit = visit().with("scope", "api://" + Client.APP + "/access");
    String code = returned(visit.press("as", ADA, "proof", "given")).getOrDefault("code", "");
    String met = client.token(visit.codeGrant(code)).json().path("access_token").asText();

    assertThat(client.token(onBehalf(met)).status()).isEqualTo(200);
  }

  @Test
  void consentIsAskedAfterTheSecondFactorWhichIsCarriedOn() {
    world.consents().revokeForEverybody(Client.APP);
    world.conditionalAccess().demand(ADA, Demand.SECOND_FACTOR);

    Client.Answer page = visit().press("as", ADA, "proof", "given");
    assertThat(page.text())
        .contains("Permissions requested", "name=\"proof\" value=\"given\"", "value=\"" + ADA);
    assertThat(returned(visit().press("as", ADA, "proof", "given", "consent", "given")))
        .containsKey("code");
  }

  @Test
  void whatIsWaivedIsNotAskedFor() {
    world.conditionalAccess().demand(ADA, Demand.BLOCKED);
    world.conditionalAccess().waive(ADA);

    assertThat(returned(visit().as(ADA).come())).containsKey("code");
  }

  private Map<String, String> onBehalf(String assertion) {
    Map<String, String> form = client.secretGrant();
    form.put("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
    form.put("requested_token_use", "on_behalf_of");
    form.put("assertion", assertion);
    form.put("scope", SignInVisit.readScope(simulator));
    return form;
  }

  private SignInVisit visit() {
    return new SignInVisit(simulator, client);
  }

  private static void assertRefused(Client.Answer answer, String error, int code) {
    assertThat(returned(answer)).as(answer.text()).containsEntry("error", error);
    assertThat(returned(answer).get("error_description")).startsWith("AADSTS" + code + ": ");
  }
}
