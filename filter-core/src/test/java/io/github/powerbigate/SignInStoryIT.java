package io.github.powerbigate;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.Cookie;
import io.github.powerbigate.simulator.wire.LoggedRequest;
import io.github.powerbigate.simulator.wire.Service;
import io.github.powerbigate.testing.TestPortal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The portal has no token of the person's, and the gate has the person sign in to Entra ID. */
@Tag("browser")
class SignInStoryIT extends Story {

  private static final String BOB = "bob@example.org";

  @BeforeEach
  void letTheGateHavePeopleSignIn() throws IOException {
    int port = freePort();
    String back = "http://localhost:" + port + "/powerbi?powerbi-gate=signed-in";
    setPort(port);
    set("powerBiCheck", "as-user");
    set("workspaceId", WORKSPACE);
    set("userToken", "sign-in");
    set("signInUrl", back);
    set("refreshTakes", "1500ms");
    set("asUserFor", "1m");
    tenant().apps().setRedirectUris(WorldOfOne.APP, back);
    tenant().apps().setPkceRequired(WorldOfOne.APP, true);
    tenant().tenant().setRefreshTakes(Duration.ofSeconds(1));
    world.person("ann");
    // The simulator's authority is its own.
    visit(new NewContextOptions().setIgnoreHTTPSErrors(true));
  }

  @Test
  void whoIsSignedInAtMicrosoftIsAskedNothingAndComesToTheReport() throws Exception {
    everybodyConsents();
    comeAs(ANN, "Jetty");
    propagate(ANN);

    click();

    arrivesAt("Report");
    assertThat(prompts()).containsExactly("none");
    assertThat(asked()).endsWith("GET /v1.0/myorg/groups/" + WORKSPACE);
  }

  private void everybodyConsents() {
    tenant().consents().giveForEverybody(WorldOfOne.APP, "Workspace.Read.All");
  }

  private List<String> prompts() {
    return world.simulator.requests().to(Service.ENTRA).stream()
        .map(LoggedRequest::target)
        .filter(target -> target.contains("/authorize?"))
        .map(target -> target.replaceAll("^.*[?&]prompt=([a-z_]+).*$", "$1"))
        .map(prompt -> prompt.startsWith("/") ? "" : prompt)
        .distinct()
        .toList();
  }

  private List<String> asked() {
    return world.simulator.requests().to(Service.POWER_BI_API).stream()
        .map(request -> request.method() + " " + request.target())
        .toList();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
