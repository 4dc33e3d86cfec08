package io.github.powerbigate.tool;

import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.microsoft.Connections;
import io.github.powerbigate.microsoft.Examiner;
import io.github.powerbigate.microsoft.Microsoft;
import io.github.powerbigate.microsoft.MicrosoftSettings;
import io.github.powerbigate.settings.GateSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists who has access to a workspace, and by which way. Never writes. */
final class Who {

  private final MicrosoftSettings settings;
  private final String workspace;
  private final boolean admin;
  private final @Nullable UserId user;
  private final List<String> notes = new ArrayList<>();

  private Who(GateSettings gate, Options options) throws BadUsage {
    settings = gate.microsoft();
    workspace = Wanted.workspace(Wanted.needed(options, "--workspace"));
    admin = options.has("--admin");
    String given = options.find("--user").orElse("");
    user = given.isEmpty() ? null : Wanted.user(given, gate.people().userForm());
  }

  static int run(Options options, Surroundings around) throws BadUsage {
    String unused = Wanted.needed(options, "--workspace");
    try {
      Who who = new Who(Given.of(options, around).settings(), options);
      try (Microsoft microsoft =
          Microsoft.connect(who.settings, new Connections(), around.clock())) {
        AccessReport report = who.report(microsoft.examiner());
        around.out().println(options.has("--json") ? report.json() : report.text());
        return report.exitCode();
      }
    } catch (Given.Unusable e) {
      around.err().println(e.check());
    } catch (Unanswered e) {
      around.err().println("The list cannot be had: " + e.words());
    } catch (IllegalArgumentException e) {
      // Our own words: the setting and its file.
      around.err().println(e.getMessage());
    } catch (InterruptedException e) {
      around.err().println("Interrupted.");
    }
    return Tool.BAD_USAGE;
  }

  private AccessReport report(Examiner examiner) throws InterruptedException, Unanswered {
    Roles roles = admin ? Roles.forAdmin(examiner, workspace) : Roles.of(examiner, workspace);
    if (!roles.complete()) {
      notes.add("the list is longer than what was read");
    }
    Access access = new Access();
    for (Roles.Row row : roles.rows()) {
      if (row.isGroup()) {
        expand(examiner, row, access);
      } else {
        access.add(row);
      }
    }
    List<Access.Holder> holders = access.holders();
    if (user != null) {
      Set<String> names = names(examiner, user);
      holders = holders.stream().filter(holder -> holder.isNamed(names)).toList();
    }
    return new AccessReport(
        workspace, admin, holders, groups(roles), items(examiner), notes, user != null);
  }

  private void expand(Examiner examiner, Roles.Row group, Access access)
      throws InterruptedException {
    String which = "the group " + Shown.text(group.name()) + " (" + Shown.text(group.id()) + ")";
    try {
      Members members = Members.of(examiner, settings.cloud().graph(), group.id());
      members.each().forEach(member -> access.add(group, member));
      if (!members.note().isEmpty()) {
        notes.add("who is in " + which + " is not complete: " + members.note());
      } else if (members.each().isEmpty()) {
        notes.add(which + " shows no members: it is empty, or hides them (Member.Read.Hidden)");
      }
    } catch (Unanswered e) {
      notes.add("who is in " + which + " cannot be seen: " + e.words());
    }
  }

  /** The names of the one user who is asked about; only the one given if no more are found. */
  private Set<String> names(Examiner examiner, UserId wanted) throws InterruptedException {
    try {
      Person person = Person.found(examiner, wanted);
      Set<String> names = new HashSet<>(person.names());
      if (person.mail() != null) {
        names.add(person.mail());
      }
      return names;
    } catch (Unanswered e) {
      notes.add("the user's other names cannot be seen: " + e.words());
    } catch (Person.NotOne e) {
      notes.add("of --user: " + e.getMessage());
    }
    return Set.of(wanted.value());
  }

  private @Nullable Items items(Examiner examiner) throws InterruptedException {
    if (user == null || !admin) {
      return null;
    }
    try {
      Items items = Items.of(examiner, user.value());
      if (!items.complete()) {
        notes.add("the list of what the user can open is longer than what was read");
      }
      return items;
    } catch (Unanswered e) {
      notes.add("what the user can open cannot be seen: " + e.words());
      return null;
    }
  }

  private static List<String> groups(Roles roles) {
    return roles.rows().stream()
        .filter(Roles.Row::isGroup)
        .map(row -> row.name() + " (" + row.id() + "): " + row.right())
        .toList();
  }
}
