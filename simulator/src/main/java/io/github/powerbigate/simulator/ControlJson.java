package io.github.powerbigate.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerbigate.simulator.wire.LoggedRequest;
import io.github.powerbigate.simulator.wire.RequestLog;
import io.github.powerbigate.simulator.wire.Service;
import io.github.powerbigate.simulator.wire.Violation;
import io.github.powerbigate.simulator.world.Group;
import io.github.powerbigate.simulator.world.Licence;
import io.github.powerbigate.simulator.world.PersonState;
import io.github.powerbigate.simulator.world.ServicePlan;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.time.Instant;
import java.util.List;

/** How the control API writes the world. */
final class ControlJson {
  private static final int REQUESTS_SHOWN = 200;

  private ControlJson() {}

  static ObjectNode world(Simulator simulator, SimulatorSettings settings) {
    World world = simulator.world();
    ObjectNode body = Json.object();
    body.put("simulator", true);
    body.put("now", settings.clock().instant().toString());
    body.put("tenantId", settings.tenantId());
    body.put("cloud", world.tenant().cloud().written());
    body.put("replicas", settings.replicas());
    ArrayNode groups = body.putArray("groups");
    for (Group group : world.directory().groups()) {
      ObjectNode shown = groups.addObject();
      shown.put("id", group.id()).put("displayName", group.displayName());
      shown.set("licences", licences(world.licences().ownOf(group.id())));
    }
    ArrayNode people = body.putArray("people");
    for (PersonState state : world.people()) {
      ObjectNode shown = person(state);
      shown.set("licences", licences(world.licences().ownOf(state.user().id())));
      people.add(shown);
    }
    ArrayNode deleted = body.putArray("deletedPeople");
    world.deletedUsers().forEach(user -> deleted.add(user(user)));
    ArrayNode faults = body.putArray("faults");
    simulator.faults().inPlay().forEach(faults::add);
    ObjectNode counts = body.putObject("requests");
    for (Service service : Service.values()) {
      if (service != Service.CONTROL) {
        counts
            .putObject(service.name())
            .put("count", simulator.requests().count(service))
            .put("highestInFlight", simulator.requests().highestInFlight(service));
      }
    }
    return body;
  }

  static ArrayNode requests(RequestLog log) {
    ArrayNode list = Json.object().arrayNode();
    List<LoggedRequest> all = log.all();
    all.subList(Math.max(0, all.size() - REQUESTS_SHOWN), all.size())
        .forEach(request -> list.add(request(request)));
    return list;
  }

  static ArrayNode violations(List<Violation> violations) {
    ArrayNode list = Json.object().arrayNode();
    for (Violation violation : violations) {
      list.add(request(violation.request()).put("rule", violation.rule().name()));
    }
    return list;
  }

  private static ObjectNode request(LoggedRequest request) {
    return Json.object()
        .put("service", request.service().name())
        .put("protocol", request.protocol())
        .put("method", request.method())
        .put("target", request.target())
        .put("status", request.status())
        .put("at", request.at().toString())
        .put("connection", request.connection());
  }

  private static ObjectNode person(PersonState state) {
    ObjectNode person = user(state.user());
    person.set("knownByReplica", Json.of(state.known()));
    person.put("foundByMail", state.indexed());
    person.set("groups", Json.of(state.groups()));
    person.set("powerBiKeeps", Json.of(state.powerBiKeeps()));
    Instant until = state.powerBiKeepsUntil();
    person.put("powerBiKeepsUntil", until == null ? null : until.toString());
    return person;
  }

  private static ObjectNode user(User user) {
    ObjectNode person = Json.object();
    person.put("id", user.id());
    person.put("displayName", user.displayName());
    person.put("userPrincipalName", user.userPrincipalName());
    person.put("mail", user.mail());
    person.put("userType", user.userType());
    person.put("accountEnabled", user.accountEnabled());
    person.put("externalUserState", user.externalUserState());
    return person;
  }

  /** As Graph's {@code licenseDetails} has them, in the main. */
  private static ArrayNode licences(List<Licence> licences) {
    ArrayNode list = Json.object().arrayNode();
    for (Licence licence : licences) {
      ArrayNode plans =
          list.addObject().put("skuPartNumber", licence.skuPartNumber()).putArray("servicePlans");
      for (ServicePlan plan : licence.servicePlans()) {
        plans
            .addObject()
            .put("servicePlanName", plan.name())
            .put("provisioningStatus", plan.provisioningStatus());
      }
    }
    return list;
  }
}
