package io.github.powerbigate.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerbigate.simulator.scenario.AppPart;
import io.github.powerbigate.simulator.scenario.FaultPart;
import io.github.powerbigate.simulator.scenario.LicencePart;
import io.github.powerbigate.simulator.scenario.PropagationPart;
import io.github.powerbigate.simulator.scenario.SecretPart;
import io.github.powerbigate.simulator.scenario.TenantRules;
import io.github.powerbigate.simulator.wire.Faults;
import io.github.powerbigate.simulator.world.AccessRight;
import io.github.powerbigate.simulator.world.Guid;
import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.util.Random;

/** What the control API can do to the world. */
final class ControlActions {
  private final World world;
  private final Faults faults;
  private final Random random;
  private final ControlSignIn signIn;

  ControlActions(World world, Faults faults, Random random, ControlSignIn signIn) {
    this.world = world;
    this.faults = faults;
    this.random = random;
    this.signIn = signIn;
  }

  JsonNode perform(String path, ObjectNode body) {
    switch (path) {
      case "/api/people" -> {
        return Json.object().put("id", addPerson(body));
      }
      case "/api/people/reset" -> world.reset(user(body));
      case "/api/people/enabled" ->
          world.setAccountEnabled(user(body), body.path("enabled").asBoolean(true));
      case "/api/people/forget-visit" -> world.forgetVisit(user(body));
      case "/api/people/delete" -> world.deleteUser(user(body));
      case "/api/people/restore" -> world.restoreUser(text(body, "user"));
      case "/api/licences" -> LicencePart.read(body).addTo(world.licences(), principal(body));
      case "/api/licences/remove" ->
          world.licences().remove(principal(body), LicencePart.read(body).licence());
      case "/api/groups" -> {
        return Json.object().put("id", addGroup(body));
      }
      case "/api/members" -> world.addMember(text(body, "group"), user(body), propagation(body));
      case "/api/members/remove" ->
          world.removeMember(text(body, "group"), user(body), propagation(body));
      case "/api/workspaces/grant" ->
          world.workspaces().grant(text(body, "workspace"), principal(body), right(body));
      case "/api/workspaces/revoke" ->
          world.workspaces().revoke(text(body, "workspace"), principal(body));
      case "/api/workspaces/capacity" ->
          world
              .workspaces()
              .setOnCapacity(text(body, "workspace"), body.path("onCapacity").asBoolean(true));
      case "/api/tenant" -> TenantRules.read(body).apply(world.tenant());
      case "/api/apps/secrets" -> SecretPart.read(body).addTo(world.apps(), text(body, "app"));
      case "/api/apps/power-bi-permissions" ->
          world
              .apps()
              .setPowerBiPermissions(
                  text(body, "app"), AppPart.powerBiPermissions(body).toArray(new String[0]));
      case "/api/apps/expire-secrets" -> world.apps().expireSecrets(text(body, "app"));
      case "/api/faults" -> FaultPart.read(body).addTo(faults);
      case "/api/faults/clear" -> faults.clear();
      default -> {
        return signIn.perform(path, body);
      }
    }
    return Json.object().put("done", true);
  }

  private String addPerson(ObjectNode body) {
    Propagation propagation = propagation(body);
    String mail = text(body, "mail");
    String name = body.path("displayName").asText(mail);
    if (body.path("guest").asBoolean(false)) {
      return world.invite(mail, name, propagation).id();
    }
    User member = User.member(Guid.draw(random), mail, name);
    world.addUser(member, propagation);
    return member.id();
  }

  private String addGroup(ObjectNode body) {
    String id = body.path("id").asText(Guid.draw(random));
    world.addGroup(id, text(body, "displayName"));
    return id;
  }

  private static Propagation propagation(ObjectNode body) {
    return PropagationPart.read(body.path("propagation"));
  }

  private String user(ObjectNode body) {
    String idOrName = text(body, "user");
    return world
        .user(idOrName)
        .map(User::id)
        .orElseThrow(() -> new ControlError(404, "no user " + idOrName));
  }

  /** A user by id or name; a group or an app by its id. */
  private String principal(ObjectNode body) {
    String named = text(body, "principal");
    return world.user(named).map(User::id).orElse(named);
  }

  private static AccessRight right(ObjectNode body) {
    String role = body.path("role").asText(AccessRight.VIEWER.written());
    return AccessRight.named(role)
        .orElseThrow(() -> ControlError.badRequest("no role is called " + role));
  }

  static String text(ObjectNode body, String name) {
    JsonNode value = body.path(name);
    if (!value.isTextual() || value.asText().isEmpty()) {
      throw ControlError.badRequest("\"" + name + "\" is needed");
    }
    return value.asText();
  }
}
