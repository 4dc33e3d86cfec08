package io.github.powerbigate.tool;

import static java.util.stream.Collectors.joining;

import io.github.powerbigate.tool.Access.Holder;
import io.github.powerbigate.tool.Access.Way;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who has access to a workspace, for people and as JSON.
 *
 * @param workspace its id
 * @param admin whether the list is the admin API's
 * @param holders those who have access, or only the one asked about
 * @param groups the groups that have a role
 * @param items what the one asked about can open, or null if that was not asked
 * @param notes what is not complete
 * @param aboutOne whether only one user was asked about
 */
record AccessReport(
    String workspace,
    boolean admin,
    List<Holder> holders,
    List<String> groups,
    @Nullable Items items,
    List<String> notes,
    boolean aboutOne) {

  AccessReport {
    holders = List.copyOf(holders);
    groups = List.copyOf(groups);
    notes = List.copyOf(notes);
  }

  /** 0, or 1 if something is not complete. */
  int exitCode() {
    return notes.isEmpty() ? 0 : 1;
  }

  String text() {
    StringBuilder text = new StringBuilder("Workspace " + workspace + ", by ");
    text.append(
        admin
            ? "the admin list (one call of the tenant's 200 an hour; it has no pages)"
            : "the workspace's own list");
    for (Holder holder : holders) {
      line(text, row(holder));
    }
    if (holders.isEmpty()) {
      line(text, aboutOne ? "The user has no role that can be seen." : "Nobody has a role.");
    }
    for (String group : groups) {
      line(text, "Group with a role: " + Shown.text(group));
    }
    if (items != null) {
      line(text, "The user can open, in all workspaces: " + items.each().size());
      for (Items.Item item : items.each()) {
        line(
            text, "  " + Shown.text(item.kind() + "  " + item.name() + "  (" + item.right() + ")"));
      }
    }
    notes.forEach(note -> line(text, "Not complete: " + note));
    return text.toString();
  }

  String json() {
    String list =
        holders.stream().map(AccessReport::object).collect(joining(",\n  ", "[\n  ", "\n]"));
    String open =
        items == null
            ? ""
            : ",\"items\":"
                + items.each().stream()
                    .map(
                        item ->
                            "{"
                                + member("type", item.kind())
                                + ","
                                + member("name", item.name())
                                + ","
                                + member("right", item.right())
                                + "}")
                    .collect(joining(",\n  ", "[\n  ", "\n]"));
    return "{"
        + member("workspace", workspace)
        + ","
        + member("list", admin ? "admin" : "workspace")
        + ",\"access\":"
        + list
        + open
        + ",\"groups\":"
        + texts(groups)
        + ",\"notComplete\":"
        + texts(notes)
        + "}";
  }

  private static String row(Holder holder) {
    String ways =
        holder.ways().stream()
            .map(
                way ->
                    (way.group() == null ? "directly" : "through the group " + way.group())
                        + (way.right().equals(holder.right()) ? "" : " (" + way.right() + ")"))
            .map(Shown::text)
            .collect(joining(", "));
    return String.format(
        "%-11s  %-6s  %s  <%s>  %s",
        Shown.text(holder.right()),
        Shown.text(holder.kind()),
        Shown.text(holder.name()),
        Shown.text(holder.known()),
        ways);
  }

  private static String object(Holder holder) {
    return "{"
        + member("role", holder.right())
        + ","
        + member("kind", holder.kind())
        + ","
        + member("name", holder.name())
        + ","
        + member("id", holder.known())
        + ",\"ways\":"
        + holder.ways().stream().map(AccessReport::object).collect(joining(",", "[", "]"))
        + "}";
  }

  private static String object(Way way) {
    String group = way.group();
    String groupId = way.groupId();
    return "{"
        + member("role", way.right())
        + ","
        + member("by", group == null ? "directly" : "group")
        + (group == null ? "" : "," + member("group", group))
        + (groupId == null ? "" : "," + member("groupId", groupId))
        + "}";
  }

  private static String texts(List<String> texts) {
    return texts.stream().map(Shown::json).collect(joining(",", "[", "]"));
  }

  private static String member(String name, String value) {
    return "\"" + name + "\":" + Shown.json(value);
  }

  private static void line(StringBuilder text, String line) {
    text.append(System.lineSeparator()).append(line);
  }

  /** Shows nobody. */
  @Override
  public String toString() {
    return "AccessReport";
  }
}
