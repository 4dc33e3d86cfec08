package io.github.powerbigate.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerbigate.simulator.wire.Call;
import io.github.powerbigate.simulator.wire.Reply;
import io.github.powerbigate.simulator.world.Group;
import io.github.powerbigate.simulator.world.Guid;
import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.util.Set;

/** What Graph says about groups, and the changes of who is in them. */
final class GraphGroups {
  private final World world;
  private final Replicas replicas;
  private final Propagation propagation;
  private final GraphMembers members;
  private final String origin;

  GraphGroups(World world, Replicas replicas, Propagation propagation, String origin) {
    this.world = world;
    this.replicas = replicas;
    this.propagation = propagation;
    this.members = new GraphMembers(world, replicas, origin);
    this.origin = origin;
  }

  Reply transitiveMembers(Call call, String id, Set<String> roles) throws GraphError {
    return members.transitive(call, group(id), roles);
  }

  Reply one(Call call, String id, Set<String> roles) throws GraphError {
    Permission.READ_GROUPS.require(roles);
    ObjectNode body =
        Json.object().put("@odata.context", origin + "/v1.0/$metadata#groups/$entity");
    body.setAll(GraphJson.group(group(id), call.parameters().get("$select")));
    return Reply.json(200, body);
  }

  /** One at a time: of two who add the same member, one is told that it is in already. */
  synchronized Reply addMember(Call call, String groupId, Set<String> roles) throws GraphError {
    Permission.WRITE_MEMBERS.require(roles);
    String reference = GraphBody.text(GraphBody.of(call), "@odata.id");
    Group group = group(groupId);
    String memberId = memberId(call, reference.substring(reference.lastIndexOf('/') + 1));
    if (world.isMember(group.id(), memberId)) {
      throw GraphError.badRequest(
          "One or more added object references already exist for the following modified"
              + " properties: 'members'.");
    }
    if (world.directory().group(memberId).isPresent()) {
      world.nestGroup(group.id(), memberId, propagation);
    } else {
      world.addMember(group.id(), memberId, spread(memberId));
    }
    return Reply.empty(204);
  }

  /** A user whom the answering replica knows, or a group, which every replica knows. */
  private String memberId(Call call, String named) throws GraphError {
    return world
        .directory()
        .user(named, replicas.answering(call))
        .map(User::id)
        .or(() -> world.directory().group(named).map(Group::id))
        .orElseThrow(() -> GraphError.notFound(named));
  }

  Reply removeMember(String groupId, String memberId, Set<String> roles) throws GraphError {
    Permission.WRITE_MEMBERS.require(roles);
    Group group = group(groupId);
    if (!world.isMember(group.id(), memberId)) {
      throw GraphError.notFound(memberId);
    }
    world.removeMember(group.id(), memberId, spread(memberId));
    return Reply.empty(204);
  }

  private Propagation spread(String memberId) {
    String mail = world.user(memberId).map(User::mail).orElse("");
    return world.spreads().of(mail, propagation);
  }

  private Group group(String id) throws GraphError {
    if (!Guid.isGuid(id)) {
      throw GraphError.badRequest("Invalid object identifier '" + id + "'.");
    }
    return world.directory().group(id).orElseThrow(() -> GraphError.notFound(id));
  }
}
