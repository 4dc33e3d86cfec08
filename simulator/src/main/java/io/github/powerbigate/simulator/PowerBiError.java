package io.github.powerbigate.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerbigate.simulator.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** That the Power BI REST API refuses, in its own words (Microsoft facts §2.4, §2.5). */
final class PowerBiError extends Exception {
  private static final long serialVersionUID = 1L;
  private static final String ERROR_INFO = "x-powerbi-error-info";

  final transient Reply reply;

  private PowerBiError(Reply reply) {
    super("status " + reply.status());
    this.reply = reply;
  }

  static PowerBiError noToken() {
    return new PowerBiError(Reply.empty(403));
  }

  static PowerBiError invalidToken() {
    return new PowerBiError(Reply.empty(403).withHeader(ERROR_INFO, "InvalidToken"));
  }

  static PowerBiError tokenExpired() {
    return coded(403, "TokenExpired", "Access token has expired, resubmit with a new access token");
  }

  /** The workspace is there, and the caller has no role in it. */
  static PowerBiError noRole() {
    return new PowerBiError(Reply.empty(401).withHeader(ERROR_INFO, "GroupNotAccessible"));
  }

  /** The wrong workspace, or an app that Power BI does not want. */
  static PowerBiError notAuthorized() {
    return exception("PowerBINotAuthorizedException");
  }

  /** The person has no licence that the workspace wants. */
  static PowerBiError notLicensed() {
    return exception("PowerBINotLicensedException");
  }

  /** What the app may do for the person is not enough. */
  static PowerBiError scopeTooLow() {
    return new PowerBiError(Reply.empty(403));
  }

  /** The token does not count any more: the claims are to be sent on to the sign-in. */
  static PowerBiError challenge() {
    String claims = "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"1\"}}}";
    String header =
        "Bearer realm=\"\", error=\"insufficient_claims\", claims=\"%s\""
            .formatted(Base64.getEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8)));
    return new PowerBiError(Reply.empty(401).withHeader("WWW-Authenticate", header));
  }

  private static PowerBiError exception(String code) {
    ObjectNode body = Json.object();
    ObjectNode inner = body.putObject("error").put("code", code).putObject("pbi.error");
    inner.put("code", code);
    inner.putObject("parameters");
    inner.putArray("details");
    inner.put("exceptionCulprit", 1);
    return new PowerBiError(Reply.json(401, body));
  }

  /** A role, but not one that may do this. */
  static PowerBiError roleTooLow() {
    return new PowerBiError(Reply.empty(403));
  }

  static PowerBiError switchedOffForApps() {
    return new PowerBiError(
        Reply.empty(401).withHeader(ERROR_INFO, "ServicePrincipalIsNotAllowedByTenantAdminSwitch"));
  }

  static PowerBiError notForApps() {
    return new PowerBiError(
        Reply.json(403, Json.object().put("Message", "API is not accessible for application")));
  }

  static PowerBiError notFound() {
    return coded(404, "PowerBIEntityNotFound", "The entity is not there.");
  }

  static PowerBiError alreadyThere() {
    return coded(
        400, "AddingAlreadyExistsGroupUserNotSupportedError", "The user has a role already.");
  }

  static PowerBiError badRight() {
    return coded(400, "UnsupportedAccessRightError", "The access right is not supported.");
  }

  /** Also for who is not replicated yet: Power BI cannot tell them from nobody. */
  static PowerBiError badParameter(String name) {
    return coded(400, "InvalidRequest", "Parameter " + name + " is missing or invalid");
  }

  /** The body has no envelope, and the wait stands in it too. */
  static PowerBiError throttled(long seconds) {
    return new PowerBiError(
        Reply.json(
                429,
                Json.object().put("message", exceeded() + " Retry in " + seconds + " seconds."))
            .withHeader("Retry-After", String.valueOf(seconds)));
  }

  static String exceeded() {
    return "You have exceeded the amount of requests allowed in the current time frame and further"
        + " requests will fail.";
  }

  private static PowerBiError coded(int status, String code, String words) {
    ObjectNode body = Json.object();
    body.putObject("error").put("code", code).put("message", words);
    return new PowerBiError(Reply.json(status, body));
  }
}
