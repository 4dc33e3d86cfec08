package io.github.powerbigate.microsoft;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says about itself, apart from its words: only codes, ids and lengths, each of a
 * form that can hold nobody's name. Immutable.
 *
 * <p>Error bodies: <a href="https://learn.microsoft.com/graph/errors">Graph</a>, <a
 * href="https://learn.microsoft.com/entra/identity-platform/reference-error-codes">Entra ID</a>.
 *
 * @param codes the codes, the most telling one first; perhaps none
 * @param requestId under which Microsoft knows the call, or null
 * @param retryAfter how long to leave the service alone, or null
 */
record Diagnosis(Set<String> codes, @Nullable String requestId, @Nullable Duration retryAfter) {

  /** An answer that asks for another token, as a row of {@code answers.tsv} names it. */
  static final String CLAIMS_CHALLENGE = "claims-challenge";

  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_.-]{1,100}");
  private static final Pattern AADSTS = Pattern.compile("^AADSTS(\\d{1,9})\\b");
  private static final Pattern SECONDS = Pattern.compile("(\\d{1,9})(?:\\.(\\d{1,9}))?");
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofDays(1);

  static Diagnosis of(Reply reply, Instant now) {
    Set<String> codes = new LinkedHashSet<>();
    String requestId = null;
    if (reply.headers().firstValue("WWW-Authenticate").orElse("").contains("insufficient_claims")) {
      codes.add(CLAIMS_CHALLENGE);
    }
    // Power BI may say all it has to say in this header, without a body.
    addHarmless(reply.headers().firstValue("X-PowerBI-Error-Info").orElse(null), codes);
    try {
      Json json = Json.parse(reply.body());
      Json error = json.object("error");
      if (error == null) {
        addHarmless(json.text("code"), codes);
        addEntraCodes(json, codes);
        requestId = json.text("trace_id");
      } else {
        addHarmless(error.text("code"), codes);
        Json inner = error.object("innerError");
        requestId = inner == null ? null : inner.text("request-id");
      }
    } catch (NoAnswer e) {
      // A body that says nothing: the status speaks alone.
    }
    return new Diagnosis(
        Collections.unmodifiableSet(codes),
        harmless(
            header(reply.headers(), "request-id", "x-ms-request-id")
                .or(() -> reply.headers().firstValue("RequestId"))
                .orElse(requestId)),
        retryAfter(reply.headers(), now));
  }

  private static void addEntraCodes(Json json, Set<String> codes) {
    try {
      for (String number : json.texts("error_codes")) {
        addHarmless("AADSTS" + number, codes);
      }
    } catch (NoAnswer e) {
      String description = json.text("error_description");
      Matcher matcher = AADSTS.matcher(description == null ? "" : description);
      if (matcher.find()) {
        codes.add("AADSTS" + matcher.group(1));
      }
    }
    addHarmless(json.text("error"), codes);
  }

  private static void addHarmless(@Nullable String code, Set<String> codes) {
    String harmless = harmless(code);
    if (harmless != null) {
      codes.add(harmless);
    }
  }

  private static @Nullable String harmless(@Nullable String text) {
    return text != null && HARMLESS.matcher(text).matches() ? text : null;
  }

  private static Optional<String> header(HttpHeaders headers, String first, String second) {
    return headers.firstValue(first).or(() -> headers.firstValue(second));
  }

  /**
   * Graph has sent fractions of a second, which RFC 9110 does not know: {@code 2.128} (<a
   * href="https://learn.microsoft.com/graph/throttling">Graph throttling guidance</a>).
   */
  private static @Nullable Duration retryAfter(HttpHeaders headers, Instant now) {
    String value = headers.firstValue("Retry-After").orElse("").trim();
    Matcher seconds = SECONDS.matcher(value);
    Duration length;
    if (seconds.matches()) {
      length = Duration.ofMillis((long) Math.ceil(Double.parseDouble(value) * 1000));
    } else {
      try {
        Instant date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        length = Duration.between(now, date);
      } catch (DateTimeException e) {
        return null;
      }
    }
    if (length.isNegative()) {
      return Duration.ZERO;
    }
    return length.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : length;
  }
}
