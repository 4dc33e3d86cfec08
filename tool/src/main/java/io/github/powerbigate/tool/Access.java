package io.github.powerbigate.tool;

import io.github.powerbigate.tool.Members.Member;
import io.github.powerbigate.tool.Roles.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who has access to a workspace: everybody once, with every way. */
final class Access {

  /** From the most that a role allows to the least; others, whatever they are, come after them. */
  private static final List<String> RIGHTS = List.of("Admin", "Member", "Contributor", "Viewer");

  /**
   * A way to a role.
   *
   * @param group the name of the group, or null for a role of one's own
   * @param groupId its object id, or null
   * @param right the role
   */
  record Way(@Nullable String group, @Nullable String groupId, String right) {}

  /** Somebody, or some app. */
  static final class Holder {
    private final String kind;
    private final String name;
    private final String known;
    private final Set<String> names;
    private final List<Way> ways = new ArrayList<>();

    private Holder(String kind, String name, String known, Set<String> names) {
      this.kind = kind;
      this.name = name;
      this.known = known;
      this.names = names;
    }

    /** {@code user}, {@code guest}, {@code app}, or what Microsoft calls it. */
    String kind() {
      return kind;
    }

    String name() {
      return name;
    }

    /** The user principal name; the id of whatever has none. */
    String known() {
      return known;
    }

    List<Way> ways() {
      return List.copyOf(ways);
    }

    /** The role that allows the most. */
    String right() {
      return ways.stream()
          .map(Way::right)
          .min((a, b) -> Integer.compare(rank(a), rank(b)))
          .orElse("");
    }

    boolean isNamed(Set<String> wanted) {
      return names.stream().anyMatch(wanted::contains);
    }
  }

  private final List<Holder> holders = new ArrayList<>();
  private final Map<String, Holder> byName = new LinkedHashMap<>();

  /** Adds a role of one's own. */
  void add(Row row) {
    String kind = row.kind().equals("User") ? "user" : row.kind().toLowerCase(Locale.ROOT);
    holder(kind, row.name(), row.identifier(), row.directoryId(), row.identifier(), row.mail())
        .ways
        .add(new Way(null, null, row.right()));
  }

  /** Adds what somebody has through a group. */
  void add(Row group, Member member) {
    String kind =
        member.kind().equals("servicePrincipal")
            ? "app"
            : member.kind().equals("user") && member.guest() ? "guest" : member.kind();
    String principalName = member.principalName();
    holder(
            kind,
            member.name(),
            principalName == null ? member.id() : principalName,
            member.id(),
            principalName)
        .ways
        .add(new Way(group.name(), group.id(), group.right()));
  }

  /** Everybody, those who may do the most first. */
  List<Holder> holders() {
    return holders.stream()
        .sorted((a, b) -> Integer.compare(rank(a.right()), rank(b.right())))
        .toList();
  }

  private Holder holder(String kind, String name, String known, @Nullable String... names) {
    Holder holder = null;
    for (String each : names) {
      if (each != null && holder == null) {
        holder = byName.get(each.toLowerCase(Locale.ROOT));
      }
    }
    if (holder == null) {
      holder = new Holder(kind, name, known, new java.util.HashSet<>());
      holders.add(holder);
    }
    for (String each : names) {
      if (each != null && !each.isBlank()) {
        String lower = each.toLowerCase(Locale.ROOT);
        holder.names.add(lower);
        byName.putIfAbsent(lower, holder);
      }
    }
    return holder;
  }

  private static int rank(String right) {
    int at = RIGHTS.indexOf(right);
    return at < 0 ? RIGHTS.size() : at;
  }
}
