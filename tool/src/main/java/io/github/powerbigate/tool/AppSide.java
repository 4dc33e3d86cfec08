package io.github.powerbigate.tool;

import static io.github.powerbigate.tool.Answered.now;

import io.github.powerbigate.diagnosis.AppChecks;
import io.github.powerbigate.diagnosis.Check;
import io.github.powerbigate.diagnosis.Check.Mark;
import io.github.powerbigate.diagnosis.Permissions;
import io.github.powerbigate.diagnosis.Subject;
import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Cause.Actor;
import io.github.powerbigate.membership.Trouble;
import io.github.powerbigate.microsoft.Examiner;
import io.github.powerbigate.microsoft.Examiner.Api;
import io.github.powerbigate.microsoft.Examiner.Examined;
import io.github.powerbigate.microsoft.Examiner.TokenFacts;
import io.github.powerbigate.microsoft.Json;
import io.github.powerbigate.microsoft.MicrosoftSettings;
import io.github.powerbigate.microsoft.WorkspaceSettings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the gate's application may do, and what it sees of group and workspace. */
final class AppSide {

  private static final Set<Subject> OF_THE_WAY_IN =
      EnumSet.of(Subject.GROUP, Subject.POWER_BI_TOKEN, Subject.WORKSPACE, Subject.WORKSPACE_ROLE);

  private final Examiner examiner;
  private final MicrosoftSettings settings;
  private final List<Check> checks = new ArrayList<>();
  private List<Json> rows = List.of();
  private @Nullable Boolean onCapacity;

  AppSide(Examiner examiner, MicrosoftSettings settings) {
    this.examiner = examiner;
    this.settings = settings;
  }

  /** What has been looked at so far. */
  List<Check> checks() {
    return List.copyOf(checks);
  }

  /** Whether the workspace has a capacity; null if that is not known. */
  @Nullable Boolean onCapacity() {
    return onCapacity;
  }

  /** Who has a role in the workspace, where that is what lets people in. */
  List<Json> rows() {
    return rows;
  }

  /** Whether who is not seen in the group is not in it. */
  boolean groupIsSound() {
    return checks.stream().noneMatch(it -> it.subject() == Subject.GROUP && it.isFailure());
  }

  /** Whether being in the group opens the workspace, as far as is known. */
  boolean groupOpensWorkspace() {
    return checks.stream().noneMatch(it -> it.isFailure() && OF_THE_WAY_IN.contains(it.subject()));
  }

  /**
   * Looks at Entra ID and Graph.
   *
   * @return whether anything more can be asked
   */
  boolean looksAtGraph() throws InterruptedException {
    TokenFacts token = now(examiner.token(Api.GRAPH));
    checks.add(AppChecks.credential(token));
    if (token.trouble() != null) {
      return false;
    }
    checks.add(told(Subject.GRAPH_TOKEN, "Graph", token));
    Check permissions = Permissions.check(token, !settings.groupIds().isEmpty());
    checks.add(permissions);
    boolean mayAsk =
        token.audience() == null
            || Permissions.lacking(token.roles(), !settings.groupIds().isEmpty()).isEmpty();
    if (mayAsk) {
      if (settings.groupIds().isEmpty()) {
        checks.add(
            Check.pass(Subject.GROUP, "none is set: the workspace's own list says who has access"));
      }
      for (String id : settings.groupIds()) {
        Examined answer = now(examiner.get(Api.GRAPH, "/groups/" + id + AppChecks.OF_GROUP));
        checks.add(AppChecks.group(id, answer, token.roles()));
      }
    }
    return mayAsk;
  }

  /**
   * Looks at Power BI.
   *
   * @param workspaceId the workspace, or null if none is known
   */
  void looksAtPowerBi(@Nullable String workspaceId) throws InterruptedException {
    TokenFacts token = now(examiner.token(Api.POWER_BI));
    Trouble trouble = token.trouble();
    if (trouble != null) {
      checks.add(asNeeded(noToken(trouble)));
      return;
    }
    checks.add(told(Subject.POWER_BI_TOKEN, "Power BI", token));
    checks.add(permissions(token.roles()));
    if (workspaceId == null) {
      checks.add(
          Check.warn(
              Subject.WORKSPACE,
              "no workspace is known, so neither it nor the group's role in it was checked",
              "set workspaceId, or give it by --workspace",
              Actor.ADMINISTRATOR));
      return;
    }
    Examined answer = now(examiner.get(Api.POWER_BI, "/groups/" + workspaceId));
    Check there = AppChecks.workspace(workspaceId, answer);
    if (there.mark() == Mark.PASS) {
      checks.add(
          Check.pass(Subject.SERVICE_PRINCIPALS, "the tenant lets this application ask Power BI"));
    }
    checks.add(asNeeded(there));
    if (there.mark() == Mark.PASS) {
      roles(workspaceId);
      capacity(answer.json());
    }
  }

  /** Of the group; or, where people have roles of their own, whether the list can be had. */
  private void roles(String workspaceId) throws InterruptedException {
    if (!groupIsSound()) {
      return;
    }
    String question =
        askedAsAdmin() ? "/admin/groups/" + workspaceId + "/users" : AppChecks.ofRoles(workspaceId);
    Examined answer = now(examiner.get(Api.POWER_BI, question));
    if (!settings.groupIds().isEmpty()) {
      checks.add(AppChecks.workspaceRole(settings.groupIds(), answer));
    } else if (answer.trouble() != null) {
      checks.add(AppChecks.of(Subject.WORKSPACE_ROLE, answer.trouble()));
    } else if (answer.json() != null) {
      rows = answer.json().rows("value");
      checks.add(
          Check.pass(
              Subject.WORKSPACE_ROLE,
              "the workspace's list of who has a role can be had, rows: " + rows.size()));
    }
  }

  private boolean askedAsAdmin() {
    WorkspaceSettings workspace = settings.workspace();
    return workspace != null && workspace.users() == WorkspaceSettings.Users.LISTED_BY_ADMIN;
  }

  /**
   * Where the gate itself asks Power BI as the application, what keeps it from that is a failure.
   */
  private Check asNeeded(Check check) {
    return settings.groupIds().isEmpty() && check.mark() == Mark.WARN
        ? Check.fail(check.subject(), check.meaning(), check.remedy(), check.actor())
        : check;
  }

  private void capacity(@Nullable Json workspace) {
    if (workspace != null && workspace.affirms("isOnDedicatedCapacity")) {
      onCapacity = true;
      checks.add(
          Check.pass(
              Subject.CAPACITY, "the workspace has a capacity, so Viewers need no paid licence"));
    } else if (workspace != null && workspace.denies("isOnDedicatedCapacity")) {
      onCapacity = false;
      checks.add(
          Check.warn(
              Subject.CAPACITY,
              "the workspace has no capacity, so everybody needs Power BI Pro or Premium Per User",
              "put it on a Premium or Fabric capacity, or see to the licences",
              Actor.ADMINISTRATOR));
    } else {
      checks.add(
          Check.warn(
              Subject.CAPACITY,
              "Power BI does not say whether the workspace has a capacity",
              "look it up in the workspace's settings",
              Actor.ADMINISTRATOR));
    }
  }

  /**
   * The gate need not ask Power BI as itself; but a resource that is unknown is the wrong cloud.
   */
  private static Check noToken(Trouble trouble) {
    Check check = AppChecks.of(Subject.POWER_BI_TOKEN, trouble);
    return trouble.cause() == Cause.UNKNOWN_RESOURCE
        ? check
        : Check.warn(Subject.POWER_BI_TOKEN, check.meaning(), check.remedy(), check.actor());
  }

  private static Check permissions(List<String> roles) {
    List<String> harmless = Permissions.harmless(roles);
    Set<String> writing = Permissions.writing(harmless);
    String remedy = "take them away: they give an application nothing that the gate needs";
    if (!writing.isEmpty()) {
      return Check.fail(
          Subject.POWER_BI_PERMISSIONS,
          "the application may do more than read in Power BI: " + String.join(", ", writing),
          remedy,
          Actor.ADMINISTRATOR);
    }
    return harmless.isEmpty()
        ? Check.pass(
            Subject.POWER_BI_PERMISSIONS, "the application has none in Power BI, as it should")
        : Check.warn(
            Subject.POWER_BI_PERMISSIONS,
            "an administrator consented to "
                + String.join(", ", harmless)
                + " in Power BI, and an application that has such permissions cannot use the"
                + " read-only admin API",
            remedy,
            Actor.ADMINISTRATOR);
  }

  private static Check told(Subject subject, String service, TokenFacts token) {
    String audience = token.audience();
    return Check.pass(
        subject,
        "the token is for "
            + (audience == null ? service + ", and cannot be read" : shown(audience))
            + ", until "
            + token.expiresAt());
  }

  /** A resource, or an application's id; nothing else is told. */
  private static String shown(String audience) {
    return audience.matches("[A-Za-z0-9:/._-]{1,100}") ? audience : "an audience of another form";
  }
}
