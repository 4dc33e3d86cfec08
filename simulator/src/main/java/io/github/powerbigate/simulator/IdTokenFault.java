package io.github.powerbigate.simulator;

/** What can be wrong with an ID token that Entra ID never issues and an attacker might. */
public enum IdTokenFault {
  /** {@code alg} is {@code none}, and there is no signature. */
  NO_SIGNATURE,
  /** HS256, the published key being the secret. */
  SYMMETRIC_SIGNATURE,
  /** Signed with another key under the name of the published one. */
  ANOTHERS_KEY,
  /** Signed with another key under its own name, which is not published. */
  UNKNOWN_KEY,
  /** The nonce of another sign-in. */
  OTHER_NONCE,
  /** No nonce. */
  NO_NONCE,
  /** The {@code tid} of another tenant, with the issuer of this one. */
  OTHER_TENANT,
  /** The {@code oid} of somebody else. */
  OTHER_PERSON,
  /** Meant for another app. */
  OTHER_AUDIENCE,
  /** Issued by another tenant, by its own words. */
  OTHER_ISSUER,
  /** Two hours old, and over since an hour. */
  EXPIRED,
  /** Good from an hour from now on. */
  NOT_YET_GOOD,
  /** None in the answer. */
  MISSING
}
