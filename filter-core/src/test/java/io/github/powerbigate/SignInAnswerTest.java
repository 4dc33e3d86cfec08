package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInAnswerTest {

  @Test
  void aCodeAndItsState() {
    SignInAnswer answer =
        SignInAnswer.of("powerbi-gate=signed-in&code=0.A%2FB&state=ab12&session_state=x");

    assertThat(answer.code()).isEqualTo("0.A/B");
    assertThat(answer.state()).isEqualTo("ab12");
    assertThat(answer.error()).isNull();
  }

  @Test
  void anErrorOutweighsACode() {
    SignInAnswer answer = SignInAnswer.of("code=x&error=access_denied&state=ab12");

    assertThat(answer.code()).isNull();
    assertThat(answer.isRefused()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"code=a%0d%0ab", "code=a+b", "code=%", "code=", "x=y", ""})
  void whatCannotBeACodeIsNone(String query) {
    assertThat(SignInAnswer.of(query).code()).isNull();
  }

  @Test
  void ofTheDescriptionTheNumberAloneIsRead() {
    SignInAnswer answer =
        SignInAnswer.of("error=access_denied&error_description=AADSTS53003%3A+canary+ann%40x");

    assertThat(answer.number()).isEqualTo("AADSTS53003");
    assertThat(answer.isForbidden()).isTrue();
    assertThat(answer.why()).isEqualTo("access_denied, AADSTS53003");
    assertThat(answer.toString()).doesNotContain("canary");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AADSTS65004", "AADSTS65001", "AADSTS90094", "nothing"})
  void aRefusedConsentIsNoPolicy(String number) {
    assertThat(SignInAnswer.of("error=access_denied&error_description=" + number).isForbidden())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "login_required",
        "interaction_required",
        "consent_required",
        "account_selection_required"
      })
  void whereAPersonMustBeAskedOneIs(String error) {
    assertThat(SignInAnswer.of("error=" + error).asksThePerson()).isTrue();
    assertThat(SignInAnswer.of("error=server_error").asksThePerson()).isFalse();
  }

  @Test
  void anErrorThatIsNoWordIsNotRepeated() {
    assertThat(SignInAnswer.of("error=%3Cb%3Ecanary").why()).isEqualTo("unknown");
  }

  @Test
  void whatComesBackIsNotTheApplications() {
    GateQuery query =
        GateQuery.of("year=2026&powerbi-gate=signed-in&code=c&state=s&error_description=d&iss=i");

    assertThat(query.rest()).isEqualTo("year=2026");
    assertThat(GateQuery.of("code=c&state=s").rest()).isEqualTo("code=c&state=s");
    assertThat(GateQuery.of("powerbi-gate=go&code=c").rest()).isEqualTo("code=c");
  }
}
