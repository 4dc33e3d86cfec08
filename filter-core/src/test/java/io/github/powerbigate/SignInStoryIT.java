package io.github.powerbigate;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import io.github.powerbigate.simulator.wire.LoggedRequest;
import io.github.powerbigate.simulator.wire.Service;
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
    // Or the gate would say at its start that it cannot look at the workspace.
    tenant().grantWorkspace(WORKSPACE, WorldOfOne.APP);
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

  @Test
  void whoHasToBeAskedIsAskedOnceAndWaitsAsEver() throws Exception {
    comeAs(ANN, "Tomcat");

    click();
    waits(page);
    propagate(ANN);
    page.locator("button[value=given]").click();

    arrivesAt("Report");
    assertThat(prompts()).containsExactly("none", "");
    assertThat(asked())
        .containsOnlyOnce("POST /v1.0/myorg/RefreshUserPermissions")
        .endsWith("GET /v1.0/myorg/groups/" + WORKSPACE);
    assertThat(visitor().cookies())
        .extracting(cookie -> cookie.name)
        .noneMatch(name -> name.startsWith("pbgate-"));
  }

  @Test
  void anotherAccountOpensNothingAndThePersonChoosesTheRightOne() throws Exception {
    everybodyConsents();
    world.person("bob");
    comeAs(ANN, "Jetty");
    propagate(ANN);
    visitor().addCookies(List.of(microsoftKnows(BOB)));

    click();
    page.getByText("bob").click();
    heading(page, "That was another account");
    assertThat(page.content()).doesNotContain("ann", "bob", "code=");
    assertThat(asked()).isEmpty();

    page.locator("#go").click();
    page.getByText("ann").first().click();
    arrivesAt("Report");
    assertThat(prompts()).containsExactly("none", "", "select_account");
  }

  @Test
  void whoGivesNoPermissionGoesOnWithout() throws Exception {
    comeAs(ANN, "Tomcat");
    propagate(ANN);

    click();
    page.locator("button[value=refused]").click();
    heading(page, "Permission was not given");
    page.locator("#without").click();

    arrivesAt("Report");
    assertThat(asked()).isEmpty();
  }

  @Test
  void whoComesBackWithoutHavingFinishedSaysHowToGoOn() throws Exception {
    comeAs(ANN, "Jetty");
    propagate(ANN);
    click();
    assertThat(page).hasTitle(Pattern.compile("Permissions requested.*"));

    page.navigate(portal().address() + "/home");
    click();
    heading(page, "Your sign-in to Microsoft is not done");
    page.locator("#without").click();

    arrives(page, "Report");
  }

  @Test
  void aCookieForThisSiteAloneIsBroughtByAPageOfThisSite() throws Exception {
    everybodyConsents();
    comeAs(ANN, "Tomcat");
    propagate(ANN);
    visitor()
        .addCookies(
            List.of(
                new Cookie(CookieSignIn.COOKIE, ANN)
                    .setDomain("localhost")
                    .setPath("/")
                    .setSameSite(SameSiteAttribute.STRICT)));

    click();

    arrivesAt("Report");
    assertThat(asked()).isNotEmpty();
  }

  @Test
  void withoutScriptTheWayIsTheSame() throws Exception {
    visit(new NewContextOptions().setIgnoreHTTPSErrors(true).setJavaScriptEnabled(false));
    everybodyConsents();
    comeAs(ANN, "Jetty");
    propagate(ANN);

    click();

    await()
        .until(
            () -> {
              if (page.url().startsWith(world.simulator.powerBiWebUrl().toString())) {
                return true;
              }
              page.locator("#go").click();
              return false;
            });
    arrivesAt("Report");
    assertThat(asked()).isNotEmpty();
  }

  private static Cookie microsoftKnows(String mail) {
    return new Cookie("simulator-person", mail).setDomain("localhost").setPath("/");
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

  /** What Power BI was asked after the gate had looked, as itself, at the workspace. */
  private List<String> asked() {
    List<String> all =
        world.simulator.requests().to(Service.POWER_BI_API).stream()
            .map(request -> request.method() + " " + request.target())
            .toList();
    int atStart = all.indexOf("GET /v1.0/myorg/groups/" + WORKSPACE + "/users?$top=500");
    return all.subList(atStart + 1, all.size());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
