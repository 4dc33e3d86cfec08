package io.github.powerbigate.token;

import io.github.powerbigate.token.Reading.Reason;
import io.github.powerbigate.token.TokenRules.Use;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What speaks against a token, but for its signature. Pure. */
final class ClaimRules {

  /** The issuer's clock and ours may differ by this much. */
  static final Duration SKEW = Duration.ofSeconds(30);

  static final Duration LONGEST_LIFE = Duration.ofHours(24);

  /** Keycloak's kinds of token that are no statement about who is signed in. */
  private static final Set<String> OTHER_KINDS = Set.of("refresh", "offline", "logout");

  private ClaimRules() {}

  /**
   * Looks at everything but who signed it.
   *
   * @param now in seconds since 1970
   * @param grace how long past its expiry the token counts
   * @return why it is not believed, or null if nothing speaks against it
   */
  static @Nullable Reason objection(
      TokenRules rules, Issuer issuer, SignedToken token, long now, Duration grace) {
    Claims claims = token.claims();
    if (issuer.version() != null && !issuer.version().equals(claims.text("ver"))) {
      return Reason.VERSION;
    }
    if (issuer.tenant() != null && !issuer.tenant().equals(claims.text("tid"))) {
      return Reason.TENANT;
    }
    if (!claims.isFor(rules.audience())) {
      return Reason.AUDIENCE;
    }
    Reason untimely = untimely(claims, now, grace);
    if (untimely != null) {
      return untimely;
    }
    if (isApplications(claims, issuer)) {
      return Reason.APPLICATION;
    }
    if (!fits(rules.use(), token, issuer)) {
      return Reason.USE;
    }
    String name = claims.text(rules.claim());
    return name == null || name.isEmpty() ? Reason.NO_NAME : null;
  }

  private static @Nullable Reason untimely(Claims claims, long now, Duration grace) {
    Long expiry = claims.seconds("exp");
    Long issued = claims.seconds("iat");
    if (expiry == null || issued == null) {
      return Reason.NO_TIMES;
    }
    long life = expiry - issued;
    if (life <= 0 || life > LONGEST_LIFE.toSeconds()) {
      return Reason.LIFE;
    }
    Long notBefore = claims.has("nbf") ? claims.seconds("nbf") : issued;
    if (notBefore == null) {
      return Reason.NO_TIMES;
    }
    if (Math.max(issued, notBefore) > now + SKEW.toSeconds()) {
      return Reason.NOT_YET;
    }
    return now >= expiry + grace.plus(SKEW).toSeconds() ? Reason.EXPIRED : null;
  }

  /**
   * Whether it is a token that an application got for itself. Entra ID says so if it is asked to
   * ({@code idtyp}); otherwise such a token is known by how the application proved itself ({@code
   * azpacr}, {@code appidacr}) without anything that a person allowed it ({@code scp}).
   */
  private static boolean isApplications(Claims claims, Issuer issuer) {
    return "app".equals(claims.text("idtyp"))
        || (issuer.isEntra()
            && !claims.has("scp")
            && (claims.has("azpacr") || claims.has("appidacr")));
  }

  /**
   * Whether it is for what tokens here must be for. Keycloak says what a token is in a claim {@code
   * typ}, and its older versions put the {@code nonce} in every token: so that is looked at only
   * where there is no {@code typ}. An access token by RFC 9068 says so in its header.
   */
  private static boolean fits(Use use, SignedToken token, Issuer issuer) {
    Claims claims = token.claims();
    String kind = claims.text("typ");
    if (kind != null && OTHER_KINDS.stream().anyMatch(kind::equalsIgnoreCase)) {
      return false;
    }
    return switch (use) {
      case ANY -> true;
      case ACCESS ->
          kind != null
              ? kind.equalsIgnoreCase("Bearer")
              : token.isAccessToken()
                  || (!claims.has("nonce") && (!issuer.isEntra() || claims.has("scp")));
      case ID ->
          !token.isAccessToken()
              && (kind != null ? kind.equalsIgnoreCase("ID") : claims.has("nonce"))
              && !claims.has("scp");
    };
  }
}
