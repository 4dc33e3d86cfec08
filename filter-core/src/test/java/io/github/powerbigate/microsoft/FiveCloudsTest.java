package io.github.powerbigate.microsoft;

import static io.github.powerbigate.microsoft.ScriptedMicrosoft.USER_ID;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.WORKSPACE_ID;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.Stage;
import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.microsoft.ScriptedMicrosoft.Call;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a gate asks in each of Microsoft's clouds, and for what: by the requests themselves. */
class FiveCloudsTest {

  private static final UserId USER = new UserId(UserId.Form.UPN, "kim@example.org");

  private final ScriptedMicrosoft microsoft = new ScriptedMicrosoft();
  private final Tunnel tunnel = Tunnel.to(microsoft.address());

  @AfterEach
  void close() {
    tunnel.close();
    microsoft.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "public, login.microsoftonline.com, graph.microsoft.com, api.powerbi.com,"
        + " https://analysis.windows.net/powerbi/api",
    "gcc, login.microsoftonline.com, graph.microsoft.com, api.powerbigov.us,"
        + " https://analysis.usgovcloudapi.net/powerbi/api",
    "gcc-high, login.microsoftonline.us, graph.microsoft.us, api.high.powerbigov.us,"
        + " https://high.analysis.usgovcloudapi.net/powerbi/api",
    "dod, login.microsoftonline.us, dod-graph.microsoft.us, api.mil.powerbigov.us,"
        + " https://mil.analysis.usgovcloudapi.net/powerbi/api",
    "china, login.partner.microsoftonline.cn, microsoftgraph.chinacloudapi.cn, api.powerbi.cn,"
        + " https://analysis.chinacloudapi.cn/powerbi/api"
  })
  void everyQuestionGoesToItsOwnCloud(
      String name, String entra, String graph, String powerBi, String resource) {
    microsoft.onBehalf = ScriptedMicrosoft.token("power-bi-token", 3600);
    microsoft.workspace =
        exchange ->
            (exchange.getRequestURI().getPath().endsWith("/users")
                    ? answer(200, "{\"value\":[]}")
                    : answer(401, "", "X-PowerBI-Error-Info", "GroupNotAccessible"))
                .play(exchange);
    try (Gate gate = gate(Cloud.named(name).orElseThrow())) {
      var unused = gate.ask(USER);
      unused = gate.ask(USER, Stage.REFRESH, UserTokenText.of(USER_ID));
      gate.clock.advance(Duration.ofSeconds(1));
      assertThat(gate.ask(USER, Stage.POWER_BI, UserTokenText.of(USER_ID)))
          .isEqualTo(new Finding.NotYet(Cause.GROUP_WITHOUT_ROLE, false));
    }

    String token = "POST " + entra + "/" + UserTokenText.TENANT + "/oauth2/v2.0/token for ";
    String api = powerBi + "/v1.0/myorg";
    assertThat(microsoft.calls.stream().map(FiveCloudsTest::recorded).distinct())
        .containsExactly(
            token + "https://" + graph + "/.default",
            "GET " + graph + "/v1.0/users/kim%40example.org",
            "POST " + graph + "/v1.0/users/" + USER_ID + "/checkMemberGroups",
            "GET " + graph + "/v1.0/groups/" + ScriptedMicrosoft.GROUP_ID,
            token + resource + "/Workspace.Read.All",
            "POST " + api + "/RefreshUserPermissions",
            "GET " + api + "/groups/" + WORKSPACE_ID,
            token + resource + "/.default",
            "GET " + api + "/groups/" + WORKSPACE_ID + "/users");
    assertThat(tunnel.hosts()).containsOnly(entra + ":443", graph + ":443", powerBi + ":443");
  }

  /** As one line: method, host, path, and for a token what it is for. */
  private static String recorded(Call call) {
    String path = call.uri().split("\\?", 2)[0];
    String line = call.method() + " " + call.host() + path;
    return Arrays.stream(call.body().split("&"))
        .filter(field -> field.startsWith("scope="))
        .map(field -> URLDecoder.decode(field.substring(6), StandardCharsets.UTF_8))
        .map(
            scopes -> line + " for " + scopes.replaceAll(" ?(openid|profile|offline_access) ?", ""))
        .findFirst()
        .orElse(line);
  }

  private Gate gate(Cloud cloud) {
    return new Gate(
        TestSettings.of(cloud)
            .proxy(tunnel.address())
            .workspace(new WorkspaceSettings(WORKSPACE_ID, WorkspaceSettings.Users.NO, false))
            .asUser(
                new AsUserSettings(
                    WORKSPACE_ID, AsUserSettings.TokenFor.GATE, Duration.ofSeconds(1))));
  }
}
