package io.github.powerbigate.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerbigate.simulator.wire.Call;

/** The JSON object that a write to Graph carries. */
final class GraphBody {
  private GraphBody() {}

  static ObjectNode of(Call call) throws GraphError {
    if (!call.isOfType("application/json")) {
      throw GraphError.badRequest(
          "Write requests (excluding DELETE) must contain the Content-Type header declaration.");
    }
    return Json.read(call.body())
        .orElseThrow(() -> GraphError.badRequest("Unable to read JSON request payload."));
  }

  static String text(ObjectNode body, String name) throws GraphError {
    JsonNode value = body.path(name);
    if (!value.isTextual()) {
      throw GraphError.badRequest("A value is required for property '" + name + "'.");
    }
    return value.asText();
  }
}
