package io.github.powerbigate.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerbigate.simulator.world.Group;
import io.github.powerbigate.simulator.world.User;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The properties of users and groups as Graph shows them. */
final class GraphJson {
  /** Without {@code $select} Graph leaves out most of what the gate wants to know. */
  private static final List<String> USER_BY_DEFAULT =
      List.of(
          "businessPhones",
          "displayName",
          "givenName",
          "jobTitle",
          "mail",
          "mobilePhone",
          "officeLocation",
          "preferredLanguage",
          "surname",
          "userPrincipalName",
          "id");

  private GraphJson() {}

  static ObjectNode user(User user, @Nullable String select) throws GraphError {
    ObjectNode all = Json.object();
    all.put("id", user.id());
    all.put("displayName", user.displayName());
    all.put("userPrincipalName", user.userPrincipalName());
    all.put("mail", user.mail());
    ArrayNode otherMails = all.putArray("otherMails");
    user.otherMails().forEach(otherMails::add);
    all.put("accountEnabled", user.accountEnabled());
    all.put("createdDateTime", timestamp(user.createdDateTime()));
    all.put("externalUserState", user.externalUserState());
    all.put("userType", user.userType());
    all.putArray("businessPhones");
    for (String unknown :
        List.of(
            "givenName",
            "jobTitle",
            "mobilePhone",
            "officeLocation",
            "preferredLanguage",
            "surname")) {
      all.putNull(unknown);
    }
    return selected(all, select == null ? USER_BY_DEFAULT : names(select), "user");
  }

  static ObjectNode group(Group group, @Nullable String select) throws GraphError {
    ObjectNode all = Json.object();
    all.put("id", group.id());
    all.put("displayName", group.displayName());
    all.put("visibility", group.visibility());
    all.put("securityEnabled", group.securityEnabled());
    all.put("mailEnabled", false);
    all.putArray("groupTypes");
    all.putNull("description");
    return selected(all, select, "group");
  }

  static @Nullable String timestamp(@Nullable Instant moment) {
    return moment == null ? null : moment.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static List<String> names(String select) {
    return Arrays.stream(select.split(",")).map(String::strip).toList();
  }

  /** The named properties, or all where none are named. */
  static ObjectNode selected(ObjectNode all, @Nullable String select, String type)
      throws GraphError {
    return select == null ? all : selected(all, names(select), type);
  }

  private static ObjectNode selected(ObjectNode all, List<String> names, String type)
      throws GraphError {
    ObjectNode chosen = Json.object();
    for (String name : names) {
      JsonNode value = all.get(name);
      if (value == null) {
        throw GraphError.badRequest(
            "Parsing OData Select and Expand failed: Could not find a property named '"
                + name
                + "' on type 'microsoft.graph."
                + type
                + "'.");
      }
      chosen.set(name, value);
    }
    return chosen;
  }
}
