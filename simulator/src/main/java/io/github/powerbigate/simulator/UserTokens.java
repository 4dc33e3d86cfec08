package io.github.powerbigate.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jwt.JWTClaimsSet;
import io.github.powerbigate.simulator.world.Guid;
import io.github.powerbigate.simulator.world.User;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Issues what an app gets for a person: an access token with {@code scp} and {@code oid}, and what
 * comes with it. Thread-safe.
 */
final class UserTokens {
  private final Tokens tokens;
  private final IdTokens idTokens;
  private final Grants grants;
  private final String tenantId;

  UserTokens(Tokens tokens, IdTokens idTokens, Grants grants, String tenantId) {
    this.tokens = tokens;
    this.idTokens = idTokens;
    this.grants = grants;
    this.tenantId = tenantId;
  }

  /** The body of the token endpoint's answer. */
  ObjectNode answer(
      User user, SignedIn who, AskedScopes asked, Optional<String> nonce, boolean wantsClientInfo) {
    Tokens.Issued access = access(user, who, asked.audience(), asked.permissions(), Map.of());
    ObjectNode body = Json.object();
    body.put("token_type", "Bearer");
    body.put("scope", asked.granted());
    body.put("expires_in", access.lifetime().toSeconds());
    body.put("ext_expires_in", access.lifetime().toSeconds());
    body.put("access_token", access.token());
    if (asked.wantsRefreshToken()) {
      body.put("refresh_token", grants.refreshable(new Grants.Refresh(who, asked)));
    }
    if (asked.wantsIdToken()) {
      idTokens.issue(user, who.clientId(), nonce).ifPresent(token -> body.put("id_token", token));
    }
    if (wantsClientInfo) {
      body.put("client_info", clientInfo(user));
    }
    return body;
  }

  /**
   * An access token. One for Microsoft's services is of version 1, as theirs are, one for an app of
   * the tenant's own of version 2 (Microsoft facts §3.1).
   *
   * @param others other values of its claims, or further ones
   */
  Tokens.Issued access(
      User user,
      SignedIn who,
      String audience,
      Set<String> permissions,
      Map<String, Object> others) {
    Duration lifetime = tokens.lifetime();
    boolean isForAnApp = Guid.isGuid(audience) || audience.startsWith("api://");
    JWTClaimsSet.Builder claims =
        tokens
            .claims(audience, lifetime)
            .subject(TokenNames.subject(user, who.clientId()))
            .claim("oid", user.id())
            .claim("name", user.displayName())
            .claim(Tokens.SCOPES, String.join(" ", permissions))
            .claim("amr", who.proved() ? List.of("pwd", "mfa") : List.of("pwd"))
            .claim(Tokens.SESSION, who.session());
    if (isForAnApp) {
      claims
          .issuer(idTokens.issuer())
          .claim("ver", "2.0")
          .claim("azp", who.clientId())
          .claim("preferred_username", TokenNames.signInName(user));
    } else {
      claims
          .claim("ver", "1.0")
          .claim("appid", who.clientId())
          .claim("unique_name", TokenNames.signInName(user));
    }
    others.forEach(claims::claim);
    return new Tokens.Issued(SigningKey.ours().sign(claims.build()), lifetime);
  }

  /** By this Microsoft's libraries tell accounts apart. */
  private String clientInfo(User user) {
    ObjectNode info = Json.object().put("uid", user.id()).put("utid", tenantId);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(info.toString().getBytes(StandardCharsets.UTF_8));
  }
}
