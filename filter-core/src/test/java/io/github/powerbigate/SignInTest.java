package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.powerbigate.simulator.IdTokenFault;
import io.github.powerbigate.simulator.wire.LoggedRequest;
import io.github.powerbigate.simulator.wire.Service;
import io.github.powerbigate.simulator.world.Demand;
import io.github.powerbigate.testing.LogWatch;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sign-in that the gate has people do, request by request, before the simulator. */
class SignInTest {

  private static final String WORKSPACE = "55555555-5555-4555-8555-555555555555";
  private static final String LAST_LOOK_AT_THE_START =
      "GET /v1.0/myorg/groups/" + WORKSPACE + "/users?$top=500";
  private static final String ANN = "ann@example.org";
  private static final String BOB = "bob@example.org";
  private static final String BACK = "https://portal.example/powerbi?powerbi-gate=signed-in";
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  @RegisterExtension final LogWatch logs = new LogWatch();

  private final WorldOfOne world = new WorldOfOne();
  private PowerBiAccessGateFilter filter;
  private Surfer ann;

  @BeforeEach
  void open() {
    logs.expect(Level.WARNING, "custom");
    world.member("ann");
    world.member("bob");
    world.simulator.world().grantWorkspace(WORKSPACE, WorldOfOne.GROUP);
    // Or the gate would say at its start that it cannot look at the workspace.
    world.simulator.world().grantWorkspace(WORKSPACE, WorldOfOne.APP);
    world.simulator.world().apps().setRedirectUris(WorldOfOne.APP, BACK);
    world.simulator.world().apps().setPkceRequired(WorldOfOne.APP, true);
    consent(true);
    filter = Surfer.gate("powerbi", settings());
    // It looks at the workspace as itself, once.
    await().until(() -> powerBi().contains(LAST_LOOK_AT_THE_START));
    world.simulator.requests().clear();
    ann = new Surfer(world, filter, ANN);
  }

  @AfterEach
  void close() {
    filter.destroy();
    world.close();
  }

  @Test
  void aNavigationIsLedToEntraIdAndNothingIsShown() throws Exception {
    Visit.Result led = ann.go("year=2026");

    assertThat(led.status()).isEqualTo(302);
    assertThat(led.header("Location"))
        .startsWith(
            world.simulator.entraUrl()
                + "/"
                + world.simulator.tenantId()
                + "/oauth2/v2.0/authorize?");
    assertThat(Surfer.parameters(led.header("Location")))
        .containsEntry("response_type", "code")
        .containsEntry("response_mode", "query")
        .containsEntry("redirect_uri", BACK)
        .containsEntry("client_id", WorldOfOne.APP)
        .containsEntry(
            "scope", "openid https://analysis.windows.net/powerbi/api/Workspace.Read.All")
        .containsEntry("prompt", "none")
        .containsEntry("login_hint", ANN)
        .containsEntry("code_challenge_method", "S256")
        .hasSize(11);
    assertThat(led.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(led.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void theBrowserCarriesTheSignInSealed() throws Exception {
    Visit.Result led = ann.go("year=2026");

    String state = state(led);
    assertThat(led.header("Set-Cookie"))
        .startsWith("__Host-pbgate-" + state.substring(0, 8) + "=")
        .contains("; Path=/", "; HttpOnly", "; Secure", "; SameSite=Lax", "; Max-Age=600")
        .doesNotContain("ann", state, "year")
        .hasSizeLessThan(1500);
  }

  @Test
  void whoComesBackIsLetInByPowerBisWord() throws Exception {
    Visit.Result led = ann.go("year=2026");
    Visit.Result back = ann.go(ann.entra(led, ANN));

    assertThat(back.status()).isEqualTo(303);
    assertThat(back.header("Location")).isEqualTo("?year=2026");
    assertThat(ann.cookies).isEmpty();
    assertThat(ann.go("year=2026").passed()).isTrue();
    assertThat(powerBi()).containsExactly("GET /v1.0/myorg/groups/" + WORKSPACE);
  }

  @Test
  void noRefreshTokenIsEverAskedFor() throws Exception {
    ann.go(ann.entra(ann.go(""), ANN));
    ann.go("");

    List<LoggedRequest> tokens =
        world.simulator.requests().to(Service.ENTRA).stream()
            .filter(request -> request.method().equals("POST"))
            .toList();
    assertThat(tokens)
        .extracting(request -> request.form().get("grant_type"))
        .contains("authorization_code")
        .doesNotContain("refresh_token");
    assertThat(tokens)
        .allSatisfy(
            request -> assertThat(request.form().get("scope")).doesNotContain("offline_access"));
  }

  @ParameterizedTest
  @EnumSource(IdTokenFault.class)
  void nobodyIsAskedAboutByATokenWhoseIdTokenIsNotSound(IdTokenFault fault) throws Exception {
    Visit.Result led = ann.go("");
    world.simulator.idTokenFaults().play(fault);
    Visit.Result back = ann.go(ann.entra(led, ANN));

    assertThat(back.status()).isIn(200, 303);
    assertThat(back.body()).doesNotContain("ann", "bob", "code=");
    assertThat(ann.go("").passed()).as("never why somebody does not get in").isTrue();
    assertThat(powerBi()).isEmpty();
  }

  @Test
  void anotherAccountIsNamedNeitherAndAsksNothing() throws Exception {
    Visit.Result led = ann.go("");
    Visit.Result asks = ann.go(ann.entra(led, BOB));
    // Nothing may be shown to the wrong person, so Entra ID asks.
    assertThat(Surfer.parameters(asks.header("Location"))).doesNotContainKey("prompt");
    Visit.Result back = ann.go(ann.entra(withoutHint(asks), BOB));

    assertThat(back.header("X-PowerBI-Gate")).startsWith("sign-in; wrong-account");
    assertThat(back.body()).contains("That was another account").doesNotContain("ann", "bob");
    assertThat(powerBi()).isEmpty();
    Visit.Result again = ann.go("powerbi-gate=sign-in");
    assertThat(Surfer.parameters(again.header("Location")))
        .containsEntry("prompt", "select_account")
        .doesNotContainKey("login_hint");
  }

  @Test
  void whatComesBackCountsOnce() throws Exception {
    Visit.Result led = ann.go("year=2026");
    Map<String, String> kept = Map.copyOf(ann.cookies);
    String query = ann.entra(led, ANN);
    ann.go(query);

    assertGoesNoFurther(ann.go(query));
    ann.cookies.putAll(kept);
    assertGoesNoFurther(ann.go(query));
    assertThat(codes()).isEqualTo(1);
  }

  @Test
  void whatAnotherBrowserBeganDoesNotCount() throws Exception {
    Surfer attacker = new Surfer(world, filter, BOB);
    String query = attacker.entra(attacker.go(""), BOB);
    Visit.Result led = ann.go("");

    assertGoesNoFurther(ann.go(query));
    assertThat(codes()).isZero();
    assertThat(ann.go(ann.entra(led, ANN)).header("Location")).isEqualTo("?");
    assertThat(ann.go("").passed()).isTrue();
  }

  @Test
  void whatTheCookieDoesNotBringDoesNotCount() throws Exception {
    String query = ann.entra(ann.go(""), ANN);
    ann.cookies.replaceAll((name, value) -> value.substring(1));
    assertGoesNoFurther(ann.go(query));
    ann.cookies.clear();

    assertGoesNoFurther(ann.go(query));
    assertThat(codes()).isZero();
  }

  @Test
  void whatOneGateBeganDoesNotCountAtAnother() throws Exception {
    PowerBiAccessGateFilter other = Surfer.gate("other", settings());
    try {
      String query = ann.entra(ann.go(""), ANN);
      Surfer there = new Surfer(world, other, ANN);
      there.cookies.putAll(ann.cookies);

      assertGoesNoFurther(there.go(query));
      assertThat(codes()).isZero();
    } finally {
      other.destroy();
    }
  }

  @Test
  void whatOnePersonBeganDoesNotCountForAnother() throws Exception {
    String query = ann.entra(ann.go("patient=4711"), ANN);
    Surfer next = new Surfer(world, filter, BOB);
    next.cookies.putAll(ann.cookies);
    Visit.Result back = next.go(query);

    assertThat(back.body())
        .contains("Somebody else began this sign-in")
        .doesNotContain("ann", "4711");
    assertThat(next.cookies).isEmpty();
    assertThat(codes()).isZero();
  }

  @Test
  void theSecondPersonOfABrowserNeverUsesTheFirstOnesToken() throws Exception {
    ann.go(ann.entra(ann.go(""), ANN));
    Surfer next = new Surfer(world, filter, BOB);

    assertThat(next.go("").header("Location")).contains("/authorize?");
  }

  @Test
  void theHostOfARequestIsNowhereRepeated() throws Exception {
    Visit.Result led =
        ann.send(Visit.navigation(null).header("Host", "evil.example").path("/powerbi"));

    assertThat(led.headers().toString()).doesNotContain("evil");
    assertThat(Surfer.parameters(led.header("Location"))).containsEntry("redirect_uri", BACK);
  }

  @Test
  void fromAnotherPathOfTheMappingTheSignInComesBackToIt() throws Exception {
    Visit.Result led = ann.send(Visit.navigation("year=2026").path("/powerbi/sales"));
    Visit.Result back = ann.go(ann.entra(led, ANN));

    assertThat(back.header("Location")).isEqualTo("/powerbi/sales?year=2026");
  }

  @ParameterizedTest
  @ValueSource(strings = {"//evil.example/..;/powerbi", "/\\evil.example/powerbi", "/a\u0001b"})
  void noSignInComesBackToWhatMayLeadElsewhere(String path) throws Exception {
    Visit.Result result = ann.send(Visit.navigation(null).path(path));

    assertThat(result.header("Location")).isEmpty();
  }

  @Test
  void ofFiftyTabsThreeAtMostCarryASignIn() throws Exception {
    for (int tab = 0; tab < 50; tab++) {
      ann.go("year=" + tab);
    }

    assertThat(ann.cookies).hasSizeBetween(1, 3);
    assertThat(ann.cookies.toString().length()).isLessThan(4_500);
  }

  @Test
  void aSecondTabDoesNotEndWhatTheFirstHasShown() throws Exception {
    consent(false);
    Visit.Result first = ann.go("");
    Visit.Result second = ann.go("");
    assertThat(ann.go(ann.entra(first, ANN)).header("Location")).contains("/authorize?");
    assertThat(ann.go(ann.entra(second, ANN)).header("Location")).isEqualTo("?");

    assertThat(ann.go("").body()).contains("Your sign-in to Microsoft is not done");
    assertThat(ann.send(Visit.poll()).body()).contains("\"ready\":false");
  }

  @Test
  void aFrameIsNeverLedAway() throws Exception {
    Visit.Result framed = ann.send(Visit.navigation(null).header("Sec-Fetch-Dest", "iframe"));

    assertThat(framed.header("Location")).isEmpty();
    assertThat(framed.status()).isEqualTo(202);
    assertThat(ann.go("").passed()).isTrue();
  }

  @Test
  void aScriptAndAPrefetchAreNeverLedAway() throws Exception {
    assertThat(ann.send(Visit.script(null)).status()).isEqualTo(409);
    Visit.Result ahead = ann.send(Visit.navigation(null).header("Sec-Purpose", "prefetch"));
    assertThat(ahead.status()).isEqualTo(409);

    assertThat(ann.go("").header("Location")).contains("/authorize?");
  }

  @Test
  void aPollMakesThePageMove() throws Exception {
    ann.send(Visit.script(null));

    Visit.Result poll = ann.send(Visit.poll());
    assertThat(poll.body()).contains("\"ready\":true");
    assertThat(poll.header("X-PowerBI-Gate")).startsWith("sign-in");
    assertThat(ann.go("").header("Location")).contains("/authorize?");
    assertThat(ann.send(Visit.poll()).body()).contains("\"ready\":false");
  }

  @Test
  void aFormIsNotLedAwayAndGoesOnWithout() throws Exception {
    Visit.Result held = ann.send(Visit.form(null).body("a=b"));

    assertThat(held.header("Location")).isEmpty();
    assertThat(ann.send(Visit.form(null).body("a=b")).passes()).isEqualTo(1);
    assertThat(powerBi()).isEmpty();
  }

  @Test
  void aPolicyInThePersonsWayIsToldInPlainWords() throws Exception {
    world.simulator.world().conditionalAccess().demand(id(ANN), Demand.BLOCKED);
    Visit.Result asks = ann.go(ann.entra(ann.go(""), ANN));
    Visit.Result back = ann.go(ann.entra(asks, ANN));

    assertThat(back.header("X-PowerBI-Gate")).startsWith("sign-in; not-allowed");
    assertThat(back.body())
        .contains("Microsoft did not let you sign in")
        .doesNotContain("AADSTS", "Trace ID");
    assertThat(ann.go("").passed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "error=access_denied&error_description=AADSTS65004:+canary&state=%s",
        "error=server_error&error_description=<b>canary</b>&state=%s",
        "error=%%3Cscript%%3Ecanary&state=%s",
        "code=canary%%0d%%0aX:y&state=%s",
        "state=%s"
      })
  void whatEntraIdSaysIsNowhereRepeated(String answer) throws Exception {
    String asks = ann.entra(ann.go(""), "nobody@example.org");
    Visit.Result shown = ann.go(asks);
    String state = state(shown);
    Visit.Result back = ann.go("powerbi-gate=signed-in&" + answer.formatted(state));

    assertThat(back.body()).contains("<h1").doesNotContain("canary");
    assertThat(back.headers().toString()).doesNotContain("canary");
    assertThat(logs.messages(Level.ALL)).noneMatch(line -> line.contains("canary"));
  }

  @Test
  void whoDoesNotWantToSignInGoesOn() throws Exception {
    consent(false);
    ann.go(ann.entra(ann.go(""), ANN));
    Visit.Result unfinished = ann.go("year=2026");

    assertThat(unfinished.body())
        .contains("Your sign-in to Microsoft is not done")
        .contains("?year=2026&amp;powerbi-gate=sign-in")
        .contains("?year=2026&amp;powerbi-gate=without");
    assertThat(ann.go("year=2026&powerbi-gate=without").header("Location")).isEqualTo("?year=2026");
    assertThat(ann.go("year=2026").passed()).isTrue();
    assertThat(powerBi()).isEmpty();
  }

  @Test
  void noOtherSiteDecidesThatSomebodyGoesOnWithout() throws Exception {
    consent(false);
    ann.go(ann.entra(ann.go(""), ANN));
    ann.send(Visit.navigation("powerbi-gate=without").header("Sec-Fetch-Site", "cross-site"));

    assertThat(ann.go("").body()).contains("Your sign-in to Microsoft is not done");
  }

  @Test
  void withoutASignInItsAddressesDoNotExist() throws Exception {
    PowerBiAccessGateFilter without = Surfer.gate("without", world.settings());
    try {
      for (String word : List.of("signed-in", "sign-in", "without")) {
        Visit.Result result =
            new Surfer(world, without, ANN).go("powerbi-gate=" + word + "&code=x&state=y");
        assertThat(result.status()).as(word).isEqualTo(404);
        assertThat(result.passes()).isZero();
      }
    } finally {
      without.destroy();
    }
  }

  @Test
  void inADryRunNobodyIsLedAway() throws Exception {
    Map<String, String> settings = settings();
    settings.put("mode", "dry-run");
    PowerBiAccessGateFilter dry = Surfer.gate("dry", settings);
    try {
      assertThat(new Surfer(world, dry, ANN).go("").passed()).isTrue();
    } finally {
      dry.destroy();
    }
  }

  private static String state(Visit.Result led) {
    return Surfer.parameters(led.header("Location")).getOrDefault("state", "");
  }

  private void assertGoesNoFurther(Visit.Result result) {
    assertThat(result.status()).isEqualTo(303);
    assertThat(result.header("Location")).isEqualTo("?");
    assertThat(result.passes()).isZero();
  }

  /** As the person does who chooses another account. */
  private static Visit.Result withoutHint(Visit.Result led) {
    return new Visit.Result(
        0,
        false,
        302,
        Map.of("Location", led.header("Location").replaceAll("&login_hint=[^&]*", "")),
        "");
  }

  private Map<String, String> settings() {
    Map<String, String> settings = world.settings();
    settings.put("powerBiCheck", "as-user");
    settings.put("workspaceId", WORKSPACE);
    settings.put("userToken", "sign-in");
    settings.put("signInUrl", BACK);
    settings.put("firstAnswerWithin", "30s");
    settings.put("ticketKey", KEY);
    return settings;
  }

  private void consent(boolean given) {
    if (given) {
      world.simulator.world().consents().giveForEverybody(WorldOfOne.APP, "Workspace.Read.All");
    } else {
      world.simulator.world().consents().revokeForEverybody(WorldOfOne.APP);
    }
  }

  private String id(String mail) {
    return world.simulator.world().userByMail(mail).orElseThrow().id();
  }

  private List<String> powerBi() {
    return world.simulator.requests().to(Service.POWER_BI_API).stream()
        .map(request -> request.method() + " " + request.target())
        .toList();
  }

  private long codes() {
    return world.simulator.requests().to(Service.ENTRA).stream()
        .filter(request -> "authorization_code".equals(request.form().get("grant_type")))
        .count();
  }
}
