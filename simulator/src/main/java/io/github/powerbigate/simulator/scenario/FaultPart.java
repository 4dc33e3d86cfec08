package io.github.powerbigate.simulator.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerbigate.simulator.wire.Fault;
import io.github.powerbigate.simulator.wire.Faults;
import io.github.powerbigate.simulator.wire.Reply;
import io.github.powerbigate.simulator.wire.Service;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A fault, and what it hits. Immutable.
 *
 * @param path how the path of a request begins that it hits
 * @param times how many requests it hits
 * @param lasting for how long it is in play, in place of a number of times
 */
public record FaultPart(
    Service service, Fault fault, String path, int times, Optional<Duration> lasting) {
  private static final String[] OF_EVERY_FAULT = {"service", "fault", "path", "times", "lasting"};

  /**
   * Reads one that stands outside a scenario.
   *
   * @throws ScenarioError if it is not as it should be
   */
  public static FaultPart read(ObjectNode json) {
    return read(Place.root(json));
  }

  /** Begins the fault. */
  public void addTo(Faults faults) {
    lasting.ifPresentOrElse(
        length -> faults.play(service, path, fault, length),
        () -> faults.play(service, path, fault, times));
  }

  static FaultPart read(Place place) {
    place.requireObject();
    Fault fault = fault(place);
    Place times = place.at("times");
    Place lasting = place.at("lasting");
    if (times.isThere() && lasting.isThere()) {
      throw lasting.wrong("and times are for one fault too much");
    }
    return new FaultPart(
        service(place.at("service")),
        fault,
        place.at("path").maybe(Place::text).orElse(""),
        times.maybe(number -> (int) number.number(1, Integer.MAX_VALUE)).orElse(Integer.MAX_VALUE),
        lasting.maybe(Place::length));
  }

  private static Fault fault(Place place) {
    String kind = place.at("fault").text();
    return switch (kind) {
      case "throttled" -> retried(only(place, "retryAfter"), 429);
      case "status" -> retried(only(place, "status", "retryAfter"), status(place, 503));
      case "answer" -> answer(only(place, "status", "headers", "body"));
      case "html" -> Fault.html(status(only(place, "status"), 503));
      case "empty" -> of(place, Fault.empty());
      case "empty-object" -> of(place, Fault.emptyObject());
      case "slow" -> Fault.slow(delay(only(place, "delay"), 4));
      case "silent" -> of(place, Fault.silent());
      case "reset" -> of(place, Fault.reset());
      case "bad-connection" -> of(place, Fault.badConnection());
      case "truncated" -> of(place, Fault.truncated());
      case "dripping" -> Fault.dripping(delay(only(place, "delay"), 1));
      default -> throw place.at("fault").wrong("is no fault that is known: " + kind);
    };
  }

  private static Place only(Place place, String... own) {
    return place.only(
        Stream.concat(Arrays.stream(OF_EVERY_FAULT), Arrays.stream(own)).toArray(String[]::new));
  }

  private static Fault of(Place place, Fault fault) {
    only(place);
    return fault;
  }

  private static Fault retried(Place place, int status) {
    return place
        .at("retryAfter")
        .maybe(Place::text)
        .map(retryAfter -> Fault.status(status, retryAfter))
        .orElseGet(() -> Fault.status(status));
  }

  private static Fault answer(Place place) {
    Place body = place.at("body");
    String text =
        body.json().isTextual()
            ? body.json().asText()
            : body.maybe(it -> it.json().toString()).orElse("");
    Reply reply = Reply.json(status(place, 503), text);
    Place headers = place.at("headers");
    if (headers.isThere()) {
      headers.requireObject();
      for (Map.Entry<String, ?> header : headers.json().properties()) {
        reply = reply.withHeader(header.getKey(), headers.at(header.getKey()).text());
      }
    }
    return Fault.answer(reply);
  }

  private static int status(Place place, int otherwise) {
    return place.at("status").maybe(status -> (int) status.number(200, 599)).orElse(otherwise);
  }

  private static Duration delay(Place place, int seconds) {
    return place.at("delay").maybe(Place::length).orElse(Duration.ofSeconds(seconds));
  }

  private static Service service(Place place) {
    String[] names =
        Stream.of(Service.values())
            .filter(service -> service != Service.CONTROL)
            .map(service -> service.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toArray(String[]::new);
    return Service.valueOf(place.oneOf(names).toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
