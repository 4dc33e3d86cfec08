package io.github.powerbigate.simulator;

import io.github.powerbigate.simulator.world.Apps;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a browser that is sent to the sign-in asks for. Immutable. */
record SignInRequest(
    AskedScopes asked,
    String prompt,
    Optional<String> nonce,
    Optional<String> challenge,
    Optional<String> hint) {
  private static final Set<String> PROMPTS =
      Set.of("", "none", "login", "consent", "select_account");
  private static final Set<String> MODES = Set.of("query", "form_post");

  static SignInRequest read(
      Map<String, String> query, SignInReturn back, Resources resources, Apps apps)
      throws EntraRefusal {
    String type = TokenEndpoint.required(query, "response_type");
    if (!type.equals("code")) {
      throw new EntraRefusal(EntraError.WRONG_RESPONSE_TYPE, "'" + type + "'");
    }
    if (!MODES.contains(query.getOrDefault("response_mode", "query"))) {
      throw new EntraRefusal(EntraError.WRONG_PARAMETER, "'response_mode'");
    }
    String prompt = query.getOrDefault("prompt", "");
    if (!PROMPTS.contains(prompt)) {
      throw new EntraRefusal(EntraError.WRONG_PARAMETER, "'prompt'");
    }
    String clientId = back.app().clientId();
    return new SignInRequest(
        AskedScopes.read(TokenEndpoint.required(query, "scope"), clientId, resources, apps),
        prompt,
        Optional.ofNullable(query.get("nonce")),
        challenge(query, back.app().web().pkceRequired()),
        Optional.ofNullable(query.get("login_hint")));
  }

  /** Nothing may be shown. */
  boolean isSilent() {
    return prompt.equals("none");
  }

  /** Whoever is signed in does not count. */
  boolean wantsAChoice() {
    return prompt.equals("login") || prompt.equals("select_account");
  }

  boolean wantsConsent() {
    return prompt.equals("consent");
  }

  private static Optional<String> challenge(Map<String, String> query, boolean isRequired)
      throws EntraRefusal {
    String challenge = query.get("code_challenge");
    if (challenge != null) {
      Pkce.requireGood(challenge, query.get("code_challenge_method"));
    } else if (isRequired) {
      throw new EntraRefusal(EntraError.NO_CHALLENGE, "");
    }
    return Optional.ofNullable(challenge);
  }
}
