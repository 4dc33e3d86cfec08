package io.github.powerbigate.simulator;

import io.github.powerbigate.simulator.wire.Call;
import io.github.powerbigate.simulator.wire.Reply;
import io.github.powerbigate.simulator.world.PermissionRefresh;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The Power BI REST API as an app meets it that acts for a person: it shows what Power BI keeps of
 * the person's permissions, and a question fills what is kept as a visit in the browser does
 * (Microsoft facts §2.2, §2.3).
 */
final class PowerBiForPeople {
  private static final Set<String> READ = Set.of("Workspace.Read.All", "Workspace.ReadWrite.All");

  private final World world;
  private final Replicas replicas;
  private final PowerBiWorkspaces workspaces;

  PowerBiForPeople(World world, Replicas replicas, PowerBiWorkspaces workspaces) {
    this.world = world;
    this.replicas = replicas;
    this.workspaces = workspaces;
  }

  /**
   * @param path behind {@code /v1.0/myorg}
   */
  Reply answer(Call call, Tokens.Bearer.Person bearer, List<String> path) throws PowerBiError {
    User user = user(bearer.who());
    String asked = call.method() + " " + path.get(0) + " " + (path.size() - 1);
    return switch (asked) {
      case "GET groups 0" -> {
        requireScope(bearer);
        yield workspaces.list(openTo(user).stream().sorted().toList());
      }
      case "GET groups 1" -> {
        requireScope(bearer);
        yield workspace(user, path.get(1));
      }
      case "POST RefreshUserPermissions 0" -> {
        requireScope(bearer);
        yield refresh(user);
      }
      default -> Reply.empty(404);
    };
  }

  /** A token outlives neither its session nor the account (Microsoft facts §3.4). */
  private User user(SignedIn who) throws PowerBiError {
    Optional<User> user = world.user(who.userId()).filter(User::accountEnabled);
    if (user.isEmpty() || who.session() != world.conditionalAccess().sessionOf(who.userId())) {
      throw PowerBiError.challenge();
    }
    return user.get();
  }

  private Reply workspace(User user, String id) throws PowerBiError {
    boolean isOpen = isKnown(user) && world.powerBi().visit(user.id(), id, replicas.any());
    if (!isOpen) {
      throw PowerBiError.noRole();
    }
    boolean hasLicence =
        world.licences().openPowerBi(user.id(), replicas.any(), world.tenant().cloud());
    if (!world.workspaces().isOnCapacity(id) && !hasLicence) {
      throw PowerBiError.notLicensed();
    }
    return workspaces.one(id);
  }

  private Set<String> openTo(User user) {
    return isKnown(user) ? world.powerBi().openTo(user.id(), replicas.any()) : Set.of();
  }

  /** Of a guest who has not accepted the invitation Power BI has no picture, and makes none. */
  private static boolean isKnown(User user) {
    return !User.PENDING.equals(user.externalUserState());
  }

  private Reply refresh(User user) throws PowerBiError {
    PermissionRefresh availability = world.tenant().permissionRefresh();
    if (availability != PermissionRefresh.AVAILABLE) {
      return Reply.empty(availability == PermissionRefresh.FORBIDDEN ? 403 : 404);
    }
    Optional<Duration> pause = world.powerBi().refresh(user.id());
    if (pause.isPresent()) {
      throw PowerBiError.throttled(pause.get().plusMillis(999).toSeconds());
    }
    return Reply.empty(200);
  }

  private static void requireScope(Tokens.Bearer.Person bearer) throws PowerBiError {
    if (!bearer.mayAny(READ)) {
      throw PowerBiError.scopeTooLow();
    }
  }
}
