package io.github.powerbigate.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerbigate.simulator.wire.Call;
import io.github.powerbigate.simulator.wire.Reply;
import io.github.powerbigate.simulator.world.Directory;
import io.github.powerbigate.simulator.world.Group;
import io.github.powerbigate.simulator.world.Guid;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * In which of the groups asked about a user is, directly or through nested groups (Microsoft facts
 * §1.1). Groups that hide their members are left out for apps that may not see them.
 */
final class GraphMemberships {
  private static final int MOST_IDS = 20;

  private final GraphUsers users;
  private final Directory directory;
  private final Replicas replicas;
  private final String origin;

  GraphMemberships(GraphUsers users, World world, Replicas replicas, String origin) {
    this.users = users;
    this.directory = world.directory();
    this.replicas = replicas;
    this.origin = origin;
  }

  Reply checkMemberGroups(Call call, String idOrName, Set<String> roles) throws GraphError {
    Permission.READ_BASIC_USERS.require(roles);
    Permission.READ_GROUPS.require(roles);
    return check(call, idOrName, "groupIds", roles);
  }

  /** The simulated tenant has no administrative units and no roles: only groups are found. */
  Reply checkMemberObjects(Call call, String idOrName, Set<String> roles) throws GraphError {
    Permission.READ_USERS.require(roles);
    return check(call, idOrName, "ids", roles);
  }

  private Reply check(Call call, String idOrName, String parameter, Set<String> roles)
      throws GraphError {
    Set<String> asked = ids(call, parameter);
    int replica = replicas.answering(call);
    User user = users.read(call, idOrName, replica);
    Set<String> seen = directory.groupsOf(user.id(), replica);
    boolean seesHidden = Permission.READ_HIDDEN.isGivenBy(roles);
    ObjectNode body =
        Json.object().put("@odata.context", origin + "/v1.0/$metadata#Collection(Edm.String)");
    ArrayNode value = body.putArray("value");
    for (String id : asked) {
      boolean isHidden = !seesHidden && directory.group(id).map(Group::isHidden).orElse(false);
      if (!isHidden && seen.contains(id)) {
        value.add(id);
      }
    }
    return Reply.json(200, body);
  }

  private static Set<String> ids(Call call, String parameter) throws GraphError {
    JsonNode list = GraphBody.of(call).path(parameter);
    if (!list.isArray() || list.isEmpty()) {
      throw GraphError.badRequest("A value is required for parameter '" + parameter + "'.");
    }
    if (list.size() > MOST_IDS) {
      throw GraphError.badRequest("The number of ids is over the limit of " + MOST_IDS + ".");
    }
    Set<String> ids = new LinkedHashSet<>();
    for (JsonNode id : list) {
      if (!id.isTextual() || !Guid.isGuid(id.asText())) {
        throw GraphError.badRequest("Invalid object identifier '" + id.asText() + "'.");
      }
      ids.add(id.asText().toLowerCase(Locale.ROOT));
    }
    return ids;
  }
}
