package io.github.powerbigate.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.github.powerbigate.token.TokenRules.Algorithm;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A signed token in compact form (RFC 7515), taken apart; nothing in it has been checked yet. */
final class SignedToken {

  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

  private static final String ACCESS_TOKEN = "at+jwt";
  private static final Set<String> TYPES =
      Set.of("jwt", ACCESS_TOKEN, "application/jwt", "application/at+jwt");

  private final JWSObject token;
  private final JWSHeader header;
  private final Claims claims;

  private SignedToken(JWSObject token, Claims claims) {
    this.token = token;
    this.header = token.getHeader();
    this.claims = claims;
  }

  /**
   * @throws ParseException if it is none; the message may repeat what stands in the token
   * @throws RuntimeException if it is an odd one: Nimbus answers some with a NullPointerException,
   *     so no list would be whole
   */
  static SignedToken parse(String text) throws ParseException {
    if (!FORM.matcher(text).matches()) {
      throw new ParseException("not of the form of a signed token", 0);
    }
    JWSObject token = JWSObject.parse(text);
    // Nothing that an extension could mean is understood here (RFC 7797, RFC 7515 section 4.1.11).
    if (token.getHeader().getCriticalParams() != null
        || !token.getHeader().isBase64URLEncodePayload()) {
      throw new ParseException("the header asks for an extension", 0);
    }
    Map<String, Object> members = JSONObjectUtils.parse(token.getPayload().toString());
    if (members == null) {
      throw new ParseException("no claims", 0);
    }
    return new SignedToken(token, new Claims(members));
  }

  Claims claims() {
    return claims;
  }

  /** Which key it says it is signed by; null if it does not say. */
  @Nullable String keyId() {
    return header.getKeyID();
  }

  /** By which of the allowed algorithms it says it is signed; null if by none of them. */
  @Nullable Algorithm algorithm(Set<Algorithm> allowed) {
    for (Algorithm each : allowed) {
      if (each.isNamed(header.getAlgorithm().getName())) {
        return each;
      }
    }
    return null;
  }

  /** Whether it may say who the user is: a logout token, say, is signed by the same key. */
  boolean isOfKnownType() {
    return header.getType() == null || TYPES.contains(type(header.getType()));
  }

  /** Whether the header says that this is an access token (RFC 9068). */
  boolean isAccessToken() {
    return header.getType() != null && type(header.getType()).endsWith(ACCESS_TOKEN);
  }

  boolean isSignedByOneOf(List<JWSVerifier> keys) {
    for (JWSVerifier key : keys) {
      try {
        if (token.verify(key)) {
          return true;
        }
      } catch (JOSEException e) {
        // A signature that this kind of key cannot have made.
      }
    }
    return false;
  }

  private static String type(JOSEObjectType type) {
    return type.getType().toLowerCase(Locale.ROOT);
  }
}
