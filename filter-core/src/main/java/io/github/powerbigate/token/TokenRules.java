package io.github.powerbigate.token;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens are believed, and what in them is the user's name. Immutable.
 *
 * @param issuers whose tokens, at least one: see {@link Issuer#named}
 * @param keys where the keys of all issuers are (a JWK set), or null if the issuers' metadata say
 *     it
 * @param audience a token must be for one of these, at least one
 * @param claim which claim is the user's name
 * @param algorithms by which they may be signed, at least one
 * @param use what they must be for
 * @param sessionGrace how long past its expiry a token from the application's session counts, 0 to
 *     30 days: the session vouches for it
 */
public record TokenRules(
    List<Issuer> issuers,
    @Nullable URI keys,
    Set<String> audience,
    String claim,
    Set<Algorithm> algorithms,
    Use use,
    Duration sessionGrace) {

  /** The claim that Keycloak and Entra ID (version 2.0) put the user's name in. */
  public static final String USUAL_CLAIM = "preferred_username";

  /** How long a token from the session counts past its expiry unless somebody says otherwise. */
  public static final Duration USUAL_SESSION_GRACE = Duration.ofHours(12);

  /** No session lasts longer. */
  public static final Duration LONGEST_SESSION_GRACE = Duration.ofDays(30);

  /** What a token may be signed by. None is symmetric: the gate holds nothing that could sign. */
  public enum Algorithm {
    RS256,
    PS256,
    ES256;

    /** Whether a header or a key means this one: the names are those of RFC 7518. */
    boolean isNamed(String name) {
      return name().equals(name);
    }
  }

  /** What a token is for. */
  public enum Use {
    /** To call an application on the user's behalf. */
    ACCESS,
    /** To tell an application who has signed in. */
    ID,
    /** Either. */
    ANY
  }

  /**
   * @throws NullPointerException if an argument other than the keys is null
   * @throws IllegalArgumentException if an argument is out of its bounds, or it is not said where
   *     an issuer's keys are; the message names the setting and repeats no value
   */
  public TokenRules {
    issuers = List.copyOf(issuers);
    audience = Set.copyOf(audience);
    requireNonNull(claim, "claim is null");
    algorithms = Set.copyOf(algorithms);
    requireNonNull(use, "use is null");
    require(!issuers.isEmpty(), "jwtIssuer is missing");
    require(!audience.isEmpty() && !audience.contains(""), "jwtAudience is missing");
    require(!claim.isEmpty(), "jwtClaim is empty");
    require(!algorithms.isEmpty(), "jwtAlgorithms is empty");
    require(
        !sessionGrace.isNegative() && sessionGrace.compareTo(LONGEST_SESSION_GRACE) <= 0,
        "jwtSessionGrace must be from 0 to 30 days");
    require(
        keys != null || issuers.stream().allMatch(issuer -> issuer.metadata() != null),
        "jwtIssuer is not an address: set jwtKeys to the address of its keys");
    require(
        keys != null || issuers.stream().map(Issuer::origin).distinct().count() == 1,
        "jwtIssuer has its metadata at several hosts: set jwtKeys to the address of the keys");
  }

  /** The first address that is fetched. Whatever else is fetched has the same origin. */
  public URI place() {
    return keys != null ? keys : requireNonNull(issuers.get(0).metadata());
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
