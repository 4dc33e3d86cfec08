package io.github.powerbigate.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerbigate.simulator.wire.Answers;
import io.github.powerbigate.simulator.wire.Call;
import io.github.powerbigate.simulator.wire.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;

/**
 * The control page and API. The page itself is an empty frame; whatever it shows or does goes
 * through the API, each call of which needs the token. Writes must declare JSON, which no form of
 * another site can, and calls from other origins are refused even with the token.
 */
final class Control implements Answers {
  private static final Map<String, String> FILES =
      Map.of(
          "/", "control.html",
          "/control.js", "control.js",
          "/control.css", "control.css");

  private final Simulator simulator;
  private final SimulatorSettings settings;
  private final ControlActions actions;
  private final ControlClock clock;

  Control(
      Simulator simulator, SimulatorSettings settings, ControlActions actions, ControlClock clock) {
    this.simulator = simulator;
    this.settings = settings;
    this.actions = actions;
    this.clock = clock;
  }

  @Override
  public Reply answer(Call call) {
    String file = FILES.get(call.path());
    if (file != null && call.method().equals("GET")) {
      return file(file);
    }
    try {
      requireToken(call);
      requireSameOrigin(call);
      return Reply.json(200, route(call)).withHeader("Cache-Control", "no-store");
    } catch (ControlError error) {
      return problem(error.status, String.valueOf(error.getMessage()));
    } catch (IllegalArgumentException refused) {
      return problem(400, String.valueOf(refused.getMessage()));
    }
  }

  @Override
  public Reply refuse(Call call, int status) {
    return Reply.empty(status);
  }

  private JsonNode route(Call call) {
    if (call.method().equals("GET")) {
      return switch (call.path()) {
        case "/api/world" -> ControlJson.world(simulator, settings);
        case "/api/clock" -> clock.read();
        case "/api/requests" -> ControlJson.requests(simulator.requests());
        case "/api/violations" -> ControlJson.violations(simulator.violations());
        default -> throw new ControlError(404, "nothing here");
      };
    }
    if (!call.method().equals("POST")) {
      throw new ControlError(405, "GET or POST");
    }
    if (!call.isOfType("application/json")) {
      throw new ControlError(415, "writes are application/json");
    }
    ObjectNode body =
        Json.read(call.body()).orElseThrow(() -> ControlError.badRequest("not a JSON object"));
    return call.path().equals("/api/clock") ? clock.move(body) : actions.perform(call.path(), body);
  }

  private void requireToken(Call call) {
    String sent =
        call.header("x-simulator-token")
            .or(() -> call.header("authorization").map(it -> it.replaceFirst("(?i)^Bearer +", "")))
            .orElse("");
    byte[] right = simulator.controlToken().getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(right, sent.getBytes(StandardCharsets.UTF_8))) {
      throw new ControlError(401, "the token printed at start is needed");
    }
  }

  private static void requireSameOrigin(Call call) {
    String own = "http://" + call.header("host").orElse("");
    boolean foreignOrigin = call.header("origin").map(it -> !it.equals(own)).orElse(false);
    boolean foreignFetch =
        call.header("sec-fetch-site")
            .map(it -> !it.equals("same-origin") && !it.equals("none"))
            .orElse(false);
    if (foreignOrigin || foreignFetch) {
      throw new ControlError(403, "only from the control page itself");
    }
  }

  private static Reply problem(int status, String message) {
    return Reply.json(status, Json.object().put("error", message));
  }

  private static Reply file(String name) {
    String type = name.substring(name.indexOf('.') + 1).replace("js", "javascript");
    try (InputStream in = Control.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the jar");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Reply(200, Map.of("Content-Type", "text/" + type + "; charset=utf-8"), text)
          .withHeader("Cache-Control", "no-store")
          .withHeader("X-Content-Type-Options", "nosniff")
          .withHeader(
              "Content-Security-Policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                  + " img-src data:; base-uri 'none'; form-action 'none';"
                  + " frame-ancestors 'none'");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
