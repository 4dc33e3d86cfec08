package io.github.powerbigate.simulator;

import io.github.powerbigate.simulator.wire.Call;
import io.github.powerbigate.simulator.wire.Reply;
import io.github.powerbigate.simulator.world.AccessRight;
import io.github.powerbigate.simulator.world.PowerBiSetting;
import io.github.powerbigate.simulator.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The Power BI REST API as apps meet it (Microsoft facts §2.1, §2.4): what an app may ask is
 * decided by the tenant's settings and by its own role in the workspace. Its permissions in Entra
 * ID give it nothing; one that needs an administrator's consent even shuts it out of the admin
 * APIs.
 */
final class PowerBiForApps {
  /** Permissions of Power BI that an administrator has to consent to. */
  private static final Set<String> ADMIN_CONSENT =
      Set.of("Tenant.Read.All", "Tenant.ReadWrite.All");

  private final World world;
  private final PowerBiUsers users;
  private final PowerBiItems items;
  private final Replicas replicas;
  private final PowerBiWorkspaces workspaces;
  private final HourlyBudget adminBudget = new HourlyBudget();

  PowerBiForApps(World world, Replicas replicas, PowerBiWorkspaces workspaces, String origin) {
    this.world = world;
    this.users = new PowerBiUsers(world, replicas, origin);
    this.items = new PowerBiItems(world, replicas, origin);
    this.replicas = replicas;
    this.workspaces = workspaces;
  }

  /**
   * @param path behind {@code /v1.0/myorg}
   */
  Reply answer(Call call, String app, List<String> path) throws PowerBiError {
    List<String> rest = path.subList(1, path.size());
    return switch (path.get(0)) {
      case "groups" -> groups(call, app, rest);
      case "admin" -> admin(call, app, rest);
      // It acts on whoever asks, and so for no person here (Microsoft facts §2.3).
      case "RefreshUserPermissions" ->
          Reply.empty(rest.isEmpty() && call.method().equals("POST") ? 200 : 404);
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
      return workspaces.list(world.workspaces().of(app));
    }
    if (rest.isEmpty() || (rest.size() > 1 && !rest.get(1).equals("users"))) {
      return Reply.empty(404);
    }
    String workspace = rest.get(0);
    AccessRight role = role(workspace, app);
    return switch (action) {
      case "GET 1" -> workspaces.one(workspace);
      case "GET 2" -> users.list(call, workspace);
      case "POST 2" -> {
        requireMayLetOthersIn(role);
        yield users.add(call, workspace);
      }
      case "PUT 2" -> {
        requireMayLetOthersIn(role);
        yield users.change(call, workspace);
      }
      case "DELETE 3" -> {
        requireMayLetOthersIn(role);
        yield users.remove(call, workspace, rest.get(2));
      }
      default -> Reply.empty(404);
    };
  }

  private Reply admin(Call call, String app, List<String> rest) throws PowerBiError {
    String asked = rest.size() == 3 ? rest.get(0) + " " + rest.get(2) : "";
    if (!asked.equals("groups users") && !asked.equals("users artifactAccess")) {
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
    if (asked.equals("users artifactAccess")) {
      return items.list(call, rest.get(1));
    }
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
}
