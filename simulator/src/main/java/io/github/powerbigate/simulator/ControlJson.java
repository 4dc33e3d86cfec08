package io.github.powerbigate.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerbigate.simulator.wire.LoggedRequest;
import io.github.powerbigate.simulator.wire.RequestLog;
import io.github.powerbigate.simulator.wire.Service;
import io.github.powerbigate.simulator.wire.Violation;
import io.github.powerbigate.simulator.world.Delay;
import io.github.powerbigate.simulator.world.Flapping;
import io.github.powerbigate.simulator.world.Group;
import io.github.powerbigate.simulator.world.PersonState;
import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.simulator.world.User;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** How the control API writes the world, and reads delays. */
final class ControlJson {
  private static final int REQUESTS_SHOWN = 200;

  private ControlJson() {}

  static ObjectNode world(Simulator simulator, SimulatorSettings settings) {
    ObjectNode body = Json.object();
    body.put("simulator", true);
    body.put("now", settings.clock().instant().toString());
    body.put("tenantId", settings.tenantId());
    body.put("replicas", settings.replicas());
    ArrayNode groups = body.putArray("groups");
    for (Group group : simulator.world().directory().groups()) {
      groups.addObject().put("id", group.id()).put("displayName", group.displayName());
    }
    ArrayNode people = body.putArray("people");
    simulator.world().people().forEach(state -> people.add(person(state)));
    ArrayNode faults = body.putArray("faults");
    simulator.faults().inPlay().forEach(faults::add);
    ObjectNode counts = body.putObject("requests");
    for (Service service : Service.values()) {
      if (service != Service.CONTROL) {
        counts
            .putObject(service.name())
            .put("count", simulator.requests().count(service))
            .put("highestInFlight", simulator.requests().highestInFlight(service));
      }
    }
    return body;
  }

  static ArrayNode requests(RequestLog log) {
    ArrayNode list = Json.object().arrayNode();
    List<LoggedRequest> all = log.all();
    all.subList(Math.max(0, all.size() - REQUESTS_SHOWN), all.size())
        .forEach(request -> list.add(request(request)));
    return list;
  }

  static ArrayNode violations(List<Violation> violations) {
    ArrayNode list = Json.object().arrayNode();
    for (Violation violation : violations) {
      list.add(request(violation.request()).put("rule", violation.rule().name()));
    }
    return list;
  }

  private static ObjectNode request(LoggedRequest request) {
    return Json.object()
        .put("service", request.service().name())
        .put("protocol", request.protocol())
        .put("method", request.method())
        .put("target", request.target())
        .put("status", request.status())
        .put("at", request.at().toString())
        .put("connection", request.connection());
  }

  static ObjectNode person(PersonState state) {
    User user = state.user();
    ObjectNode person = Json.object();
    person.put("id", user.id());
    person.put("displayName", user.displayName());
    person.put("userPrincipalName", user.userPrincipalName());
    person.put("mail", user.mail());
    person.put("userType", user.userType());
    person.put("accountEnabled", user.accountEnabled());
    person.put("externalUserState", user.externalUserState());
    person.set("knownByReplica", Json.of(state.known()));
    person.put("foundByMail", state.indexed());
    person.set("groups", Json.of(state.groups()));
    person.set("powerBiKeeps", Json.of(state.powerBiKeeps()));
    Instant until = state.powerBiKeepsUntil();
    person.put("powerBiKeepsUntil", until == null ? null : until.toString());
    return person;
  }

  /** Reads the lengths that are named; the others are nought. */
  static Propagation propagation(JsonNode json) {
    Propagation read =
        new Propagation(
            delay(json.path("directory")),
            delay(json.path("membership")),
            delay(json.path("mailIndex")),
            delay(json.path("powerBi")),
            length(json.path("powerBiFreeze"), Duration.ZERO),
            null);
    JsonNode flapping = json.path("flapping");
    return flapping.isObject()
        ? read.withFlapping(
            new Flapping(
                Set.of(),
                length(flapping.path("period"), Duration.ofSeconds(5)),
                length(flapping.path("lasting"), Duration.ofMinutes(1))))
        : read;
  }

  /**
   * A length such as {@code PT30S}; a list of them, one for each replica; {@code shortest} and
   * {@code longest}; or {@code median} and {@code sigma}.
   */
  static Delay delay(JsonNode json) {
    if (json.isMissingNode() || json.isNull()) {
      return Delay.NONE;
    }
    if (json.isArray()) {
      List<Duration> lengths = new ArrayList<>();
      json.forEach(length -> lengths.add(length(length, Duration.ZERO)));
      return Delay.perReplica(lengths.toArray(new Duration[0]));
    }
    if (json.has("median")) {
      return Delay.logNormal(
          length(json.path("median"), Duration.ZERO), json.path("sigma").asDouble(1));
    }
    if (json.isObject()) {
      return Delay.uniform(
          length(json.path("shortest"), Duration.ZERO),
          length(json.path("longest"), Duration.ZERO));
    }
    return Delay.fixed(length(json, Duration.ZERO));
  }

  static Duration length(JsonNode json, Duration otherwise) {
    if (json.isMissingNode() || json.isNull()) {
      return otherwise;
    }
    try {
      Duration length =
          json.isNumber()
              ? Duration.ofMillis(Math.round(json.asDouble() * 1000))
              : Duration.parse(json.asText());
      if (!length.isNegative()) {
        return length;
      }
    } catch (DateTimeParseException malformed) {
      // Refused below, as a negative length is.
    }
    throw ControlError.badRequest("a length is seconds or ISO 8601 such as PT30S, not " + json);
  }
}
