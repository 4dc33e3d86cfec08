package io.github.powerbigate.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosisTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2.128, 2128",
    "2.1281, 2129",
    "30, 30000",
    "0, 0",
    "3392, 3392000",
    "999999999, 86400000",
    "'Sat, 21 Nov 2026 10:00:07 GMT', 7000",
    "'Sat, 21 Nov 2026 09:00:00 GMT', 0"
  })
  void readsRetryAfterInEveryFormSeen(String header, long millis) {
    assertThat(diagnosis("", Map.of("Retry-After", List.of(header))).retryAfter())
        .isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1e9", "2.", "99999999999999999999", "NaN"})
  void doesNotBelieveAnOddRetryAfter(String header) {
    assertThat(diagnosis("", Map.of("Retry-After", List.of(header))).retryAfter()).isNull();
  }

  @Test
  void takesTheRequestIdFromTheHeaderAndElseFromTheBody() {
    String body = "{\"error\":{\"code\":\"c\",\"innerError\":{\"request-id\":\"inner\"}}}";
    assertThat(diagnosis(body, Map.of("request-id", List.of("outer"))).requestId())
        .isEqualTo("outer");
    assertThat(diagnosis(body, Map.of()).requestId()).isEqualTo("inner");
    assertThat(diagnosis("{\"error\":\"e\",\"trace_id\":\"t-1\"}", Map.of()).requestId())
        .isEqualTo("t-1");
  }

  @Test
  void namesTheNumberedCodeBeforeTheGeneralOne() {
    assertThat(
            diagnosis("{\"error\":\"invalid_client\",\"error_codes\":[7000215]}", Map.of()).codes())
        .containsExactly("AADSTS7000215", "invalid_client");
    assertThat(
            diagnosis(
                    "{\"error\":\"x\",\"error_description\":\"AADSTS90002: kim@example.org\"}",
                    Map.of())
                .codes())
        .containsExactly("AADSTS90002", "x");
  }

  @Test
  void believesNoCodeAndNoIdThatCouldHoldAName() {
    Diagnosis odd =
        diagnosis(
            "{\"error\":{\"code\":\"kim@example.org\",\"innerError\":{\"request-id\":\"k m\"}}}",
            Map.of("request-id", List.of("kim@example.org")));

    assertThat(odd.codes()).isEmpty();
    assertThat(odd.requestId()).isNull();
  }

  private static Diagnosis diagnosis(String body, Map<String, List<String>> headers) {
    return Diagnosis.of(
        new Reply(
            400,
            HttpHeaders.of(headers, (name, value) -> true),
            body.getBytes(StandardCharsets.UTF_8)),
        NOW);
  }
}
