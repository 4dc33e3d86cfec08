package io.github.powerbigate.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerbigate.simulator.wire.Call;
import io.github.powerbigate.simulator.wire.Reply;
import io.github.powerbigate.simulator.world.Guid;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;

/** How Graph refuses, and the headers that all its answers have. */
final class GraphReplies {
  private static final int FIRST_TOLD_PERCENTAGE = 80;

  private final Random random;

  GraphReplies(Random random) {
    this.random = random;
  }

  Reply refusal(Call call, GraphError error) {
    String requestId = Guid.draw(random);
    ObjectNode body = Json.object();
    ObjectNode outer = body.putObject("error");
    outer.put("code", error.code);
    outer.put("message", error.words);
    ObjectNode inner = outer.putObject("innerError");
    inner.put("date", date(call.at()));
    inner.put("request-id", requestId);
    inner.put("client-request-id", clientRequestId(call, requestId));
    Reply reply = withIds(call, Reply.json(error.status, body), requestId);
    return error.status == 401
        ? reply.withHeader("WWW-Authenticate", "Bearer realm=\"simulator\"")
        : reply;
  }

  /**
   * With a fraction of a second, as Graph tells it ({@code 2.128}, Microsoft facts §1.6), though
   * RFC 9110 wants whole ones.
   */
  Reply throttled(Call call, String whom, Duration pause) {
    String seconds = BigDecimal.valueOf(pause.toMillis(), 3).toPlainString();
    return throttled(call, whom).withHeader("Retry-After", seconds);
  }

  Reply throttled(Call call, String whom) {
    String requestId = Guid.draw(random);
    ObjectNode body = Json.object();
    ObjectNode outer = body.putObject("error");
    outer.put("code", "TooManyRequests");
    ObjectNode inner = outer.putObject("innerError");
    inner.put("code", "429");
    inner.put("date", date(call.at()));
    inner.put("message", "Please retry after");
    inner.put("request-id", requestId);
    inner.put("status", "429");
    outer.put("message", "Please retry again later.");
    return withIds(call, Reply.json(429, body), requestId)
        .withHeader("x-ms-throttle-scope", "Tenant_Application/ReadWrite/" + whom)
        .withHeader("x-ms-throttle-information", "ResourceUnitLimitExceeded");
  }

  static Reply withUnits(Reply reply, Budget.Charge charge) {
    Reply told = reply.withHeader("x-ms-resource-unit", Integer.toString(charge.units()));
    return charge.percentage() < FIRST_TOLD_PERCENTAGE
        ? told
        : told.withHeader("x-ms-throttle-limit-percentage", charge.share());
  }

  Reply withIds(Call call, Reply reply) {
    return withIds(call, reply, Guid.draw(random));
  }

  private static Reply withIds(Call call, Reply reply, String requestId) {
    return reply
        .withHeader("request-id", requestId)
        .withHeader("client-request-id", clientRequestId(call, requestId));
  }

  private static String clientRequestId(Call call, String requestId) {
    return call.header("client-request-id").filter(Guid::isGuid).orElse(requestId);
  }

  private static String date(Instant at) {
    String text = at.truncatedTo(ChronoUnit.SECONDS).toString();
    return text.substring(0, text.length() - 1);
  }
}
