package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.Finding.Ready;
import io.github.powerbigate.testing.LogWatch;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tenant that an address in Power BI gets on its way through the gate. */
class AppendTenantTest {

  private static final Finding READY = new Ready(null, false);
  private static final String ANN = "ann@example.org";
  private static final String TARGET = "https://app.powerbi.com/groups/x?filter=a#top";
  private static final String WITH_TENANT =
      "https://app.powerbi.com/groups/x?filter=a&ctid=11111111-1111-1111-1111-111111111111#top";

  @RegisterExtension final LogWatch logs = new LogWatch();

  private final TestGate gate = new TestGate();

  @ParameterizedTest
  @ValueSource(strings = {"request", "redirect"})
  void aRedirectThatIsSentGetsIt(String intercept) throws Exception {
    gate.with("intercept", intercept).probe.thenAnswers(READY);

    Visit.Result result =
        Visit.navigation(null).as(ANN).redirectedTo(TARGET).through(gate.filter());

    assertThat(result.status()).isEqualTo(302);
    assertThat(result.header("Location")).isEqualTo(WITH_TENANT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"request", "redirect"})
  void aRedirectByHandGetsIt(String intercept) throws Exception {
    gate.with("intercept", intercept).probe.thenAnswers(READY);

    Visit.Result result =
        Visit.navigation(null)
            .as(ANN)
            .whoseApplication(
                (request, response) -> {
                  response.setHeader("location", TARGET);
                  response.setStatus(307);
                })
            .through(gate.filter());

    assertThat(result.status()).isEqualTo(307);
    assertThat(result.header("Location")).isEqualTo(WITH_TENANT);
  }

  @Test
  void aHeaderBesideAnotherStatusIsNoRedirect() throws Exception {
    gate.probe.thenAnswers(READY);

    Visit.Result result =
        Visit.navigation(null)
            .as(ANN)
            .whoseApplication(
                (request, response) -> {
                  response.setHeader("Location", TARGET);
                  response.setStatus(201);
                })
            .through(gate.filter());

    assertThat(result.header("Location")).isEqualTo(TARGET);
  }

  @Test
  void theTargetOfTheGateItselfGetsIt() throws Exception {
    gate.inPlaceOf(TARGET).probe.thenAnswers(READY);

    assertThat(Visit.navigation(null).as(ANN).through(gate.filter()).header("Location"))
        .isEqualTo(WITH_TENANT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"request", "redirect"})
  void anAddressThatNamesATenantIsLeftAlone(String intercept) throws Exception {
    String other = "https://app.powerbi.com/groups/x?CtId=another";
    gate.with("intercept", intercept).probe.thenAnswers(READY);

    assertThat(
            Visit.navigation(null)
                .as(ANN)
                .redirectedTo(other)
                .through(gate.filter())
                .header("Location"))
        .isEqualTo(other);
  }

  @ParameterizedTest
  @ValueSource(strings = {"request", "redirect"})
  void theOperatorMayWantAllAddressesLeftAlone(String intercept) throws Exception {
    gate.with("intercept", intercept).with("appendTenant", "false").probe.thenAnswers(READY);

    assertThat(
            Visit.navigation(null)
                .as(ANN)
                .redirectedTo(TARGET)
                .through(gate.filter())
                .header("Location"))
        .isEqualTo(TARGET);
  }

  @Test
  void theOperatorMayWantTheGatesOwnTargetLeftAloneToo() throws Exception {
    gate.inPlaceOf(TARGET).with("appendTenant", "false").probe.thenAnswers(READY);

    assertThat(Visit.navigation(null).as(ANN).through(gate.filter()).header("Location"))
        .isEqualTo(TARGET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://app.powerbi.com/groups/x",
        "https://app.powerbi.com:8443/groups/x",
        "https://app.powerbi.com@evil.example/groups/x",
        "https://ann:secret@app.powerbi.com/groups/x",
        "https://app.powerbi.com.evil.example/groups/x",
        "https:\\\\app.powerbi.com\\groups",
        "javascript:location='https://app.powerbi.com/'"
      })
  void whatOnlyLooksLikePowerBiPassesUntouchedWithALineForDebuggingAlone(String location)
      throws Exception {
    for (String intercept : new String[] {"request", "redirect"}) {
      gate.with("intercept", intercept).probe.thenAnswers(READY);

      Visit.Result result =
          Visit.navigation(null).as(ANN).redirectedTo(location).through(gate.filter());

      assertThat(result.headers()).containsOnlyKeys("Location");
      assertThat(result.header("Location")).isEqualTo(location);
    }
    assertThat(logs.messages(Level.ALL))
        .filteredOn(line -> line.contains("does not certainly lead there"))
        .hasSize(2);
    assertThat(logs.messages(Level.INFO)).noneMatch(line -> line.contains("certainly"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/groups/x",
        "?a=1",
        "https://portal.example/?next=https://app.powerbi.com/",
        "https://login.microsoftonline.com/common/oauth2/authorize?x=1",
        ""
      })
  void whatLeadsElsewhereIsNotEvenWorthThat(String location) throws Exception {
    gate.atRedirect().probe.thenAnswers(READY);

    Visit.Result result =
        Visit.navigation(null).as(ANN).redirectedTo(location).through(gate.filter());

    assertThat(result.header("Location")).isEqualTo(location);
    assertThat(logs.messages(Level.ALL)).noneMatch(line -> line.contains("certainly"));
  }

  @Test
  void whereNothingCanBeDoneToARedirectNothingIsWatched() throws Exception {
    gate.probe.thenAnswers(READY);
    PowerBiAccessGateFilter filter = gate.with("appendTenant", "false").filter();

    Visit.Result result = Visit.navigation(null).as(ANN).redirectedTo(TARGET).through(filter);

    assertThat(result.watched()).isFalse();
    assertThat(result.header("Location")).isEqualTo(TARGET);
  }
}
