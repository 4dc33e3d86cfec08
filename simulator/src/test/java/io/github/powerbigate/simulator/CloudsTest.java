package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.github.powerbigate.simulator.world.Cloud;
import io.github.powerbigate.simulator.world.World;
import java.text.ParseException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Five clouds, each with its own Power BI (Microsoft facts §3.6, §4)")
final class CloudsTest {
  private final Simulator simulator =
      Simulator.start(SimulatorSettings.defaults().withClock(new SettableClock()));
  private final World world = simulator.world();
  private final Client client = new Client(simulator);

  @BeforeEach
  void registerTheApp() {
    world.apps().add(Client.APP, Client.SECRET, "User.Read.All");
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @ParameterizedTest
  @CsvSource({
    "PUBLIC, https://analysis.windows.net/powerbi/api",
    "GCC, https://analysis.usgovcloudapi.net/powerbi/api",
    "GCC_HIGH, https://high.analysis.usgovcloudapi.net/powerbi/api",
    "DOD, https://mil.analysis.usgovcloudapi.net/powerbi/api",
    "CHINA, https://analysis.chinacloudapi.cn/powerbi/api"
  })
  void eachCloudHasAScopeAndAnAudienceOfItsOwn(Cloud cloud, String resource) throws ParseException {
    world.tenant().setCloud(cloud);

    Client.Answer answer = ask(resource);
    assertThat(answer.status()).isEqualTo(200);
    String token = answer.json().path("access_token").asText();
    assertThat(SignedJWT.parse(token).getJWTClaimsSet().getAudience()).containsExactly(resource);
    assertThat(groups(token).status()).isEqualTo(200);
    assertThat(simulator.powerBiScope()).isEqualTo(resource + "/.default");
    assertThat(simulator.gateSettings()).containsEntry("powerBiScope", resource + "/.default");
  }

  @ParameterizedTest
  @EnumSource(Cloud.class)
  void theResourceOfAnotherCloudIsNotInTheTenant(Cloud cloud) {
    world.tenant().setCloud(cloud);

    for (Cloud other : Cloud.values()) {
      if (other != cloud) {
        EntraTest.assertRefusal(ask(other.powerBiResource()), 400, "invalid_resource", 500011);
      }
    }
  }

  @Test
  @DisplayName("§4: GCC is mixed: Graph as in the public cloud, Power BI the government's")
  void inGccOnlyPowerBiIsTheGovernments() {
    world.tenant().setCloud(Cloud.GCC);

    assertThat(client.token(client.secretGrant()).status()).isEqualTo(200);
    EntraTest.assertRefusal(ask(Cloud.PUBLIC.powerBiResource()), 400, "invalid_resource", 500011);
  }

  @Test
  @DisplayName("§4: tokens are not interchangeable between clouds")
  void aTokenOfAnotherCloudIsRefused() {
    String token = client.powerBiToken();
    assertThat(groups(token).status()).isEqualTo(200);
    world.tenant().setCloud(Cloud.GCC);

    Client.Answer refused = groups(token);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.header("x-powerbi-error-info")).isEqualTo("InvalidToken");
  }

  @Test
  @DisplayName("§3.6: a tenant that never used Power BI lacks its service: 650052")
  void aTenantThatNeverUsedPowerBiLacksItsService() {
    world.tenant().setPowerBiUsed(false);

    EntraTest.assertRefusal(ask(Cloud.PUBLIC.powerBiResource()), 400, "invalid_request", 650052);
    assertThat(client.token(client.secretGrant()).status()).isEqualTo(200);
    world.tenant().setPowerBiUsed(true);
    assertThat(ask(Cloud.PUBLIC.powerBiResource()).status()).isEqualTo(200);
  }

  private Client.Answer ask(String resource) {
    Map<String, String> form = client.secretGrant();
    form.put("scope", resource + "/.default");
    return client.token(form);
  }

  private Client.Answer groups(String token) {
    return client.powerBi(token, "GET", "/groups", "");
  }
}
