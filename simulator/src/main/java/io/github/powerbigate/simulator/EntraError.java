package io.github.powerbigate.simulator;

import io.github.powerbigate.simulator.world.Demand;
import java.util.stream.Stream;

/**
 * The refusals of Entra ID that the simulator knows (Microsoft facts §3.6): code, status and error
 * at the token endpoint, first words.
 */
enum EntraError {
  MISSING_PARAMETER(
      900144, 400, "invalid_request", "The request body must contain the following parameter: %s."),
  UNSUPPORTED_GRANT(
      70003, 400, "unsupported_grant_type", "The app requested an unsupported grant type %s."),
  UNKNOWN_TENANT(
      90002,
      400,
      "invalid_request",
      "Tenant '%s' not found. Check to make sure you have the correct tenant ID and are signing"
          + " into the correct cloud."),
  UNKNOWN_APP(
      700016,
      400,
      "unauthorized_client",
      "Application with identifier '%s' was not found in the directory. This can happen if the"
          + " application has not been installed by the administrator of the tenant."),
  NO_CREDENTIAL(
      7000218,
      401,
      "invalid_client",
      "The request body must contain the following parameter: 'client_assertion' or"
          + " 'client_secret'."),
  WRONG_SECRET(
      7000215,
      401,
      "invalid_client",
      "Invalid client secret provided. Ensure the secret being sent in the request is the client"
          + " secret value, not the client secret ID, for a secret added to app '%s'."),
  EXPIRED_SECRET(
      7000222,
      401,
      "invalid_client",
      "The provided client secret keys for app '%s' are expired. Visit the portal to create new"
          + " keys for your app."),
  UNKNOWN_KEY(
      700027,
      401,
      "invalid_client",
      "The certificate with identifier used to sign the client assertion is not registered on"
          + " application '%s', or the signature does not match it."),
  OUTSIDE_ITS_TIME(
      700024, 401, "invalid_client", "Client assertion is not within its valid time range."),
  WRONG_ASSERTION_AUDIENCE(
      700023,
      401,
      "invalid_client",
      "Client assertion audience claim does not match Realm issuer '%s'."),
  WRONG_ASSERTION_APP(
      700021,
      401,
      "invalid_client",
      "Client assertion application identifier doesn't match 'client_id' parameter '%s'."),
  UNKNOWN_RESOURCE(
      500011,
      400,
      "invalid_resource",
      "The resource principal named %s was not found in the tenant. This can happen if the"
          + " application has not been installed by the administrator of the tenant."),
  MISSING_SERVICE(
      650052,
      400,
      "invalid_request",
      "The app is trying to access a service '%s' that your organization lacks a service principal"
          + " for. Contact your IT admin to review the configuration of your service"
          + " subscriptions."),
  WRONG_SCOPE(
      1002012,
      400,
      "invalid_scope",
      "The provided value for scope %s is not valid. Client credential flows must have a scope"
          + " value with /.default suffixed to the resource identifier (application ID URI)."),
  WRONG_DELEGATED_SCOPE(
      70011,
      400,
      "invalid_scope",
      "The provided value for the input parameter 'scope' (%s) is not valid."),

  UNKNOWN_REDIRECT(
      50011,
      400,
      "invalid_request",
      "The redirect URI '%s' specified in the request does not match the redirect URIs configured"
          + " for the application."),
  WRONG_RESPONSE_TYPE(
      700054,
      400,
      "unsupported_response_type",
      "response_type %s is not enabled for the application."),
  WRONG_PARAMETER(90023, 400, "invalid_request", "The value of the parameter %s is not supported."),
  NO_CHALLENGE(
      9002325,
      400,
      "invalid_request",
      "Proof Key for Code Exchange is required for cross-origin authorization code redemption."),
  WRONG_CHALLENGE(
      501491, 400, "invalid_request", "Invalid size or method of the Code_Challenge parameter."),

  MALFORMED_GRANT(
      9002313, 400, "invalid_grant", "Invalid request. Request is malformed or invalid."),
  EXPIRED_CODE(
      70008,
      400,
      "invalid_grant",
      "The provided authorization code or refresh token has expired. Send a new interactive"
          + " authorization request for this user and resource."),
  USED_CODE(
      54005,
      400,
      "invalid_grant",
      "OAuth2 Authorization code was already redeemed, please retry with a new valid code."),
  ANOTHERS_GRANT(70000, 400, "invalid_grant", "The grant was issued to another app than '%s'."),
  OTHER_REDIRECT(
      500112,
      400,
      "invalid_grant",
      "The reply address '%s' does not match the reply address provided when requesting"
          + " Authorization code."),
  WRONG_VERIFIER(
      501481,
      400,
      "invalid_grant",
      "The Code_Verifier does not match the code_challenge supplied in the authorization request."),
  REVOKED_GRANT(
      50173,
      400,
      "invalid_grant",
      "The provided grant has expired due to it being revoked, a fresh auth token is needed."),
  WRONG_ASSERTION_SIGNATURE(50013, 400, "invalid_grant", "Assertion failed signature validation."),
  OTHER_APPS_ASSERTION(
      500131,
      400,
      "invalid_grant",
      "Assertion audience does not match the Client app presenting the assertion '%s'."),
  EXPIRED_ASSERTION(500133, 400, "invalid_grant", "Assertion is not within its valid time range."),
  ASSERTION_WITHOUT_PERSON(
      7000114,
      400,
      "invalid_grant",
      "Application '%s' is not allowed to make application on-behalf-of calls."),

  NOBODY_SIGNED_IN(
      50058, 400, "login_required", "A silent sign-in request was sent but no user is signed in."),
  UNKNOWN_ACCOUNT(
      50034, 400, "invalid_grant", "The user account %s does not exist in this directory."),
  ACCOUNT_OF_ANOTHER_TENANT(
      50020,
      400,
      "invalid_grant",
      "User account '%s' from another identity provider does not exist in this tenant and cannot"
          + " access the application. The account needs to be added as an external user first."),
  ACCOUNT_DISABLED(50057, 400, "invalid_grant", "The user account is disabled."),
  SECOND_FACTOR_NEEDED(
      50076,
      400,
      "interaction_required",
      "Due to a configuration change made by your administrator, or because you moved to a new"
          + " location, you must use multi-factor authentication to access '%s'."),
  SECOND_FACTOR_SETUP_NEEDED(
      50079,
      400,
      "interaction_required",
      "Due to a configuration change made by your administrator, you must enroll in multi-factor"
          + " authentication to access '%s'."),
  DEVICE_NOT_MANAGED(
      53000, 400, "invalid_grant", "Device is not in required device state to access '%s'."),
  BLOCKED(
      53003,
      400,
      "invalid_grant",
      "Access to '%s' has been blocked by Conditional Access policies."),
  NO_CONSENT(
      65001,
      400,
      "invalid_grant",
      "The user or administrator has not consented to use the application with ID '%s'. Send an"
          + " interactive authorization request for this user and resource."),
  CONSENT_REFUSED(65004, 400, "access_denied", "User declined to consent to access the app."),
  ONLY_ADMINISTRATORS_CONSENT(
      90094, 400, "access_denied", "The grant requires administrator permission."),

  TRY_LATER(90033, 503, "temporarily_unavailable", "A transient error has occurred. Try again."),
  THROTTLED(90055, 429, "temporarily_unavailable", "There are too many requests. Try later.");

  final int code;
  final int status;
  final String error;
  private final String words;

  EntraError(int code, int status, String error, String words) {
    this.code = code;
    this.status = status;
    this.error = error;
    this.words = words;
  }

  static EntraError of(Demand demand) {
    return switch (demand) {
      case SECOND_FACTOR -> SECOND_FACTOR_NEEDED;
      case SECOND_FACTOR_SETUP -> SECOND_FACTOR_SETUP_NEEDED;
      case MANAGED_DEVICE -> DEVICE_NOT_MANAGED;
      case BLOCKED -> BLOCKED;
    };
  }

  /** Whether conditional access refuses, so that the answer says by claims what it wants. */
  boolean hasClaims() {
    return Stream.of(Demand.values()).anyMatch(demand -> of(demand) == this);
  }

  String words(String about) {
    return words.formatted(about);
  }
}
