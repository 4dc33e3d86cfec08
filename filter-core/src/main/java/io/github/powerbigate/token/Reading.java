package io.github.powerbigate.token;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/** What a token says of who the user is. Immutable. */
public sealed interface Reading {

  /**
   * The token is good.
   *
   * @param name what it calls the user, never empty; personal data, so {@code toString} hides it
   */
  record Named(String name) implements Reading {

    /**
     * @throws NullPointerException if the name is null
     */
    public Named {
      requireNonNull(name, "name is null");
    }

    @Override
    public String toString() {
      return "Named[]";
    }
  }

  /**
   * The token names nobody: whoever brings it is not signed in.
   *
   * @param reason why, for a counter or a log
   */
  record Nobody(Reason reason) implements Reading {

    /**
     * @throws NullPointerException if the reason is null
     */
    public Nobody {
      requireNonNull(reason, "reason is null");
    }
  }

  /** The issuer's keys could not be had yet. It may be a good token. */
  record CannotTell() implements Reading {}

  /** Why a token names nobody. */
  enum Reason {
    /** More than 16 KB. */
    TOO_LARGE,
    /** Not a signed token, or none that can be understood. */
    MALFORMED,
    /** Signed by an algorithm that is not allowed, or not at all. */
    ALGORITHM,
    /** The header's {@code typ} is that of another kind of token. */
    TYPE,
    /** Of another issuer. */
    ISSUER,
    /** Of the right issuer, but with another issuer's {@code ver}. */
    VERSION,
    /** Of another tenant. */
    TENANT,
    /** For another application. */
    AUDIENCE,
    /** Does not say from when to when it is good. */
    NO_TIMES,
    /** Past its time. */
    EXPIRED,
    /** Before its time. */
    NOT_YET,
    /** Good for more than 24 hours, or for no time at all. */
    LIFE,
    /** An ID token where an access token is wanted, or the other way round, or neither of them. */
    USE,
    /** The answer to another sign-in than the gate's own. */
    NONCE,
    /** Names an application, not a person. */
    APPLICATION,
    /** The claim that holds the name is missing, empty or not a text. */
    NO_NAME,
    /** Signed by a key that the issuer does not show (yet). */
    UNKNOWN_KEY,
    /** Changed on its way, or not signed by its issuer. */
    SIGNATURE;

    /** A word for a counter or a log: lower case with dashes. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
