package io.github.powerbigate.simulator;

/**
 * The refusals of the token endpoint that the simulator knows: code, status, error, first words.
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

  String words(String about) {
    return words.formatted(about);
  }
}
