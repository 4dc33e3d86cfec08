package io.github.powerbigate.tool;

import static io.github.powerbigate.tool.Answered.now;

import io.github.powerbigate.microsoft.Examiner;
import io.github.powerbigate.microsoft.Examiner.Api;
import io.github.powerbigate.microsoft.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who was given a role in a workspace: a row each for people, groups and apps, and none for who is
 * in those groups.
 *
 * @param rows the rows
 * @param complete whether these are all
 */
record Roles(List<Row> rows, boolean complete) {

  private static final int PAGE = 200;

  /** A page that has so many may not be the last. */
  private static final int SURELY_MORE = 100;

  /** More than the most roles that a workspace may have. */
  private static final int MOST_PAGES = 10;

  /**
   * A row. Its texts come from outside.
   *
   * @param kind {@code User}, {@code Group}, {@code App}, or what Microsoft may add
   * @param name as people know it
   * @param identifier as Power BI knows it
   * @param mail a person's, or null
   * @param directoryId the id in the directory, or null if the list does not say
   * @param right the role
   */
  record Row(
      String kind,
      String name,
      String identifier,
      @Nullable String mail,
      @Nullable String directoryId,
      String right) {

    /** Whether it is the row of whoever has that name, in one of the ways of a row. */
    boolean isNamed(String wanted) {
      return wanted.equalsIgnoreCase(identifier)
          || wanted.equalsIgnoreCase(mail)
          || wanted.equalsIgnoreCase(directoryId);
    }

    /** Whether that is what Power BI, or the directory, knows it by; the mail column says less. */
    boolean isIdentifiedBy(String wanted) {
      return wanted.equalsIgnoreCase(identifier) || wanted.equalsIgnoreCase(directoryId);
    }

    boolean isGroup() {
      return kind.equals("Group");
    }

    /** The object id of a group. */
    String id() {
      return directoryId == null ? identifier : directoryId;
    }
  }

  Roles {
    rows = List.copyOf(rows);
  }

  /** The workspace's own list, which the app may see if it has a role in the workspace. */
  static Roles of(Examiner examiner, String workspace) throws InterruptedException, Unanswered {
    List<Row> rows = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int page = 0; page < MOST_PAGES; page++) {
      String question = "/groups/" + workspace + "/users?$top=" + PAGE + "&$skip=" + rows.size();
      List<Row> more = rows(Unanswered.object(now(examiner.get(Api.POWER_BI, question))));
      // Who does not page sends the same again.
      boolean isNew = false;
      for (Row row : more) {
        if (seen.add(row.kind() + " " + row.identifier())) {
          rows.add(row);
          isNew = true;
        }
      }
      // Power BI may give less at once than it is asked for.
      if (more.size() < SURELY_MORE || !isNew) {
        return new Roles(rows, true);
      }
    }
    return new Roles(rows, false);
  }

  /** The list of the admin API: one call of the tenant's 200 an hour. */
  static Roles forAdmin(Examiner examiner, String workspace)
      throws InterruptedException, Unanswered {
    String question = "/admin/groups/" + workspace + "/users";
    return new Roles(rows(Unanswered.object(now(examiner.get(Api.POWER_BI, question)))), true);
  }

  private static List<Row> rows(Json answer) {
    return answer.rows("value").stream()
        .map(
            row ->
                new Row(
                    text(row, "principalType"),
                    text(row, "displayName"),
                    text(row, "identifier"),
                    row.text("emailAddress"),
                    row.text("graphId"),
                    text(row, "groupUserAccessRight")))
        .toList();
  }

  private static String text(Json row, String name) {
    return Objects.requireNonNullElse(row.text(name), "");
  }

  /** Shows nobody. */
  @Override
  public String toString() {
    return "Roles";
  }
}
