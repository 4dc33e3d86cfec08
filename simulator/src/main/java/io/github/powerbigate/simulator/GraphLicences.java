package io.github.powerbigate.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerbigate.simulator.wire.Call;
import io.github.powerbigate.simulator.wire.Reply;
import io.github.powerbigate.simulator.world.Licence;
import io.github.powerbigate.simulator.world.Licences;
import io.github.powerbigate.simulator.world.ServicePlan;
import io.github.powerbigate.simulator.world.User;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;

/** The licences of a user as Graph shows them (Microsoft facts §1.8). */
final class GraphLicences {
  private final GraphUsers users;
  private final Licences licences;
  private final Replicas replicas;
  private final String origin;

  GraphLicences(GraphUsers users, Licences licences, Replicas replicas, String origin) {
    this.users = users;
    this.licences = licences;
    this.replicas = replicas;
    this.origin = origin;
  }

  Reply details(Call call, String idOrName, Set<String> roles) throws GraphError {
    Permission.READ_LICENCES.require(roles);
    int replica = replicas.answering(call);
    User user = users.read(call, idOrName, replica);
    ObjectNode body = Json.object();
    body.put(
        "@odata.context", origin + "/v1.0/$metadata#users('" + user.id() + "')/licenseDetails");
    ArrayNode value = body.putArray("value");
    for (Licence licence : licences.of(user.id(), replica)) {
      value.add(
          GraphJson.selected(
              detail(user, licence), call.parameters().get("$select"), "licenseDetails"));
    }
    return Reply.json(200, body);
  }

  private static ObjectNode detail(User user, Licence licence) {
    ObjectNode detail = Json.object();
    detail.put("id", id(user, licence));
    detail.put("skuId", licence.skuId());
    detail.put("skuPartNumber", licence.skuPartNumber());
    ArrayNode plans = detail.putArray("servicePlans");
    for (ServicePlan plan : licence.servicePlans()) {
      plans
          .addObject()
          .put("servicePlanId", plan.id())
          .put("servicePlanName", plan.name())
          .put("provisioningStatus", plan.provisioningStatus())
          .put("appliesTo", "User");
    }
    return detail;
  }

  /** Always the same for the same user and product, and not to be read. */
  private static String id(User user, Licence licence) {
    String seed = user.id() + licence.skuId();
    return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
