package io.github.powerbigate.simulator;

/**
 * A person who signed in to an app, as codes, refresh tokens and access tokens carry it on.
 *
 * @param clientId the app
 * @param userId the person
 * @param session the number of the person's session: another one revokes this
 * @param proved whether they met what conditional access demands
 */
record SignedIn(String clientId, String userId, long session, boolean proved) {

  /** The same person at another app, which acts for them. */
  SignedIn at(String otherClientId) {
    return new SignedIn(otherClientId, userId, session, proved);
  }
}
