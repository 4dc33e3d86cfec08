package io.github.powerbigate.simulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** One answer: status, headers, body. Immutable. */
public record Reply(int status, Map<String, String> headers, String body) {

  /** Copies what it is given. */
  public Reply {
    headers = Map.copyOf(headers);
  }

  /** No body. */
  public static Reply empty(int status) {
    return new Reply(status, Map.of(), "");
  }

  /** A JSON body. */
  public static Reply json(int status, JsonNode body) {
    return json(status, body.toString());
  }

  /** A body that is said to be JSON, whatever it is. */
  public static Reply json(int status, String body) {
    return new Reply(status, Map.of("Content-Type", "application/json; charset=utf-8"), body);
  }

  /** An HTML body. */
  public static Reply html(int status, String body) {
    return new Reply(status, Map.of("Content-Type", "text/html; charset=utf-8"), body);
  }

  /** The same with one more header, or another value of it. */
  public Reply withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, more, body);
  }
}
