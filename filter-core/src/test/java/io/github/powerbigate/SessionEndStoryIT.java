package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.powerbigate.testing.FormLogin;
import io.github.powerbigate.testing.TestPortal;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A session that ends while its person waits; who signs in again has lost nothing. */
@Tag("browser")
class SessionEndStoryIT extends Story {

  private static final String SHORTEN = "/shorten";

  /** Leaves a session one second without requests. */
  private static final class Shorten extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
      Objects.requireNonNull(request.getSession(false)).setMaxInactiveInterval(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void whoSignsOutBeforeTheHandlerRanGoesOnWaitingUnderTheSameNumber(String container)
      throws Exception {
    set("intercept", "request");
    String reference = beginToWait(container);

    visitor().request().get(portal().address() + FormLogin.PAGE + "?out");

    signInAgainAndGoOn(reference);
  }

  @ParameterizedTest
  @CsvSource({"Jetty,redirect", "Tomcat,request"})
  void whoseSessionTimedOutWithTheMachineAwayGoesOnWaitingUnderTheSameNumber(
      String container, String intercept) throws Exception {
    set("intercept", intercept);
    String reference = beginToWait(container);

    visitor().setOffline(true);
    heading(page, "You are offline");
    assertThat(visitor().request().get(portal().address() + SHORTEN).status()).isEqualTo(200);
    Instant end = Instant.now().plusSeconds(2);
    await().until(() -> Instant.now().isAfter(end));
    visitor().setOffline(false);

    signInAgainAndGoOn(reference);
  }

  private String beginToWait(String container) throws Exception {
    world.person("ann");
    open(TestPortal.on(container).formLogin().servlet(SHORTEN, new Shorten()), ANN);
    click();
    signIn();
    waits(page);
    return reference(page);
  }

  private void signInAgainAndGoOn(String reference) {
    heading(page, "You may be signed out");
    page.locator("#go").click();
    signIn();
    waits(page);
    assertThat(reference(page)).isEqualTo(reference);

    propagate(ANN);
    arrivesAt("Report");
  }

  private void signIn() {
    page.locator("[name=j_username]").fill(FormLogin.NAME);
    page.locator("[name=j_password]").fill(FormLogin.PASSWORD);
    page.locator("button").click();
  }
}
