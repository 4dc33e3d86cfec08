package io.github.powerbigate.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerbigate.simulator.wire.Reply;
import io.github.powerbigate.simulator.world.Guid;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;

/** How Entra ID words its answers (Microsoft facts §3.6). Thread-safe. */
final class EntraReplies {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  /** The policy that was not met; a client sends the claims on and does not read them. */
  private static final String CLAIMS =
      "{\"access_token\":{\"capolids\":{\"essential\":true,"
          + "\"values\":[\"ca000000-0000-4000-8000-000000000001\"]}}}";

  private final InstantSource clock;
  private final Random random;

  EntraReplies(InstantSource clock, Random random) {
    this.clock = clock;
    this.random = random;
  }

  Reply success(ObjectNode body) {
    return withTrace(Reply.json(200, body), Guid.draw(random));
  }

  Reply refusal(EntraRefusal refusal) {
    return refusal(refusal.error.status, refusal.error, refusal.about);
  }

  /** As that error, with another status. */
  Reply refusal(int status, EntraError error, String about) {
    String trace = Guid.draw(random);
    String correlation = Guid.draw(random);
    String timestamp = TIMESTAMP.format(clock.instant());
    ObjectNode body = Json.object();
    body.put("error", error.error);
    body.put("error_description", description(error, about, trace, correlation, timestamp));
    body.putArray("error_codes").add(error.code);
    body.put("timestamp", timestamp);
    body.put("trace_id", trace);
    body.put("correlation_id", correlation);
    body.put("error_uri", errorUri(error));
    if (error == EntraError.NO_CONSENT) {
      body.put("suberror", "consent_required");
    }
    if (error.hasClaims()) {
      body.put("claims", CLAIMS);
    }
    return withTrace(Reply.json(status, body), trace);
  }

  /** What stands in the address to which a browser is sent back. */
  String description(EntraRefusal refusal) {
    return description(
        refusal.error,
        refusal.about,
        Guid.draw(random),
        Guid.draw(random),
        TIMESTAMP.format(clock.instant()));
  }

  static String errorUri(EntraError error) {
    return "https://login.simulator.test/error?code=" + error.code;
  }

  private static String description(
      EntraError error, String about, String trace, String correlation, String timestamp) {
    return "AADSTS%d: %s Trace ID: %s Correlation ID: %s Timestamp: %s"
        .formatted(error.code, error.words(about), trace, correlation, timestamp);
  }

  private static Reply withTrace(Reply reply, String trace) {
    return reply
        .withHeader("x-ms-request-id", trace)
        .withHeader("Cache-Control", "no-store, no-cache");
  }
}
