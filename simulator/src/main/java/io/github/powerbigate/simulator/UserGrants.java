package io.github.powerbigate.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerbigate.simulator.world.App;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The grants by which an app gets a token for a person (Microsoft facts §3.3). Thread-safe. */
final class UserGrants {
  private final World world;
  private final Resources resources;
  private final SignInRules rules;
  private final Grants grants;
  private final Tokens tokens;
  private final UserTokens userTokens;

  UserGrants(
      World world,
      Resources resources,
      SignInRules rules,
      Grants grants,
      Tokens tokens,
      UserTokens userTokens) {
    this.world = world;
    this.resources = resources;
    this.rules = rules;
    this.grants = grants;
    this.tokens = tokens;
    this.userTokens = userTokens;
  }

  ObjectNode byCode(App app, Map<String, String> form, Instant now) throws EntraRefusal {
    String text = TokenEndpoint.required(form, "code");
    String redirectUri = TokenEndpoint.required(form, "redirect_uri");
    Grants.Code code = grants.take(text, app.clientId(), now);
    if (!code.redirectUri().equals(redirectUri)) {
      throw new EntraRefusal(EntraError.OTHER_REDIRECT, redirectUri);
    }
    Pkce.requireMatch(code.challenge(), form.get("code_verifier"));
    return answer(code.who(), asked(app, form, code.asked()), code.nonce(), form);
  }

  ObjectNode byRefreshToken(App app, Map<String, String> form) throws EntraRefusal {
    Grants.Refresh grant =
        grants.refresh(TokenEndpoint.required(form, "refresh_token"), app.clientId());
    SignedIn who = grant.who();
    if (who.session() != world.conditionalAccess().sessionOf(who.userId())) {
      throw new EntraRefusal(EntraError.REVOKED_GRANT, "");
    }
    return answer(who, asked(app, form, grant.asked()), Optional.empty(), form);
  }

  /** The session goes on with the new token: what revokes the one revokes the other. */
  ObjectNode onBehalf(App app, Map<String, String> form) throws EntraRefusal {
    if (!"on_behalf_of".equals(form.get("requested_token_use"))) {
      throw new EntraRefusal(EntraError.MISSING_PARAMETER, "'requested_token_use'");
    }
    Tokens.Bearer.Person person = person(app, TokenEndpoint.required(form, "assertion"));
    AskedScopes asked =
        AskedScopes.read(
            TokenEndpoint.required(form, "scope"), app.clientId(), resources, world.apps());
    return answer(person.who().at(app.clientId()), asked, Optional.empty(), form);
  }

  private Tokens.Bearer.Person person(App app, String assertion) throws EntraRefusal {
    Tokens.Bearer bearer =
        tokens.read(assertion, Set.of(app.clientId(), "api://" + app.clientId()));
    if (bearer instanceof Tokens.Bearer.Person person) {
      return person;
    }
    if (bearer instanceof Tokens.Bearer.Known) {
      throw new EntraRefusal(EntraError.ASSERTION_WITHOUT_PERSON, app.clientId());
    }
    if (bearer instanceof Tokens.Bearer.WrongAudience) {
      throw new EntraRefusal(EntraError.OTHER_APPS_ASSERTION, app.clientId());
    }
    throw new EntraRefusal(
        bearer instanceof Tokens.Bearer.Expired
            ? EntraError.EXPIRED_ASSERTION
            : EntraError.WRONG_ASSERTION_SIGNATURE,
        "");
  }

  /** What is asked for now, or else what was asked for before. */
  private AskedScopes asked(App app, Map<String, String> form, AskedScopes before)
      throws EntraRefusal {
    String scope = form.getOrDefault("scope", "");
    return scope.isBlank()
        ? before
        : AskedScopes.read(scope, app.clientId(), resources, world.apps());
  }

  private ObjectNode answer(
      SignedIn who, AskedScopes asked, Optional<String> nonce, Map<String, String> form)
      throws EntraRefusal {
    User user = rules.require(who, asked);
    return userTokens.answer(user, who, asked, nonce, "1".equals(form.get("client_info")));
  }
}
