package io.github.powerbigate.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerbigate.simulator.wire.Answers;
import io.github.powerbigate.simulator.wire.Call;
import io.github.powerbigate.simulator.wire.Reply;
import io.github.powerbigate.simulator.world.AccessRight;
import io.github.powerbigate.simulator.world.Guid;
import io.github.powerbigate.simulator.world.PowerBiSetting;
import io.github.powerbigate.simulator.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * The Power BI REST API for apps (Microsoft facts §2.1, §2.4): what an app may ask is decided by
 * the tenant's settings and by its own role in the workspace. Its permissions in Entra ID give it
 * nothing; one that needs an administrator's consent even shuts it out of the admin APIs.
 */
final class PowerBiApi implements Answers {
  /** Permissions of Power BI that an administrator has to consent to. */
  private static final Set<String> ADMIN_CONSENT =
      Set.of("Tenant.Read.All", "Tenant.ReadWrite.All");

  private final World world;
  private final PowerBiUsers users;
  private final Replicas replicas;
  private final Tokens tokens;
  private final Resources resources;
  private final Random random;
  private final String origin;
  private final HourlyBudget adminBudget = new HourlyBudget();

  PowerBiApi(
      World world,
      Replicas replicas,
      Tokens tokens,
      Resources resources,
      Random random,
      String origin) {
    this.world = world;
    this.users = new PowerBiUsers(world, replicas, origin);
    this.replicas = replicas;
    this.tokens = tokens;
    this.resources = resources;
    this.random = random;
    this.origin = origin;
  }

  @Override
  public Reply answer(Call call) {
    return withId(answerOrRefuse(call));
  }

  @Override
  public Reply refuse(Call call, int status) {
    ObjectNode body = Json.object();
    if (status == 429) {
      body.put("message", PowerBiError.exceeded());
    } else {
      body.putObject("error").put("code", "InternalServerError");
    }
    return withId(Reply.json(status, body));
  }

  private Reply answerOrRefuse(Call call) {
    try {
      return route(call, app(call));
    } catch (PowerBiError error) {
      return error.reply;
    }
  }

  private Reply route(Call call, String app) throws PowerBiError {
    List<String> path = call.segments();
    if (path.size() < 3 || !path.subList(0, 2).equals(List.of("v1.0", "myorg"))) {
      return Reply.empty(404);
    }
    List<String> rest = path.subList(3, path.size());
    return switch (path.get(2)) {
      case "groups" -> groups(call, app, rest);
      case "admin" -> admin(call, app, rest);
      // Content outside of any workspace, which is that of a person.
      case "reports", "datasets", "dashboards" -> throw PowerBiError.notForApps();
      default -> Reply.empty(404);
    };
  }

  private Reply groups(Call call, String app, List<String> rest) throws PowerBiError {
    if (!isAllowed(app, PowerBiSetting.SERVICE_PRINCIPALS_MAY_CALL_PUBLIC_APIS)) {
      throw PowerBiError.switchedOffForApps();
    }
    String action = call.method() + " " + rest.size();
    if (action.equals("GET 0")) {
      return list(world.workspaces().of(app));
    }
    if (rest.isEmpty() || (rest.size() > 1 && !rest.get(1).equals("users"))) {
      return Reply.empty(404);
    }
    String workspace = rest.get(0);
    AccessRight role = role(workspace, app);
    return switch (action) {
      case "GET 1" -> Reply.json(200, workspace(workspace));
      case "GET 2" -> users.list(call, workspace);
      case "POST 2" -> {
        requireMayLetOthersIn(role);
        yield users.add(call, workspace);
      }
      case "DELETE 3" -> {
        requireMayLetOthersIn(role);
        yield users.remove(call, workspace, rest.get(2));
      }
      default -> Reply.empty(404);
    };
  }

  private Reply admin(Call call, String app, List<String> rest) throws PowerBiError {
    if (rest.size() != 3 || !rest.get(0).equals("groups") || !rest.get(2).equals("users")) {
      return Reply.empty(404);
    }
    if (!isAllowed(app, PowerBiSetting.SERVICE_PRINCIPALS_MAY_READ_ADMIN_APIS)
        || !call.method().equals("GET")) {
      throw PowerBiError.notForApps();
    }
    if (world.apps().powerBiPermissions(app).stream().anyMatch(ADMIN_CONSENT::contains)) {
      throw PowerBiError.notAuthorized();
    }
    adminBudget.spend(call.at());
    if (!world.workspaces().exists(rest.get(1))) {
      throw PowerBiError.notFound();
    }
    return users.listForAdmin(rest.get(1));
  }

  private boolean isAllowed(String app, PowerBiSetting setting) {
    return world.tenant().isAllowed(setting, world.directory().groupsOf(app, replicas.any()));
  }

  private AccessRight role(String workspace, String app) throws PowerBiError {
    Optional<AccessRight> role = world.workspaces().roleOf(workspace, app);
    if (role.isPresent()) {
      return role.get();
    }
    throw world.workspaces().exists(workspace)
        ? PowerBiError.noRole()
        : PowerBiError.notAuthorized();
  }

  private static void requireMayLetOthersIn(AccessRight role) throws PowerBiError {
    if (!role.mayLetOthersIn()) {
      throw PowerBiError.roleTooLow();
    }
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

  private String app(Call call) throws PowerBiError {
    String header = call.header("authorization").orElseThrow(PowerBiError::noToken);
    Tokens.Bearer bearer =
        tokens.read(header.replaceFirst("(?i)^Bearer +", ""), resources.powerBi());
    if (bearer instanceof Tokens.Bearer.Known known) {
      return known.clientId();
    }
    throw bearer instanceof Tokens.Bearer.Expired
        ? PowerBiError.tokenExpired()
        : PowerBiError.invalidToken();
  }

  private Reply withId(Reply reply) {
    return reply.withHeader("RequestId", Guid.draw(random));
  }
}
