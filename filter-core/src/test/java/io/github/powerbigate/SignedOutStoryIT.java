package io.github.powerbigate;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.github.powerbigate.testing.FormLogin;
import io.github.powerbigate.testing.TestPortal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The container's own sign-in by a form, and a session that ends while its person waits. */
@Tag("browser")
class SignedOutStoryIT extends Story {

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void whoIsSignedOutWhileWaitingSignsInAgainAndGoesOn(String container) throws Exception {
    beginToWait(container);

    endTheSession();
    heading(page, "You may be signed out");
    page.locator("#go").click();
    signIn(page);
    waits(page);
    assertThat(page).hasURL(java.util.regex.Pattern.compile("powerbi-gate=go"));
    assertThat(handler.runs()).isEqualTo(1);

    propagate(ANN);
    arrivesAt("Report");
  }

  /** The container replays what it was asked last, or first: a poll of the page that is open. */
  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void whoSignsInInAnotherTabIsShownAPageThereInThePlaceOfASavedPoll(String container)
      throws Exception {
    beginToWait(container);

    poll(this::endTheSession);
    Page other = visitor().newPage();
    poll(() -> other.navigate(portal().address() + FormLogin.ACCOUNT));
    signIn(other);

    assertThat(other.locator("#gate h1")).isVisible();
    assertThat(other.locator("a#go")).isVisible();
    assertThat(other.evaluate("document.contentType")).isEqualTo("text/html");
    assertThat(handler.runs()).isEqualTo(1);
  }

  private void beginToWait(String container) throws Exception {
    world.person("ann");
    open(TestPortal.on(container).formLogin(), ANN);
    click();
    signIn(page);
    waits(page);
    assertThat(handler.runs()).isEqualTo(1);
  }

  private void endTheSession() {
    visitor().request().get(portal().address() + FormLogin.PAGE + "?out");
  }

  /** Does it, and lets the page ask once more and be answered with the sign-in. */
  private void poll(Runnable before) {
    page.waitForResponse(
            answer ->
                answer.request().resourceType().equals("xhr")
                    && answer.headers().getOrDefault("content-type", "").startsWith("text/html"),
            before)
        .finished();
  }

  private static void signIn(Page where) {
    where.locator("[name=j_username]").fill(FormLogin.NAME);
    where.locator("[name=j_password]").fill(FormLogin.PASSWORD);
    where.locator("button").click();
  }
}
