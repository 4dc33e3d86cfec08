package io.github.powerbigate;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Entra ID sends back in the query after a sign-in. Nothing of it is ever shown or repeated.
 * Immutable.
 *
 * @param state of which sign-in
 * @param code what to exchange for a token; null if there is none
 * @param error a word of OAuth's; null if there is a code
 * @param number Entra ID's own, {@code AADSTS65004}; null if it gives none
 */
record SignInAnswer(
    @Nullable String state,
    @Nullable String code,
    @Nullable String error,
    @Nullable String number) {

  /** What comes back, and is not the application's. */
  static final Set<String> NAMES =
      Set.of(
          "code",
          "state",
          "session_state",
          "client_info",
          "iss",
          "error",
          "error_description",
          "error_subcode",
          "error_uri",
          "admin_consent",
          "tenant",
          "cloud_instance_name",
          "cloud_instance_host_name",
          "cloud_graph_host_name",
          "msgraph_host");

  /** What a silent sign-in ends with where a person would have to be asked. */
  private static final Set<String> ASKS =
      Set.of(
          "login_required",
          "interaction_required",
          "consent_required",
          "account_selection_required");

  private static final int LONGEST = 8_000;
  private static final Pattern CODE = Pattern.compile("[\\x21-\\x7e]+");
  private static final Pattern WORD = Pattern.compile("[a-z_]{1,60}");
  private static final Pattern NUMBER = Pattern.compile("AADSTS[0-9]{4,9}");

  /** Conditional access, and what it asks of people and devices. */
  private static final Pattern POLICY =
      Pattern.compile("AADSTS(?:53[0-9]{3}|530[0-9]{3}|5007[269]|50158|50105)");

  /** Reads a raw query. */
  static SignInAnswer of(@Nullable String query) {
    Map<String, String> values = new HashMap<>();
    for (String pair : query == null ? new String[0] : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && NAMES.contains(pair.substring(0, equals)) && pair.length() <= LONGEST) {
        values.putIfAbsent(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
      }
    }
    String error = fitting(WORD, values.get("error"));
    Matcher number = NUMBER.matcher(values.getOrDefault("error_description", ""));
    return new SignInAnswer(
        values.get("state"),
        values.containsKey("error") ? null : fitting(CODE, values.get("code")),
        values.containsKey("error") && error == null ? "unknown" : error,
        number.find() ? number.group() : null);
  }

  /** Whether a person would have to be asked something. */
  boolean asksThePerson() {
    return error != null && ASKS.contains(error);
  }

  /** Whether a policy of the organisation stands in the way. */
  boolean isForbidden() {
    return number != null && POLICY.matcher(number).matches();
  }

  /** Whether the person, or who may, has said no. */
  boolean isRefused() {
    return "access_denied".equals(error) || "consent_required".equals(error);
  }

  /** For the log: words of OAuth's and Entra ID's alone. */
  String why() {
    return (error == null ? "no code" : error) + (number == null ? "" : ", " + number);
  }

  @Override
  public String toString() {
    return "SignInAnswer";
  }

  private static @Nullable String fitting(Pattern pattern, @Nullable String text) {
    return text != null && pattern.matcher(text).matches() ? text : null;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
