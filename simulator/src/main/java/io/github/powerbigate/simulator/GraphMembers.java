package io.github.powerbigate.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerbigate.simulator.wire.Call;
import io.github.powerbigate.simulator.wire.Reply;
import io.github.powerbigate.simulator.world.App;
import io.github.powerbigate.simulator.world.Directory;
import io.github.powerbigate.simulator.world.Group;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is in a group, directly or through nested groups: users, groups and apps in one list, each
 * with its kind (<a href="https://learn.microsoft.com/graph/api/group-list-transitivemembers">
 * Graph's page</a>). Of a group that hides its members, an app that may not see them gets none.
 */
final class GraphMembers {
  private static final int PAGE = 100;
  private static final int LONGEST_PAGE = 999;

  private final World world;
  private final Directory directory;
  private final Replicas replicas;
  private final String origin;

  GraphMembers(World world, Replicas replicas, String origin) {
    this.world = world;
    this.directory = world.directory();
    this.replicas = replicas;
    this.origin = origin;
  }

  Reply transitive(Call call, Group group, Set<String> roles) throws GraphError {
    Permission.READ_GROUPS.require(roles);
    List<ObjectNode> all =
        group.isHidden() && !Permission.READ_HIDDEN.isGivenBy(roles)
            ? List.of()
            : members(group.id(), replicas.answering(call), call.parameters().get("$select"));
    int top = number(call, "$top", PAGE, 1, LONGEST_PAGE);
    int from = number(call, "$skiptoken", 0, 0, all.size());
    int to = Math.min(all.size(), from + top);
    ObjectNode body =
        Json.object().put("@odata.context", origin + "/v1.0/$metadata#directoryObjects");
    if (to < all.size()) {
      String kept = call.query().replaceAll("&?(\\$|%24)skiptoken=\\d+", "");
      body.put("@odata.nextLink", origin + call.path() + "?" + kept + "&$skiptoken=" + to);
    }
    ArrayNode value = body.putArray("value");
    all.subList(from, to).forEach(value::add);
    return Reply.json(200, body);
  }

  private List<ObjectNode> members(String group, int replica, @Nullable String select)
      throws GraphError {
    List<ObjectNode> members = new ArrayList<>();
    for (User user : world.users()) {
      boolean known = directory.user(user.id(), replica).isPresent();
      if (known && directory.groupsOf(user.id(), replica).contains(group)) {
        members.add(row("user", GraphJson.user(user, chosen(select))));
      }
    }
    for (Group nested : directory.groups()) {
      if (directory.groupsOf(nested.id(), replica).contains(group)) {
        members.add(
            row(
                "group",
                Json.object().put("id", nested.id()).put("displayName", nested.displayName())));
      }
    }
    for (App app : world.apps().all()) {
      if (directory.groupsOf(app.clientId(), replica).contains(group)) {
        members.add(
            row(
                "servicePrincipal",
                Json.object().put("id", app.clientId()).put("displayName", "App")));
      }
    }
    return members;
  }

  private static String chosen(@Nullable String select) {
    return select == null ? "id,displayName,userPrincipalName,mail" : select;
  }

  private static ObjectNode row(String kind, ObjectNode properties) {
    ObjectNode row = Json.object().put("@odata.type", "#microsoft.graph." + kind);
    row.setAll(properties);
    return row;
  }

  private static int number(Call call, String option, int otherwise, int least, int most)
      throws GraphError {
    String text = call.parameters().getOrDefault(option, String.valueOf(otherwise));
    if (text.matches("\\d{1,6}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw GraphError.badRequest("Invalid value for " + option + ": " + text);
  }
}
