package io.github.powerbigate.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerbigate.simulator.wire.Call;
import io.github.powerbigate.simulator.wire.Reply;
import io.github.powerbigate.simulator.world.Directory;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What Graph says about users. */
final class GraphUsers {
  private static final int MOST_RESULTS = 999;
  private static final Set<String> SEARCH_OPTIONS =
      Set.of("$filter", "$select", "$top", "$skiptoken");

  private final World world;
  private final Directory directory;
  private final Replicas replicas;
  private final String origin;

  GraphUsers(World world, Replicas replicas, String origin) {
    this.world = world;
    this.directory = world.directory();
    this.replicas = replicas;
    this.origin = origin;
  }

  Reply one(Call call, String idOrName, Set<String> roles) throws GraphError {
    Permission.READ_USERS.require(roles);
    int replica = replicas.answering(call);
    User user = read(call, idOrName, replica);
    if (directory.isUnfinished(user.id(), replica)) {
      // "The server requires more time to complete related background operations" (§1.2).
      return Reply.empty(202);
    }
    ObjectNode body = context("users/$entity");
    body.setAll(GraphJson.user(user, call.parameters().get("$select")));
    return Reply.json(200, body);
  }

  Reply search(Call call, Set<String> roles) throws GraphError {
    Permission.READ_USERS.require(roles);
    Map<String, String> options = call.parameters();
    for (String option : options.keySet()) {
      if (option.startsWith("$") && !SEARCH_OPTIONS.contains(option)) {
        throw GraphError.badRequest("The simulator does not know the query option " + option);
      }
    }
    String filter = options.get("$filter");
    List<User> found =
        filter == null
            ? directory.search(user -> true)
            : directory.search(UserFilter.parse(filter));
    int top = number(options.getOrDefault("$top", "100"), 1, MOST_RESULTS, "$top");
    int from = number(options.getOrDefault("$skiptoken", "0"), 0, found.size(), "$skiptoken");
    int to = Math.min(found.size(), from + top);
    ObjectNode body = context("users");
    if (to < found.size()) {
      body.put("@odata.nextLink", nextLink(call, to));
    }
    ArrayNode value = body.putArray("value");
    for (User user : found.subList(from, to)) {
      value.add(GraphJson.user(user, options.get("$select")));
    }
    return Reply.json(200, body);
  }

  /** Moves the user to the deleted items (Graph's page {@code user-delete}). */
  Reply delete(Call call, String idOrName, Set<String> roles) throws GraphError {
    Permission.WRITE_USERS.require(roles);
    world.deleteUser(read(call, idOrName, replicas.answering(call)).id());
    return Reply.empty(204);
  }

  /** The user, if this replica knows of them. */
  User read(Call call, String idOrName, int replica) throws GraphError {
    List<String> path = call.segments();
    if (path.size() > 2 && path.get(2).startsWith("$")) {
      // A name that begins with a dollar sign is read only in the form users('$name').
      throw GraphError.badRequest("Resource not found for the segment '" + idOrName + "'.");
    }
    return directory.user(idOrName, replica).orElseThrow(() -> GraphError.notFound(idOrName));
  }

  private String nextLink(Call call, int from) {
    String kept = call.query().replaceAll("&?(\\$|%24)skiptoken=\\d+", "");
    return origin + call.path() + "?" + kept + "&$skiptoken=" + from;
  }

  private ObjectNode context(String of) {
    return Json.object().put("@odata.context", origin + "/v1.0/$metadata#" + of);
  }

  private static int number(String text, int least, int most, String option) throws GraphError {
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Refused below, as a number out of range is.
    }
    throw GraphError.badRequest("Invalid value for " + option + ": " + text);
  }
}
