package io.github.powerbigate.tool;

import static io.github.powerbigate.tool.Answered.now;

import io.github.powerbigate.diagnosis.AppChecks;
import io.github.powerbigate.diagnosis.Check;
import io.github.powerbigate.diagnosis.Subject;
import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Cause.Actor;
import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.microsoft.Examiner;
import io.github.powerbigate.microsoft.Examiner.Api;
import io.github.powerbigate.microsoft.Examiner.Examined;
import io.github.powerbigate.microsoft.Json;
import io.github.powerbigate.microsoft.MicrosoftSettings;
import io.github.powerbigate.microsoft.MicrosoftSettings.GroupMatch;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One user's whole chain, from the name to what it means. No line holds the name. */
final class UserSide {

  private static final int MOST_NAMESAKES = 5;

  private final Examiner examiner;
  private final MicrosoftSettings settings;
  private final AppSide app;
  private final List<Check> checks = new ArrayList<>();

  /**
   * @param app what the application sees, which has been looked at
   */
  UserSide(Examiner examiner, MicrosoftSettings settings, AppSide app) {
    this.examiner = examiner;
    this.settings = settings;
    this.app = app;
  }

  /** Looks. */
  List<Check> looksAt(UserId user) throws InterruptedException {
    Ending ending = chain(user);
    checks.add(outcome(ending));
    return List.copyOf(checks);
  }

  /** Looks at the steps of the chain. */
  private Ending chain(UserId user) throws InterruptedException {
    People people;
    try {
      people = People.find(examiner, user);
    } catch (People.CannotAsk e) {
      checks.add(AppChecks.of(Subject.USER, e.trouble()));
      return new Ending(null, false);
    }
    List<Json> found = people.found();
    checks.add(count(found.size(), people.by()));
    if (found.isEmpty() || found.size() > MOST_NAMESAKES) {
      return new Ending(found.isEmpty() ? Cause.NOT_IN_DIRECTORY : Cause.AMBIGUOUS_NAME, false);
    }
    List<Json> enabled = found.stream().filter(it -> !it.denies("accountEnabled")).toList();
    checks.add(account(found, enabled));
    if (enabled.isEmpty()) {
      return new Ending(Cause.ACCOUNT_DISABLED, false);
    }
    Set<String> ids = new LinkedHashSet<>();
    enabled.forEach(person -> ids.add(String.valueOf(person.text("id"))));
    Boolean member =
        settings.groupIds().isEmpty()
            ? listed(enabled)
            : app.groupIsSound() ? membership(ids) : null;
    Check licence =
        Licences.check(
            now(examiner.get(Api.GRAPH, "/users/" + ids.iterator().next() + "/licenseDetails")),
            settings.cloud().powerBiScope(),
            app.onCapacity());
    checks.add(licence);
    if (member == null) {
      return new Ending(null, false);
    }
    if (!member) {
      return new Ending(Cause.NOT_IN_GROUP, false);
    }
    if (licence.isFailure()) {
      return new Ending(Cause.NO_LICENCE, false);
    }
    return new Ending(null, app.groupOpensWorkspace());
  }

  private static Check count(int size, String by) {
    if (size == 0) {
      return Check.fail(
          Subject.USER,
          "Entra ID finds nobody by that name [" + Cause.NOT_IN_DIRECTORY.code() + "]",
          "whoever was invited a moment ago is found soon; otherwise see that the portal's name and"
              + " userForm go together, and that the portal has added the person",
          Actor.HELP_DESK);
    }
    if (size > MOST_NAMESAKES) {
      return Check.fail(
          Subject.USER,
          "more than five people have that mail address [" + Cause.AMBIGUOUS_NAME.code() + "]",
          "set userForm to a form that names one person",
          Actor.ADMINISTRATOR);
    }
    return size == 1
        ? Check.pass(Subject.USER, "one person is found, by " + by)
        : Check.warn(
            Subject.USER,
            size + " people are found, by " + by + "; that one of them is a member is enough",
            "set userForm to a form that names one person",
            Actor.ADMINISTRATOR);
  }

  private static Check account(List<Json> found, List<Json> enabled) {
    if (enabled.isEmpty()) {
      return Check.fail(
          Subject.ACCOUNT,
          "the account is disabled [" + Cause.ACCOUNT_DISABLED.code() + "]",
          "enable it, if the person shall get in",
          Actor.HELP_DESK);
    }
    boolean guest = enabled.stream().anyMatch(it -> "Guest".equalsIgnoreCase(it.text("userType")));
    boolean pending =
        enabled.stream()
            .anyMatch(it -> "PendingAcceptance".equalsIgnoreCase(it.text("externalUserState")));
    return Check.pass(
        Subject.ACCOUNT,
        (found.size() > enabled.size()
                ? "one of the accounts is enabled"
                : "the account is enabled")
            + (guest ? ", a guest's" : ", a member's of the tenant")
            + (pending
                ? "; the invitation is pending, and the visit to Power BI with ctid accepts it"
                : ""));
  }

  /** Whether one of them has a role of their own in the workspace; null if that is not known. */
  private @Nullable Boolean listed(List<Json> people) {
    if (app.rows().isEmpty()) {
      return null;
    }
    Set<String> names = new LinkedHashSet<>();
    for (Json person : people) {
      for (String property : List.of("id", "userPrincipalName", "mail")) {
        String name = person.text(property);
        if (name != null) {
          names.add(name.toLowerCase(Locale.ROOT));
        }
      }
    }
    boolean in =
        app.rows().stream()
            .filter(row -> !"None".equals(row.text("groupUserAccessRight")))
            .flatMap(
                row ->
                    Stream.of("identifier", "graphId", "emailAddress")
                        .map(it -> String.valueOf(row.text(it)).toLowerCase(Locale.ROOT)))
            .anyMatch(names::contains);
    checks.add(
        in
            ? Check.pass(Subject.MEMBERSHIP, "the user has a role of their own in the workspace")
            : Check.fail(
                Subject.MEMBERSHIP,
                "the user has no role of their own in the workspace",
                "whoever was added a moment ago is there soon; otherwise see that the portal has"
                    + " added the person to this very workspace",
                Actor.HELP_DESK));
    return in;
  }

  /** Whether one of them is in the group, directly or not; null if that is not known. */
  private @Nullable Boolean membership(Set<String> ids) throws InterruptedException {
    List<String> groups = settings.groupIds();
    for (String id : ids) {
      Examined answer = now(examiner.memberships(id, groups));
      Json json = answer.json();
      if (answer.status() != 200 || json == null) {
        checks.add(
            answer.trouble() == null || answer.status() == 404
                ? notAMember()
                : AppChecks.of(Subject.MEMBERSHIP, answer.trouble()));
        return answer.status() == 404 ? false : null;
      }
      long in =
          json.words("value").stream()
              .filter(held -> groups.stream().anyMatch(held::equalsIgnoreCase))
              .count();
      if (settings.groupMatch() == GroupMatch.ALL ? in == groups.size() : in > 0) {
        checks.add(Check.pass(Subject.MEMBERSHIP, "Graph says that the user is in the group"));
        return true;
      }
    }
    checks.add(notAMember());
    return false;
  }

  private static Check notAMember() {
    return Check.fail(
        Subject.MEMBERSHIP,
        "Graph does not say that the user is in the group [" + Cause.NOT_IN_GROUP.code() + "]",
        "whoever was added a moment ago is in it soon; otherwise see that the portal has added the"
            + " person to this very group",
        Actor.HELP_DESK);
  }

  /**
   * How the chain ended.
   *
   * @param cause what stands in the way, or null
   * @param ready whether nothing is known that stands in the way
   */
  private record Ending(@Nullable Cause cause, boolean ready) {}

  private static Check outcome(Ending ending) {
    Cause cause = ending.cause();
    if (cause == null && ending.ready()) {
      return Check.pass(
          Subject.OUTCOME,
          "READY, as far as an application can see; CACHE_ISSUE ("
              + Cause.POWER_BI_STALE.code()
              + ": Power BI keeps an older picture) and TOKEN_ISSUE (the person's token is older"
              + " than the membership) show only in the person's own name: powerBiCheck=as-user,"
              + " or a new sign-in");
    }
    boolean both = cause == Cause.NOT_IN_GROUP || cause == Cause.NOT_IN_DIRECTORY;
    return Check.warn(
        Subject.OUTCOME,
        (both
                ? "BOTH_ISSUE: neither the person's token nor Power BI can know of a membership that"
                    + " Graph does not see"
                : "UNKNOWN: what stands above must be mended before more can be said")
            + (cause == null ? "" : " [" + cause.code() + "]"),
        "see above",
        cause == null ? Actor.ADMINISTRATOR : cause.actor());
  }
}
