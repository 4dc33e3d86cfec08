package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.Finding.Blocked;
import io.github.powerbigate.membership.Finding.NotYet;
import io.github.powerbigate.membership.Finding.Ready;
import io.github.powerbigate.testing.LogWatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A form that is posted to the guarded address by somebody who has to wait. */
class KeptFormTest {
  private static final Finding READY = new Ready(null, false);
  private static final Finding NOT_YET = new NotYet(Cause.NOT_IN_GROUP, false);
  private static final Finding BLOCKED = new Blocked(Cause.ACCOUNT_DISABLED);
  private static final String ANN = "ann@example.org";
  private static final String FIELD =
      "<input type=\"hidden\" name=\"a&amp;b\" value=\"&lt;&quot;&#10;&#39;&gt;\">";
  private static final String BODY = "a%26b=%3C%22%0D%0A%27%3E";

  @RegisterExtension final LogWatch logs = new LogWatch();

  private final TestGate gate = new TestGate();

  @Test
  void itIsCarriedInThePageAsHiddenFieldsAndPostedToThatVeryAddress() throws Exception {
    gate.probe.thenAnswers(NOT_YET);

    Visit.Result result = post("x=1").through(gate.filter());

    assertThat(result.status()).isEqualTo(202);
    assertThat(result.passes()).isZero();
    assertThat(result.body())
        .contains(FIELD, "<button id=\"go\" form=\"f\">Check now</button>")
        .contains("<form id=\"f\" method=\"post\" accept-charset=\"UTF-8\" autocomplete=\"off\">")
        .contains("Keep this page open.");
  }

  @Test
  void thePageWithItMaySendItOnAndNoOtherPageMaySendAnything() throws Exception {
    gate.probe.thenAnswers(NOT_YET);
    PowerBiAccessGateFilter filter = gate.filter();

    assertThat(post(null).through(filter).header("Content-Security-Policy"))
        .contains("form-action 'self' https:;");
    assertThat(Visit.navigation(null).as(ANN).through(filter).header("Content-Security-Policy"))
        .contains("form-action 'none';");
    assertThat(lost().through(filter).header("Content-Security-Policy"))
        .contains("form-action 'none';");
  }

  @Test
  void whatCannotBeKeptIsNotRepeatedAndThePageSaysWhatToDo() throws Exception {
    gate.probe.thenAnswers(NOT_YET);

    Visit.Result result = lost().through(gate.filter());

    assertThat(result.status()).isEqualTo(202);
    assertThat(result.body())
        .contains("Your form was not sent. Wait until your access is ready. Then go back and send")
        .doesNotContain("a&amp;b", "<form", "?powerbi-gate-lang=");
  }

  @Test
  void whoIsRefusedOrSignedOutIsToldThatTheFormWasNotSentToo() throws Exception {
    gate.probe.thenAnswers(BLOCKED);
    PowerBiAccessGateFilter filter = gate.filter();

    assertThat(lost().through(filter).body())
        .contains("Your form was not sent. Contact the help desk.");
    assertThat(Visit.form("powerbi-gate=open").body(BODY).through(filter).body())
        .contains("Your form was not sent. Sign in to the portal.");
  }

  @Test
  void theOperatorMayWantNoneKept() throws Exception {
    gate.with("keepPost", "false").probe.thenAnswers(NOT_YET);

    assertThat(post(null).through(gate.filter()).body())
        .contains("Your form was not sent.")
        .doesNotContain("a&amp;b");
  }

  @Test
  void whoIsRefusedKeepsItTooAndMaySendItPast() throws Exception {
    gate.probe.thenAnswers(BLOCKED);

    Visit.Result result = post(null).through(gate.filter());

    assertThat(result.status()).isEqualTo(403);
    assertThat(result.body())
        .contains(
            FIELD,
            "<button id=\"any\" form=\"f\" formaction=\"?powerbi-gate=open\" formtarget=\"_top\">");
  }

  @Test
  void theWayPastSendsTheBodyToTheApplication() throws Exception {
    gate.probe.thenAnswers(BLOCKED);
    PowerBiAccessGateFilter filter = gate.filter();
    post("x=1").through(filter);

    Visit.Result open = post("x=1&powerbi-gate=open").through(filter);

    // By 307 a browser posts the same body to the other address.
    assertThat(open.status()).isEqualTo(307);
    assertThat(open.header("Location")).isEqualTo("?x=1");
    assertThat(open.header("Referrer-Policy")).isEqualTo("same-origin");
    assertThat(post("x=1").through(filter).passed()).isTrue();
    assertThat(post("x=1").through(filter).status()).isEqualTo(403);
  }

  @Test
  void theWayPastIsNoWayForAnotherSite() throws Exception {
    gate.probe.thenAnswers(BLOCKED);
    PowerBiAccessGateFilter filter = gate.filter();

    post("powerbi-gate=open").header("Sec-Fetch-Site", "cross-site").through(filter);

    assertThat(post(null).through(filter).status()).isEqualTo(403);
  }

  @Test
  void anotherLanguageTakesItAlong() throws Exception {
    gate.probe.thenAnswers(NOT_YET);
    PowerBiAccessGateFilter filter = gate.filter();

    assertThat(post("x=1").through(filter).body())
        .contains("<button form=\"f\" formaction=\"?x=1&amp;powerbi-gate-lang=es\" lang=\"es\">");
    Visit.Result chosen = post("x=1&powerbi-gate-lang=es").through(filter);
    assertThat(chosen.status()).isEqualTo(307);
    assertThat(chosen.header("Location")).isEqualTo("?x=1");
    assertThat(chosen.header("Set-Cookie")).startsWith("pbgate_lang=es;");
  }

  @Test
  void whoIsAdmittedPostsToTheApplicationWithTheBodyUnread() throws Exception {
    gate.probe.thenAnswers(READY);

    assertThat(post(null).through(gate.filter()).passed()).isTrue();
  }

  @Test
  void aScriptThatPostsGetsTheProblem() throws Exception {
    gate.probe.thenAnswers(NOT_YET);

    Visit.Result result =
        post(null).header("Sec-Fetch-Mode", "cors").as(ANN).through(gate.filter());

    assertThat(result.status()).isEqualTo(409);
    assertThat(result.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @Test
  void inThePlaceOfAnApplicationItIsForNobodyAndThePageStandsAtItsOwnAddress() throws Exception {
    gate.inPlaceOf("https://app.powerbi.com/groups/x").probe.thenAnswers(NOT_YET);

    Visit.Result result = post("x=1").through(gate.filter());

    assertThat(result.status()).isEqualTo(303);
    assertThat(result.header("Location")).isEqualTo("?x=1");
  }

  private static Visit post(@Nullable String query) {
    return Visit.form(query).body(BODY).as(ANN);
  }

  private static Visit lost() {
    return post(null).header("Sec-Fetch-Site", "cross-site");
  }
}
