package io.github.powerbigate.microsoft;

import io.github.powerbigate.membership.UserToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A user's access token for the gate's own app, and what it says of the user (<a
 * href="https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference">claims</a>).
 * Nobody has verified it: Entra ID does, before it gives anything for it. Immutable; {@code
 * toString} shows nothing.
 */
final class Assertion {

  /** Microsoft's clock and ours may differ. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  private final String value;
  private final String objectId;

  private Assertion(String value, String objectId) {
    this.value = value;
    this.objectId = objectId;
  }

  /**
   * Reads a token.
   *
   * @param tenantId the tenant it must be of
   * @throws NoAnswer if it is none, or not a user's, or another tenant's, or has expired
   */
  static Assertion of(UserToken token, String tenantId, Instant now) {
    Json claims = claims(token.value());
    String objectId = claims.text("oid");
    if (objectId == null || claims.text("tid") == null) {
      throw new NoAnswer("user-token-unreadable");
    }
    if (!tenantId.equalsIgnoreCase(claims.text("tid"))) {
      throw new NoAnswer("user-token-of-another-tenant");
    }
    String scopes = claims.text("scp");
    if (scopes == null || scopes.isBlank() || "app".equals(claims.text("idtyp"))) {
      throw new NoAnswer("user-token-of-an-app");
    }
    if (!now.isBefore(expiry(claims.text("exp")).minus(MARGIN))) {
      throw new NoAnswer("user-token-expired");
    }
    return new Assertion(token.value(), objectId.toLowerCase(Locale.ROOT));
  }

  String value() {
    return value;
  }

  /** The object id of the user, in lower case. */
  String objectId() {
    return objectId;
  }

  @Override
  public String toString() {
    return "Assertion";
  }

  private static Json claims(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      throw new NoAnswer("user-token-unreadable");
    }
    try {
      return Json.parse(Base64.getUrlDecoder().decode(parts[1]));
    } catch (IllegalArgumentException | NoAnswer e) {
      throw new NoAnswer("user-token-unreadable");
    }
  }

  private static Instant expiry(@Nullable String seconds) {
    if (seconds == null || !seconds.matches("[0-9]{1,12}")) {
      throw new NoAnswer("user-token-unreadable");
    }
    return Instant.ofEpochSecond(Long.parseLong(seconds));
  }
}
