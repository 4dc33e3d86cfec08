package io.github.powerbigate.microsoft;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who has a role in a workspace, as its own list says: people, groups and applications, each a row.
 * Who comes through a group has none. Immutable.
 */
final class Roles {

  private static final String GROUP = "Group";
  private static final String APP = "App";
  private static final String NO_RIGHT = "None";

  private final List<Role> roles;

  /**
   * One row (<a
   * href="https://learn.microsoft.com/rest/api/power-bi/groups/get-group-users">GroupUser</a>).
   *
   * @param type of principal; new ones may come
   * @param names by which the row can be known: identifier, id in the directory, mail; lower case
   */
  private record Role(String type, List<String> names) {}

  private Roles(List<Role> roles) {
    this.roles = List.copyOf(roles);
  }

  static Roles of(List<Json> rows) {
    return new Roles(
        rows.stream()
            .filter(row -> !NO_RIGHT.equals(row.text("groupUserAccessRight")))
            .map(Roles::role)
            .toList());
  }

  /** Whether this person has a role of their own. */
  boolean has(Person person) {
    return roles.stream()
        .filter(role -> !role.type.equals(GROUP) && !role.type.equals(APP))
        .anyMatch(role -> role.names.stream().anyMatch(person.names()::contains));
  }

  /** Whether anybody may come through a group, of whom this list does not know. */
  boolean holdGroups() {
    return roles.stream().anyMatch(role -> role.type.equals(GROUP));
  }

  private static Role role(Json row) {
    String type = row.text("principalType");
    return new Role(
        type == null ? "" : type,
        List.of(
            lower(row.text("identifier")),
            lower(row.text("graphId")),
            lower(row.text("emailAddress"))));
  }

  private static String lower(@Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }
}
