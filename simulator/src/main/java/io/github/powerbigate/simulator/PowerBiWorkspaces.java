package io.github.powerbigate.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerbigate.simulator.wire.Reply;
import io.github.powerbigate.simulator.world.Workspaces;
import java.util.List;

/** How the Power BI REST API shows workspaces. */
final class PowerBiWorkspaces {
  private final Workspaces workspaces;
  private final String origin;

  PowerBiWorkspaces(Workspaces workspaces, String origin) {
    this.workspaces = workspaces;
    this.origin = origin;
  }

  Reply list(List<String> ids) {
    ObjectNode body = Json.object();
    body.put("@odata.context", origin + "/v1.0/myorg/$metadata#groups");
    body.put("@odata.count", ids.size());
    ArrayNode value = body.putArray("value");
    ids.forEach(id -> value.add(shown(id)));
    return Reply.json(200, body);
  }

  Reply one(String id) {
    return Reply.json(200, shown(id));
  }

  private ObjectNode shown(String id) {
    return Json.object()
        .put("id", id)
        .put("isReadOnly", true)
        .put("isOnDedicatedCapacity", workspaces.isOnCapacity(id))
        .put("type", "Workspace")
        .put("name", "Workspace " + id);
  }
}
