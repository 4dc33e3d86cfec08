package io.github.powerbigate.settings;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens are believed to say who the user is. Immutable; shows neither audience nor claim,
 * where other things are pasted by mistake.
 *
 * @param issuer who issues them, an https address
 * @param audience whom they must be for
 * @param claim the claim that holds the user's name
 * @param keys where the issuer's keys are, an https address, or null if the issuer is to be asked
 * @param algorithms names of the signatures that are believed: RS256, PS256, ES256
 * @param use which kind of token is meant
 * @param sessionGrace how long a token in the session is believed past its end
 */
public record JwtSettings(
    String issuer,
    String audience,
    String claim,
    @Nullable URI keys,
    List<String> algorithms,
    TokenUse use,
    Duration sessionGrace) {

  /** Kinds of token. */
  public enum TokenUse {
    /** For an API. */
    ACCESS,
    /** About the person, for the application that signed them in. */
    ID,
    /** Either. */
    ANY
  }

  /**
   * @throws NullPointerException if an argument other than keys is null
   */
  public JwtSettings {
    requireNonNull(issuer, "issuer is null");
    requireNonNull(audience, "audience is null");
    requireNonNull(claim, "claim is null");
    algorithms = List.copyOf(algorithms);
    requireNonNull(use, "use is null");
    requireNonNull(sessionGrace, "sessionGrace is null");
  }

  @Override
  public String toString() {
    return "JwtSettings" + algorithms;
  }
}
