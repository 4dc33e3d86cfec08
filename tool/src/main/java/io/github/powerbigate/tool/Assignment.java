package io.github.powerbigate.tool;

import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.microsoft.Connections;
import io.github.powerbigate.microsoft.Examiner;
import io.github.powerbigate.microsoft.Microsoft;
import io.github.powerbigate.microsoft.MicrosoftSettings;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * Gives one user a role in a workspace, or takes it away: beside the gate, which never does, with
 * credentials of its own.
 */
final class Assignment {

  private static final int MOST = 1000;
  private static final int MANY = 900;

  private final MicrosoftSettings settings;
  private final String workspace;
  private final UserId user;
  private final Options options;
  private final Surroundings around;

  private Assignment(
      MicrosoftSettings settings,
      String workspace,
      UserId user,
      Options options,
      Surroundings around) {
    this.settings = settings;
    this.workspace = workspace;
    this.user = user;
    this.options = options;
    this.around = around;
  }

  /** What is done once it is known who is meant, and who has which role. */
  @FunctionalInterface
  private interface Work {
    int by(Assignment assignment, Examiner examiner, Person person, Roles roles)
        throws InterruptedException, Refused, Unanswered, IOException;
  }

  static int assign(Options options, Surroundings around) throws BadUsage {
    String written = options.find("--role").orElse(Role.VIEWER.written());
    Role role =
        Role.named(written)
            .orElseThrow(
                () -> new BadUsage("--role must be Viewer, Contributor, Member or Admin."));
    return run(
        options, around, (its, examiner, person, roles) -> its.give(role, examiner, person, roles));
  }

  static int unassign(Options options, Surroundings around) throws BadUsage {
    return run(options, around, Assignment::take);
  }

  private static int run(Options options, Surroundings around, Work work) throws BadUsage {
    String workspace = Wanted.workspace(Wanted.needed(options, "--workspace"));
    UserId user = Wanted.user(Wanted.needed(options, "--user"), UserId.Form.AUTO);
    try {
      MicrosoftSettings settings = OwnCredentials.read(options, around);
      Assignment its = new Assignment(settings, workspace, user, options, around);
      try (Microsoft microsoft = Microsoft.connect(settings, new Connections(), around.clock())) {
        Examiner examiner = microsoft.examiner();
        Person person = its.person(examiner);
        return work.by(its, examiner, person, Roles.of(examiner, workspace));
      }
    } catch (Refused | Person.NotOne e) {
      around.err().println(e.getMessage());
    } catch (Unanswered e) {
      around.err().println("Nothing was changed. " + e.words());
    } catch (IllegalArgumentException e) {
      // Our own words: the setting and its file.
      around.err().println(e.getMessage());
    } catch (IOException e) {
      around.err().println("Nothing was changed: the answer to the question could not be read.");
    } catch (InterruptedException e) {
      around.err().println("Interrupted. Whether anything was changed is not known: look by who.");
    }
    return Tool.BAD_USAGE;
  }

  /**
   * An address must lead to one person; an object id is one, whether or not it can be looked up.
   */
  private Person person(Examiner examiner) throws InterruptedException, Unanswered, Person.NotOne {
    if (user.form() != UserId.Form.OBJECT_ID) {
      return Person.found(examiner, user);
    }
    try {
      return Person.found(examiner, user);
    } catch (Unanswered | Person.NotOne e) {
      return Person.onlyId(user.value());
    }
  }

  private int give(Role role, Examiner examiner, Person person, Roles roles)
      throws InterruptedException, Refused, Unanswered, IOException {
    Optional<Roles.Row> row = person.ownRow(examiner, roles);
    if (row.isPresent()) {
      return alreadyThere(role, row.get().right());
    }
    int direct = roles.rows().size();
    if (direct >= MOST || !roles.complete()) {
      throw new Refused(
          "The workspace has "
              + direct
              + " people, groups and apps with a role, and Power BI allows 1,000. Give the role to a"
              + " group instead: who is in it does not count.");
    }
    if (direct >= MANY) {
      say(
          direct
              + " people, groups and apps have a role in the workspace already, of 1,000 that Power"
              + " BI allows. Think of a group: who is in it does not count.");
    }
    if (!confirmed("Give the user the role " + role.written() + " in this workspace?")) {
      return 1;
    }
    Writer.Answer answer = Writer.of(settings, workspace).add(person.id(), role);
    if (answer.code().equals("AddingAlreadyExistsGroupUserNotSupportedError")) {
      return alreadyThere(role, "");
    }
    if (!answer.isSuccess()) {
      throw new Refused(why(answer));
    }
    say(
        "The user has the role "
            + role.written()
            + " now. It takes effect when the user signs in to Power BI the next time.");
    return direct >= MANY ? 1 : 0;
  }

  private int alreadyThere(Role role, String right) {
    if (right.equals(role.written())) {
      say("The user has the role " + right + " already. Nothing was changed.");
      return 0;
    }
    if (right.isEmpty()) {
      say(
          "The user has a role already; which one cannot be seen without the permission"
              + " User.Read.All in Graph. Nothing was changed.");
      return 0;
    }
    say(
        "The user has a role already, and another one: "
            + Shown.text(right)
            + ", not "
            + role.written()
            + ". Nothing was changed; to change it, unassign first.");
    return 1;
  }

  private int take(Examiner examiner, Person person, Roles roles)
      throws InterruptedException, Refused, Unanswered, IOException {
    Optional<Roles.Row> row = person.ownRow(examiner, roles);
    if (row.isEmpty() && person.isLookedUp()) {
      say("The user has no role of their own in the workspace. Nothing was changed.");
      return groups(examiner, person, roles);
    }
    if (!confirmed("Take the user's own role in this workspace away?")) {
      return 1;
    }
    Writer.Answer answer =
        Writer.of(settings, workspace).remove(row.map(Roles.Row::identifier).orElse(person.id()));
    if (answer.status() == 404) {
      say("The user has no role of their own in the workspace. Nothing was changed.");
    } else if (answer.isSuccess()) {
      say(
          "The user's own role is taken away. It takes effect when the user signs in to Power BI the"
              + " next time.");
    } else {
      throw new Refused(why(answer));
    }
    return groups(examiner, person, roles);
  }

  /** Tells which groups give the user access all the same. */
  private int groups(Examiner examiner, Person person, Roles roles) throws InterruptedException {
    GroupWays ways = GroupWays.of(examiner, person, roles);
    ways.lines().forEach(this::say);
    return ways.lines().isEmpty() ? 0 : 1;
  }

  private boolean confirmed(String question) throws IOException {
    if (options.has("--yes")) {
      return true;
    }
    around.out().print(question + " Workspace " + workspace + ", user " + user.value() + " [y/N] ");
    around.out().flush();
    String answer = around.in().readLine();
    String word = answer == null ? "" : answer.strip().toLowerCase(Locale.ROOT);
    if (word.equals("y") || word.equals("yes")) {
      return true;
    }
    say("Nothing was changed.");
    return false;
  }

  private static String why(Writer.Answer answer) {
    String id = answer.requestId().isEmpty() ? "" : ", request-id " + answer.requestId();
    String code = " [" + answer.code() + id + "]";
    if (answer.status() == 429) {
      return "Nothing was changed: Power BI asks for fewer requests"
          + (answer.retryAfter() == null
              ? ""
              : "; ask again in " + Elapsed.of(answer.retryAfter()) + ", not before")
          + code;
    }
    if (answer.status() == 400 && answer.aboutTheUser()) {
      return "Nothing was changed: Power BI does not know the user yet. Whoever was invited or made a"
          + " moment ago is known some minutes later; otherwise check the object id"
          + code;
    }
    if (answer.status() == 401 || answer.status() == 403) {
      return "Nothing was changed: the application may not let others in. Make it a Member or an Admin"
          + " of the workspace, and let service principals use the API in the Fabric admin portal"
          + code;
    }
    return "Nothing was changed: Power BI refuses" + code;
  }

  private void say(String line) {
    around.out().println(line);
  }
}
