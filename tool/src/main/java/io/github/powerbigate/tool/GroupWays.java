package io.github.powerbigate.tool;

import static io.github.powerbigate.tool.Answered.now;

import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.microsoft.Examiner;
import io.github.powerbigate.microsoft.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The groups through which a user has a role in a workspace.
 *
 * @param lines what is to be told, nothing if there are none
 */
record GroupWays(List<String> lines) {

  /** Graph answers for no more at once. */
  private static final int MOST_IDS = 20;

  GroupWays {
    lines = List.copyOf(lines);
  }

  static GroupWays of(Examiner examiner, Person person, Roles roles) throws InterruptedException {
    List<Roles.Row> groups =
        roles.rows().stream()
            .filter(row -> row.isGroup() && UserId.Form.OBJECT_ID.canonical(row.id()) != null)
            .toList();
    List<String> lines = new ArrayList<>();
    for (int from = 0; from < groups.size(); from += MOST_IDS) {
      List<Roles.Row> some = groups.subList(from, Math.min(groups.size(), from + MOST_IDS));
      List<String> ids = some.stream().map(Roles.Row::id).toList();
      try {
        Json json = Unanswered.object(now(examiner.memberships(person.id(), ids)));
        Set<String> held =
            json.words("value").stream()
                .map(id -> id.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        some.stream()
            .filter(row -> held.contains(row.id().toLowerCase(Locale.ROOT)))
            .forEach(row -> lines.add(line(row)));
      } catch (Unanswered e) {
        lines.add("Whether a group gives the user access cannot be seen: " + e.words());
        break;
      }
    }
    return new GroupWays(lines);
  }

  private static String line(Roles.Row group) {
    return "The user has access all the same, through the group "
        + Shown.text(group.name())
        + " ("
        + Shown.text(group.id())
        + "), as "
        + Shown.text(group.right())
        + ".";
  }
}
