package io.github.powerbigate.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerbigate.simulator.scenario.AppPart;
import io.github.powerbigate.simulator.scenario.ConsentPart;
import io.github.powerbigate.simulator.world.Demand;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the control API can do about people's sign-ins and tokens. */
final class ControlSignIn {
  private final World world;
  private final Identity identity;

  ControlSignIn(World world, Identity identity) {
    this.world = world;
    this.identity = identity;
  }

  JsonNode perform(String path, ObjectNode body) {
    switch (path) {
      case "/api/apps/redirect-uris" -> register(body);
      case "/api/consents" -> consent(body);
      case "/api/consents/remove" -> revoke(body);
      case "/api/people/demand" -> demand(body);
      case "/api/people/revoke-sessions" ->
          world.conditionalAccess().revokeSessions(user(body).id());
      case "/api/id-token-faults" -> spoil(body);
      case "/api/id-token-faults/clear" -> identity.idTokenFaults().clear();
      case "/api/user-tokens" -> {
        return Json.object().put("token", token(body));
      }
      default -> throw new ControlError(404, "nothing here");
    }
    return Json.object().put("done", true);
  }

  private void register(ObjectNode body) {
    String app = ControlActions.text(body, "app");
    world.apps().setRedirectUris(app, AppPart.redirectUris(body).toArray(new String[0]));
    world.apps().setPkceRequired(app, body.path("pkceRequired").asBoolean(false));
  }

  private void consent(ObjectNode body) {
    String app = ControlActions.text(body, "app");
    String[] scopes = ConsentPart.scopes(body).toArray(new String[0]);
    if (body.has("user")) {
      world.consents().give(app, user(body).id(), scopes);
    } else {
      world.consents().giveForEverybody(app, scopes);
    }
  }

  private void revoke(ObjectNode body) {
    String app = ControlActions.text(body, "app");
    if (body.has("user")) {
      world.consents().revoke(app, user(body).id());
    } else {
      world.consents().revokeForEverybody(app);
    }
  }

  private void demand(ObjectNode body) {
    User user = user(body);
    String named = ControlActions.text(body, "demand");
    if (named.equals("none")) {
      world.conditionalAccess().waive(user.id());
    } else {
      world.conditionalAccess().demand(user.id(), constant(Demand.class, named));
    }
  }

  private void spoil(ObjectNode body) {
    IdTokenFault fault = constant(IdTokenFault.class, ControlActions.text(body, "fault"));
    identity.idTokenFaults().play(fault, body.path("times").asInt(Integer.MAX_VALUE));
  }

  private String token(ObjectNode body) {
    Set<String> scopes = new LinkedHashSet<>();
    body.path("scopes").forEach(scope -> scopes.add(scope.asText()));
    return identity.userToken(
        user(body).id(), ControlActions.text(body, "audience"), Map.of(), scopes);
  }

  private User user(ObjectNode body) {
    String named = ControlActions.text(body, "user");
    return world.userByMail(named).orElseThrow(() -> new ControlError(404, "no user " + named));
  }

  /** Names are written in lower case with hyphens. */
  private static <E extends Enum<E>> E constant(Class<E> kind, String written) {
    for (E constant : kind.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(written)) {
        return constant;
      }
    }
    throw ControlError.badRequest("no " + kind.getSimpleName() + " is called " + written);
  }
}
