package io.github.powerbigate.simulator.wire;

import java.time.Instant;
import java.util.Map;

/**
 * One request, as the log remembers it. Immutable.
 *
 * @param protocol {@code HTTP/1.1} or {@code HTTP/2.0}
 * @param target path and query as sent; if a secret stood in them, decoded and without it
 * @param status 0 while there is no answer, and for ever if there will be none
 * @param form the fields of a form; secrets and assertions are left out
 * @param headers by name in lower case; credentials are left out
 * @param body any body but a form's
 */
public record LoggedRequest(
    Service service,
    String protocol,
    String method,
    String target,
    int status,
    Instant at,
    long connection,
    Map<String, String> form,
    Map<String, String> headers,
    String body) {

  /** Stands where something secret stood. */
  public static final String LEFT_OUT = "(left out)";

  LoggedRequest answered(int newStatus) {
    return new LoggedRequest(
        service, protocol, method, target, newStatus, at, connection, form, headers, body);
  }
}
