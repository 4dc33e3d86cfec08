package io.github.powerbigate.simulator.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.powerbigate.simulator.world.Guid;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A place in a JSON document and what stands there, which may be nothing. Whatever is not as asked
 * for is refused with the path of the place. Immutable.
 *
 * @param path such as {@code $.people[2].mail}
 */
record Place(String path, JsonNode json) {
  /** May stand in every object, and is for the reader's eyes only. */
  private static final String COMMENT = "comment";

  /** Beyond these, the Date of an answer cannot be written. */
  private static final Duration LONGEST = Duration.ofDays(3653);

  private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

  static Place root(JsonNode json) {
    return new Place("$", json);
  }

  boolean isThere() {
    return !json.isMissingNode();
  }

  boolean isNull() {
    return json.isNull();
  }

  /** What a key of this object holds. */
  Place at(String key) {
    return new Place(path + "." + key, json.path(key));
  }

  /** The same place, once it is an object that has no other keys than these. */
  Place only(String... keys) {
    Set<String> known = new TreeSet<>(Arrays.asList(keys));
    requireObject();
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name) && !name.equals(COMMENT)) {
                throw at(name).wrong("is unknown; known here are " + String.join(", ", known));
              }
            });
    return this;
  }

  void requireObject() {
    if (!json.isObject()) {
      throw mustBe("an object");
    }
  }

  /** The entries of a list; none where nothing stands. */
  List<Place> each() {
    if (!isThere()) {
      return List.of();
    }
    if (!json.isArray()) {
      throw mustBe("a list");
    }
    List<Place> entries = new ArrayList<>();
    for (int index = 0; index < json.size(); index++) {
      entries.add(new Place(path + "[" + index + "]", json.path(index)));
    }
    return List.copyOf(entries);
  }

  <T> List<T> each(Function<Place, T> reader) {
    return each().stream().map(reader).toList();
  }

  /** What the reader makes of it, if anything stands here. */
  <T> Optional<T> maybe(Function<Place, T> reader) {
    return isThere() ? Optional.of(reader.apply(this)) : Optional.empty();
  }

  String text() {
    if (!json.isTextual() || json.asText().isBlank()) {
      throw mustBe("a text");
    }
    return json.asText();
  }

  String guid() {
    if (!Guid.isGuid(text())) {
      throw mustBe("a GUID");
    }
    return text();
  }

  String mail() {
    if (!text().matches("[^@\\s]+@[^@\\s]+")) {
      throw mustBe("a name with an @");
    }
    return text();
  }

  String oneOf(String... choices) {
    if (!Arrays.asList(choices).contains(text())) {
      throw mustBe("one of " + String.join(", ", choices));
    }
    return text();
  }

  boolean flag(boolean otherwise) {
    if (!isThere()) {
      return otherwise;
    }
    if (!json.isBoolean()) {
      throw mustBe("true or false");
    }
    return json.asBoolean();
  }

  long number(long least, long most) {
    if (!json.isIntegralNumber()
        || !json.canConvertToLong()
        || json.asLong() < least
        || json.asLong() > most) {
      throw mustBe("a whole number from " + least + " to " + most);
    }
    return json.asLong();
  }

  /** Seconds, or ISO 8601 such as {@code PT30S}. */
  Duration length() {
    try {
      Duration length =
          json.isNumber()
              ? Duration.ofMillis(Math.round(json.asDouble() * 1000))
              : Duration.parse(json.asText());
      if (!length.isNegative() && length.compareTo(LONGEST) <= 0) {
        return length;
      }
    } catch (DateTimeException malformed) {
      // Refused below, as a length out of range is.
    }
    throw mustBe("a length of at most ten years: seconds, or ISO 8601 such as PT30S");
  }

  Instant moment() {
    try {
      Instant moment = Instant.parse(json.asText());
      if (moment.isAfter(Instant.EPOCH) && moment.isBefore(LAST)) {
        return moment;
      }
    } catch (DateTimeException malformed) {
      // Refused below, as a moment out of range is.
    }
    throw mustBe("a moment from 1970 to 2199 such as 2026-11-21T10:00:00Z");
  }

  ScenarioError mustBe(String what) {
    if (!isThere()) {
      return wrong("is needed: " + what);
    }
    String found = json.isValueNode() ? json.toString() : json.getNodeType().toString();
    return wrong("must be " + what + ", not " + found);
  }

  ScenarioError wrong(String rule) {
    return new ScenarioError(path + " " + rule);
  }
}
