package io.github.powerbigate.tool;

import static io.github.powerbigate.tool.Answered.now;

import io.github.powerbigate.microsoft.Examiner;
import io.github.powerbigate.microsoft.Examiner.Api;
import io.github.powerbigate.microsoft.Json;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is in a group, directly or through other groups.
 *
 * @param each the members, groups left out
 * @param note why these may not be all, or empty
 */
record Members(List<Member> each, String note) {

  /**
   * A member. Its texts come from outside.
   *
   * @param kind {@code user}, {@code servicePrincipal}, {@code device} …
   * @param id the object id
   * @param name as people know it
   * @param principalName a person's, or null
   * @param guest whether it is a guest
   */
  record Member(
      String kind, String id, String name, @Nullable String principalName, boolean guest) {}

  private static final int MOST_PAGES = 20;
  private static final String KIND = "#microsoft.graph.";

  Members {
    each = List.copyOf(each);
  }

  /** Asks Graph, which may not know of recent changes yet. */
  static Members of(Examiner examiner, URI graph, String group)
      throws InterruptedException, Unanswered {
    List<Member> members = new ArrayList<>();
    // No filter, search or cast: they would need an index that lags.
    String question =
        "/groups/"
            + People.encoded(group)
            + "/transitiveMembers?$select=id,displayName,userPrincipalName,userType&$top=500";
    for (int page = 0; page < MOST_PAGES; page++) {
      Json json = Unanswered.object(now(examiner.get(Api.GRAPH, question)));
      json.rows("value").stream()
          .map(Members::member)
          .filter(member -> !member.kind().equals("group"))
          .forEach(members::add);
      String link = json.text("@odata.nextLink");
      if (link == null) {
        return new Members(members, "");
      }
      Optional<String> next = question(graph, link);
      if (next.isEmpty()) {
        return new Members(members, "the next page has an address that is not Graph's");
      }
      question = next.get();
    }
    return new Members(members, "only the first " + members.size() + " members were read");
  }

  /** What a link asks, if it leads to the same Graph. */
  static Optional<String> question(URI graph, String link) {
    String root = graph + "/v1.0";
    boolean plain = link.chars().allMatch(c -> c > ' ' && c < 0x7f && "\\\"<>^`{|}".indexOf(c) < 0);
    return plain && link.startsWith(root + "/groups/") && !link.contains("#")
        ? Optional.of(link.substring(root.length()))
        : Optional.empty();
  }

  private static Member member(Json row) {
    String type = text(row, "@odata.type");
    return new Member(
        type.startsWith(KIND) ? type.substring(KIND.length()) : type,
        text(row, "id"),
        text(row, "displayName"),
        row.text("userPrincipalName"),
        "Guest".equalsIgnoreCase(row.text("userType")));
  }

  private static String text(Json row, String name) {
    return Objects.requireNonNullElse(row.text(name), "");
  }

  /** Shows nobody. */
  @Override
  public String toString() {
    return "Members";
  }
}
