package io.github.powerbigate.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerbigate.simulator.wire.Call;
import io.github.powerbigate.simulator.wire.Reply;
import io.github.powerbigate.simulator.world.AccessRight;
import io.github.powerbigate.simulator.world.Group;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.util.Map;
import java.util.Optional;

/**
 * The users of a workspace, as its own rows: a group is one of them, and who is in it has none
 * (Microsoft facts §2.1).
 */
final class PowerBiUsers {
  private final World world;
  private final Replicas replicas;
  private final String origin;

  PowerBiUsers(World world, Replicas replicas, String origin) {
    this.world = world;
    this.replicas = replicas;
    this.origin = origin;
  }

  Reply list(Call call, String workspace) throws PowerBiError {
    ArrayNode all = rows(workspace, false);
    int from = number(call, "$skip", 0, all.size());
    int to = from + number(call, "$top", all.size(), all.size() - from);
    ArrayNode page = Json.object().arrayNode();
    for (int row = from; row < to; row++) {
      page.add(all.get(row));
    }
    return reply(page);
  }

  /** All rows at once, each with the id in the directory. */
  Reply listForAdmin(String workspace) {
    return reply(rows(workspace, true));
  }

  Reply add(Call call, String workspace) throws PowerBiError {
    ObjectNode details =
        Json.read(call.body()).orElseThrow(() -> PowerBiError.badParameter("userDetails"));
    AccessRight right =
        AccessRight.named(details.path("groupUserAccessRight").asText())
            .orElseThrow(PowerBiError::badRight);
    String principal = principal(call, details);
    if (!world.workspaces().add(workspace, principal, right)) {
      throw PowerBiError.alreadyThere();
    }
    return Reply.empty(200);
  }

  /** Another role than before, for who has one. */
  Reply change(Call call, String workspace) throws PowerBiError {
    ObjectNode details =
        Json.read(call.body()).orElseThrow(() -> PowerBiError.badParameter("userDetails"));
    AccessRight right =
        AccessRight.named(details.path("groupUserAccessRight").asText())
            .orElseThrow(PowerBiError::badRight);
    String principal = principal(call, details);
    if (world.workspaces().roleOf(workspace, principal).isEmpty()) {
      throw PowerBiError.notFound();
    }
    world.workspaces().grant(workspace, principal, right);
    return Reply.empty(200);
  }

  /** By the mail of a user, or by the object id of anybody. */
  Reply remove(Call call, String workspace, String named) throws PowerBiError {
    String principal = user(call, named).map(User::id).orElse(named);
    if (!world.workspaces().revoke(workspace, principal)) {
      throw PowerBiError.notFound();
    }
    return Reply.empty(200);
  }

  private String principal(Call call, ObjectNode details) throws PowerBiError {
    String identifier = details.path("identifier").asText();
    Optional<String> found =
        switch (details.path("principalType").asText("User")) {
          case "User" -> user(call, details.path("emailAddress").asText(identifier)).map(User::id);
          case "Group" -> world.directory().group(identifier).map(Group::id);
          case "App" -> world.apps().find(identifier).map(app -> app.clientId());
          default -> throw PowerBiError.badParameter("userDetails.PrincipalType");
        };
    return found.orElseThrow(() -> PowerBiError.badParameter("userDetails.UserEmailAddress"));
  }

  /** Power BI knows whom the replica knows that it asks. */
  private Optional<User> user(Call call, String idOrNameOrMail) {
    int replica = replicas.answering(call);
    return world
        .directory()
        .user(idOrNameOrMail, replica)
        .or(() -> world.directory().withMail(idOrNameOrMail, replica).stream().findFirst());
  }

  private ArrayNode rows(String workspace, boolean withGraphId) {
    ArrayNode rows = Json.object().arrayNode();
    for (Map.Entry<String, AccessRight> role : world.workspaces().roles(workspace).entrySet()) {
      // Whoever has been deleted since has no row.
      row(role.getKey())
          .ifPresent(
              row -> {
                row.put("groupUserAccessRight", role.getValue().written());
                if (withGraphId) {
                  row.put("graphId", role.getKey());
                }
                rows.add(row);
              });
    }
    return rows;
  }

  private Optional<ObjectNode> row(String principal) {
    return world
        .user(principal)
        .map(PowerBiUsers::row)
        .or(
            () ->
                world
                    .directory()
                    .group(principal)
                    .map(group -> row(group.displayName(), group.id(), "Group")))
        .or(() -> world.apps().find(principal).map(app -> row("App", app.clientId(), "App")));
  }

  private static ObjectNode row(User user) {
    ObjectNode row = row(user.displayName(), user.userPrincipalName(), "User");
    return user.mail() == null ? row : row.put("emailAddress", user.mail());
  }

  private static ObjectNode row(String name, String identifier, String type) {
    return Json.object()
        .put("displayName", name)
        .put("identifier", identifier)
        .put("principalType", type);
  }

  private Reply reply(ArrayNode rows) {
    ObjectNode body = Json.object();
    body.put("@odata.context", origin + "/v1.0/myorg/$metadata#users");
    body.set("value", rows);
    return Reply.json(200, body);
  }

  private static int number(Call call, String option, int otherwise, int most) throws PowerBiError {
    String text = call.parameters().getOrDefault(option, String.valueOf(otherwise));
    try {
      int number = Integer.parseInt(text);
      if (number >= 0) {
        return Math.min(number, most);
      }
    } catch (NumberFormatException notANumber) {
      // Refused below, as a negative number is.
    }
    throw PowerBiError.badParameter(option);
  }
}
