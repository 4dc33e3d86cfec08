package io.github.powerbigate.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerbigate.simulator.wire.Call;
import io.github.powerbigate.simulator.wire.Reply;
import io.github.powerbigate.simulator.world.AccessRight;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The items that a user can open, as an administrator sees them (Microsoft facts §2.1): one report
 * in each workspace. They come from the directory as it is now; whether Microsoft's list follows
 * what Power BI keeps for the user is not confirmed (§2.2).
 */
final class PowerBiItems {
  private static final int PAGE = 100;
  private static final String TYPE = "Report";

  /** Of the form that Microsoft's own example has. */
  private static final Pattern TOKEN = Pattern.compile(",1,(\\d{1,6}),0");

  private final World world;
  private final Replicas replicas;
  private final String origin;

  PowerBiItems(World world, Replicas replicas, String origin) {
    this.world = world;
    this.replicas = replicas;
    this.origin = origin;
  }

  Reply list(Call call, String idOrName) throws PowerBiError {
    int replica = replicas.answering(call);
    User user = world.directory().user(idOrName, replica).orElseThrow(PowerBiError::notFound);
    Set<String> principals = new LinkedHashSet<>(world.directory().groupsOf(user.id(), replica));
    principals.add(user.id());
    List<String> open =
        isAskedFor(call)
            ? world.workspaces().openTo(principals).stream().sorted().toList()
            : List.of();
    int from = Math.min(from(call), open.size());
    int to = Math.min(from + PAGE, open.size());
    ObjectNode body = Json.object();
    ArrayNode items = body.putArray("artifactAccessEntities");
    open.subList(from, to).forEach(workspace -> items.add(item(workspace, principals)));
    if (to < open.size()) {
      String token = Pages.encode(token(to));
      body.put(
          "continuationUri",
          "%s/v1.0/myorg/admin/users/%s/artifactAccess?continuationToken='%s'"
              .formatted(origin, Pages.encode(idOrName), token));
      body.put("continuationToken", token);
    }
    return Reply.json(200, body);
  }

  private ObjectNode item(String workspace, Set<String> principals) {
    AccessRight highest =
        world.workspaces().roles(workspace).entrySet().stream()
            .filter(role -> principals.contains(role.getKey()))
            .map(role -> role.getValue())
            .max(Comparator.naturalOrder())
            .orElse(AccessRight.VIEWER);
    String id = UUID.nameUUIDFromBytes(workspace.getBytes(StandardCharsets.UTF_8)).toString();
    return Json.object()
        .put("artifactId", id)
        .put("displayName", "Report of workspace " + workspace)
        .put("artifactType", TYPE)
        .put("accessRight", highest == AccessRight.VIEWER ? "Read" : "ReadWrite");
  }

  private static boolean isAskedFor(Call call) {
    String types = call.parameters().getOrDefault("artifactTypes", TYPE);
    return List.of(types.split(",", -1)).contains(TYPE);
  }

  private static String token(int from) {
    return Base64.getEncoder()
        .encodeToString((",1," + from + ",0").getBytes(StandardCharsets.UTF_8));
  }

  /** In quotes, as the address of the next page has it, or without; encoded once more or not. */
  private static int from(Call call) throws PowerBiError {
    String given = call.parameters().get("continuationToken");
    if (given == null) {
      return 0;
    }
    try {
      String token = Call.decoded(given.replace("'", ""));
      String text = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
      Matcher form = TOKEN.matcher(text);
      if (form.matches()) {
        return Integer.parseInt(form.group(1));
      }
    } catch (IllegalArgumentException malformed) {
      // Refused below, as a token of another form is.
    }
    throw PowerBiError.badParameter("continuationToken");
  }
}
