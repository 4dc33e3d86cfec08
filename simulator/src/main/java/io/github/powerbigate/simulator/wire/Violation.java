package io.github.powerbigate.simulator.wire;

/**
 * A request that a well-behaved client does not make. Immutable.
 *
 * @param request as the log remembers it
 */
public record Violation(Rule rule, LoggedRequest request) {

  /** What a client must not do. */
  public enum Rule {
    /** A token that was issued for another service. */
    WRONG_AUDIENCE,
    /** More than 20 ids in one question about memberships. */
    TOO_MANY_IDS,
    /** A guest's name that ends where its first {@code #} stands, which was not encoded. */
    UNENCODED_NUMBER_SIGN,
    /** Asked again before the {@code Retry-After} of the app at this service was over. */
    TOO_EARLY,
    /** Asked Power BI as a person whose permissions were being refreshed. */
    TOO_EARLY_AFTER_REFRESH,
    /** A token, a secret or an assertion in an address, where logs keep it. */
    SECRET_IN_URL
  }

  Violation answered(int status) {
    return new Violation(rule, request.answered(status));
  }
}
