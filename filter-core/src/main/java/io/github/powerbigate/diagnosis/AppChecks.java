package io.github.powerbigate.diagnosis;

import static java.util.stream.Collectors.joining;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Cause.Actor;
import io.github.powerbigate.membership.Trouble;
import io.github.powerbigate.microsoft.Examiner.Examined;
import io.github.powerbigate.microsoft.Examiner.TokenFacts;
import io.github.powerbigate.microsoft.Json;
import java.util.List;

/** What answers to the gate's application say about the application, the group, the workspace. */
public final class AppChecks {

  /** A list with fewer rows is whole, however long Power BI's pages are. */
  private static final int SURELY_WHOLE = 100;

  /** What to ask Graph about a group: behind {@code /groups/} and its id. */
  public static final String OF_GROUP = "?$select=id,visibility,securityEnabled";

  private AppChecks() {}

  /** What to ask Power BI about the roles in a workspace. */
  public static String ofRoles(String workspaceId) {
    return "/groups/" + workspaceId + "/users?$top=500";
  }

  /** What trouble of Microsoft's or our own means: what could not be asked is no failure yet. */
  public static Check of(Subject subject, Trouble trouble) {
    int end = trouble.words().indexOf(". ");
    String meaning = end < 0 ? trouble.words() : trouble.words().substring(0, end);
    String remedy = end < 0 ? "look the code up" : trouble.words().substring(end + 2);
    boolean passing = trouble.cause() == Cause.UNAVAILABLE || trouble.cause() == Cause.THROTTLED;
    return new Check(
        passing ? Check.Mark.WARN : Check.Mark.FAIL,
        subject,
        meaning
            + " ["
            + trouble.cause().code()
            + ", "
            + trouble.code()
            + (trouble.requestId() == null ? "" : ", request-id " + trouble.requestId())
            + "]",
        remedy,
        trouble.cause().actor());
  }

  /** Whether Entra ID takes the credential. */
  public static Check credential(TokenFacts facts) {
    Trouble trouble = facts.trouble();
    return trouble == null
        ? Check.pass(Subject.CREDENTIAL, "Entra ID takes the credential")
        : of(Subject.CREDENTIAL, trouble);
  }

  /**
   * Whether the group is there, and shows who is in it.
   *
   * @param answer to {@link #OF_GROUP}
   * @param roles the application's in Graph
   */
  public static Check group(String id, Examined answer, List<String> roles) {
    Trouble trouble = answer.trouble();
    Json group = answer.json();
    if (trouble != null) {
      return of(Subject.GROUP, trouble);
    }
    if (group == null || group.text("id") == null) {
      return unexpected(Subject.GROUP);
    }
    if ("HiddenMembership".equalsIgnoreCase(group.text("visibility"))
        && !roles.contains(Permissions.READ_HIDDEN)) {
      return Check.fail(
          Subject.GROUP,
          "the group " + id + " hides its members, so it looks as if nobody were in it",
          "give the application Member.Read.Hidden, with admin consent, or use another group",
          Actor.ADMINISTRATOR);
    }
    return group.denies("securityEnabled")
        ? Check.warn(
            Subject.GROUP,
            "the group " + id + " exists, and is no security group",
            "Power BI takes it for a workspace's role, not for every setting; a security group is"
                + " safer",
            Actor.ADMINISTRATOR)
        : Check.pass(Subject.GROUP, "the group " + id + " exists, and shows its members");
  }

  /**
   * Whether there is such a workspace, as the application sees it.
   *
   * @param answer to {@code GET /groups/{id}}
   */
  public static Check workspace(String id, Examined answer) {
    Trouble trouble = answer.trouble();
    if (trouble != null) {
      return notSeen(id, trouble);
    }
    Json workspace = answer.json();
    return workspace == null || !id.equalsIgnoreCase(workspace.text("id"))
        ? unexpected(Subject.WORKSPACE)
        : Check.pass(Subject.WORKSPACE, "the workspace " + id + " exists");
  }

  /** The gate itself needs no such question: what only it is kept from is no failure. */
  private static Check notSeen(String id, Trouble trouble) {
    if (trouble.cause() == Cause.SERVICE_PRINCIPALS_OFF) {
      return Check.warn(
          Subject.SERVICE_PRINCIPALS,
          "the tenant does not let this application ask Power BI, so the workspace could not be"
              + " checked; the gate itself need not ask",
          "to have it checked, let service principals use the API in the Fabric admin portal, for a"
              + " group that the application is in",
          Actor.ADMINISTRATOR);
    }
    if (trouble.cause() == Cause.WORKSPACE_CLOSED && trouble.code().equals("GroupNotAccessible")) {
      return Check.warn(
          Subject.WORKSPACE,
          "the application has no role in the workspace " + id + ", so it could not be checked",
          "to have it checked, make the application a Viewer there",
          Actor.ADMINISTRATOR);
    }
    if (trouble.cause() == Cause.WORKSPACE_CLOSED || trouble.cause() == Cause.WORKSPACE_MISSING) {
      return Check.fail(
          Subject.WORKSPACE,
          "Power BI knows no workspace " + id + ", or keeps it from the application",
          "put the id that stands in the workspace's address into workspaceId; if it does, make the"
              + " application a Viewer there",
          Actor.ADMINISTRATOR);
    }
    return of(Subject.WORKSPACE, trouble);
  }

  /**
   * Whether one of the groups has a role in the workspace: it, and not who is in it, stands in the
   * list.
   *
   * @param answer to {@code GET /groups/{id}/users}
   */
  public static Check workspaceRole(List<String> groupIds, Examined answer) {
    Trouble trouble = answer.trouble();
    Json list = answer.json();
    if (trouble != null) {
      return of(Subject.WORKSPACE_ROLE, trouble);
    }
    if (list == null) {
      return unexpected(Subject.WORKSPACE_ROLE);
    }
    List<Json> rows = list.rows("value");
    String held =
        rows.stream()
            .filter(row -> "Group".equals(row.text("principalType")))
            .filter(
                row ->
                    groupIds.stream().anyMatch(id -> id.equalsIgnoreCase(row.text("identifier"))))
            .map(row -> String.valueOf(row.text("groupUserAccessRight")))
            .filter(right -> Permissions.isHarmless(right) && !right.equals("None"))
            .collect(joining(", "));
    if (!held.isEmpty()) {
      return Check.pass(Subject.WORKSPACE_ROLE, "the group has a role in the workspace: " + held);
    }
    if (rows.stream().anyMatch(row -> "Group".equals(row.text("principalType")))) {
      return Check.warn(
          Subject.WORKSPACE_ROLE,
          "the group has no role of its own in the workspace, but other groups have, which may hold"
              + " it",
          "if none of them holds the group, give it the role Viewer there",
          Actor.ADMINISTRATOR);
    }
    return rows.size() >= SURELY_WHOLE
        ? Check.warn(
            Subject.WORKSPACE_ROLE,
            "the group is not among the first " + rows.size() + " who have a role in the workspace",
            "look it up in the workspace's list of who has access",
            Actor.ADMINISTRATOR)
        : Check.fail(
            Subject.WORKSPACE_ROLE,
            "the group has no role in the workspace, so being in it opens nothing",
            "give the group the role Viewer there; if another group is meant, put that into"
                + " groupId",
            Actor.ADMINISTRATOR);
  }

  private static Check unexpected(Subject subject) {
    return Check.warn(
        subject,
        "the answer is not what Microsoft says there",
        "find out who answers in Microsoft's place",
        Actor.ADMINISTRATOR);
  }
}
