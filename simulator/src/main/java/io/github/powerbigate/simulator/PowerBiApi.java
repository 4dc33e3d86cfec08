package io.github.powerbigate.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerbigate.simulator.wire.Answers;
import io.github.powerbigate.simulator.wire.Call;
import io.github.powerbigate.simulator.wire.Reply;
import io.github.powerbigate.simulator.world.Guid;
import io.github.powerbigate.simulator.world.PowerBi;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * The Power BI REST API, as far as it is honest about tokens: the workspaces in which the calling
 * app itself has a role.
 */
final class PowerBiApi implements Answers {
  private static final String ERROR_INFO = "x-powerbi-error-info";

  private final PowerBi powerBi;
  private final Tokens tokens;
  private final Random random;
  private final String origin;

  PowerBiApi(PowerBi powerBi, Tokens tokens, Random random, String origin) {
    this.powerBi = powerBi;
    this.tokens = tokens;
    this.random = random;
    this.origin = origin;
  }

  @Override
  public Reply answer(Call call) {
    return refusalOf(call).orElseGet(() -> route(call)).withHeader("RequestId", Guid.draw(random));
  }

  @Override
  public Reply refuse(Call call, int status) {
    ObjectNode body = Json.object();
    if (status == 429) {
      body.put(
          "message",
          "You have exceeded the amount of requests allowed in the current time frame and further"
              + " requests will fail.");
    } else {
      body.putObject("error").put("code", "InternalServerError");
    }
    return Reply.json(status, body).withHeader("RequestId", Guid.draw(random));
  }

  private Reply route(Call call) {
    List<String> path = call.segments();
    boolean isGroups =
        call.method().equals("GET")
            && path.size() >= 3
            && path.subList(0, 3).equals(List.of("v1.0", "myorg", "groups"));
    List<String> open = powerBi.workspacesOf(clientOf(call));
    if (isGroups && path.size() == 3) {
      return list(open);
    }
    if (isGroups && path.size() == 4) {
      String asked = path.get(3);
      return open.stream().anyMatch(asked::equalsIgnoreCase)
          ? Reply.json(200, workspace(asked))
          : Reply.empty(401).withHeader(ERROR_INFO, "GroupNotAccessible");
    }
    return Reply.empty(404);
  }

  private Reply list(List<String> open) {
    ObjectNode body = Json.object();
    body.put("@odata.context", origin + "/v1.0/myorg/$metadata#groups");
    body.put("@odata.count", open.size());
    ArrayNode value = body.putArray("value");
    open.forEach(id -> value.add(workspace(id)));
    return Reply.json(200, body);
  }

  private static ObjectNode workspace(String id) {
    return Json.object()
        .put("id", id)
        .put("isReadOnly", true)
        .put("isOnDedicatedCapacity", false)
        .put("type", "Workspace")
        .put("name", "Workspace " + id);
  }

  private Optional<Reply> refusalOf(Call call) {
    if (call.header("authorization").isEmpty()) {
      return Optional.of(Reply.empty(403));
    }
    Tokens.Bearer bearer = bearer(call);
    if (bearer instanceof Tokens.Bearer.Known) {
      return Optional.empty();
    }
    if (bearer instanceof Tokens.Bearer.Expired) {
      ObjectNode body = Json.object();
      body.putObject("error")
          .put("code", "TokenExpired")
          .put("message", "Access token has expired, resubmit with a new access token");
      return Optional.of(Reply.json(403, body));
    }
    return Optional.of(Reply.empty(403).withHeader(ERROR_INFO, "InvalidToken"));
  }

  private String clientOf(Call call) {
    return bearer(call) instanceof Tokens.Bearer.Known known ? known.clientId() : "";
  }

  private Tokens.Bearer bearer(Call call) {
    String header = call.header("authorization").orElse("");
    return tokens.read(header.replaceFirst("(?i)^Bearer +", ""), Simulator.POWER_BI_RESOURCE);
  }
}
