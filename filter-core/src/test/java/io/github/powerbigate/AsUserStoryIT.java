package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.simulator.Simulator;
import io.github.powerbigate.simulator.wire.Service;
import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.testing.TestPortal;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Graph says member, and Power BI keeps a picture from before: what the person meets. */
@Tag("browser")
class AsUserStoryIT extends Story {

  private static final String GRETA = "greta@elsewhere.example";

  /** The portal keeps what it got at the sign-in: a token of Entra ID for the gate's app. */
  private static final class TokenKeepingSignIn implements Filter {
    private final Filter signIn = new CookieSignIn();
    private final Simulator microsoft;

    TokenKeepingSignIn(Simulator microsoft) {
      this.microsoft = microsoft;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      signIn.doFilter(
          request,
          response,
          (signedIn, answer) -> {
            HttpServletRequest its = (HttpServletRequest) signedIn;
            if (its.getUserPrincipal() != null) {
              its.getSession()
                  .setAttribute(
                      "token",
                      microsoft.userToken(
                          its.getUserPrincipal().getName(), WorldOfOne.APP, "access"));
            }
            chain.doFilter(signedIn, answer);
          });
    }
  }

  @BeforeEach
  void letTheGateAskInPeoplesNames() {
    tenant().consents().giveForEverybody(WorldOfOne.APP, "Workspace.Read.All");
    tenant().tenant().setRefreshTakes(Duration.ofSeconds(1));
    // Or the gate would say at its start that it cannot look at the workspace.
    tenant().grantWorkspace(WORKSPACE, WorldOfOne.APP);
  }

  @ParameterizedTest
  @ValueSource(strings = {ANN, GRETA})
  void byGraphAloneTheyAreSentOnAndMeetTheErrorPage(String mail) throws Exception {
    freezePowerBi(mail);
    come(mail);

    click();

    arrivesAt("No access");
  }

  @ParameterizedTest
  @ValueSource(strings = {ANN, GRETA})
  void askedInTheirNamePowerBiLooksAnewAndTheySeeTheReport(String mail) throws Exception {
    freezePowerBi(mail);
    set("powerBiCheck", "as-user");
    set("workspaceId", WORKSPACE);
    set("userToken", "session:token");
    set("refreshTakes", "1500ms");
    set("asUserFor", "1m");
    come(mail);

    click();
    waits(page);

    arrivesAt("Report");
    List<String> asked =
        world.simulator.requests().to(Service.POWER_BI_API).stream()
            .map(request -> request.method() + " " + request.target())
            .toList();
    assertThat(asked).containsOnlyOnce("POST /v1.0/myorg/RefreshUserPermissions");
    assertThat(asked.get(asked.size() - 1)).isEqualTo("GET /v1.0/myorg/groups/" + WORKSPACE);
  }

  private void come(String mail) throws Exception {
    comeAs(mail, TestPortal.on("Jetty"), new TokenKeepingSignIn(world.simulator));
  }

  /** They came to Power BI too early, once; by now every replica of Entra ID knows them. */
  private void freezePowerBi(String mail) {
    User person;
    if (mail.equals(ANN)) {
      world.person("ann");
      person = tenant().user(ANN).orElseThrow();
    } else {
      person = tenant().invite(mail, "Greta", Propagation.IMMEDIATE);
      tenant().acceptInvitation(person.id());
    }
    tenant()
        .addMember(
            WorldOfOne.GROUP, person.id(), NOT_FOR_NOW.withPowerBiFreeze(Duration.ofHours(1)));
    assertThat(tenant().powerBi().visit(person.id(), WORKSPACE, 0)).isFalse();
    propagate(mail);
  }
}
