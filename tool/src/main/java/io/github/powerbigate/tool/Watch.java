package io.github.powerbigate.tool;

import static io.github.powerbigate.tool.Answered.now;

import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.Question;
import io.github.powerbigate.membership.Stage;
import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.microsoft.Connections;
import io.github.powerbigate.microsoft.Microsoft;
import io.github.powerbigate.microsoft.WorkspaceSettings;
import io.github.powerbigate.settings.GateSettings;
import io.github.powerbigate.tool.Sighting.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Follows one user's propagation, by the gate's own questions, and measures it. Never writes. */
final class Watch {

  private static final Duration LISTING_EVERY = Duration.ofSeconds(30);

  private final GateSettings gate;
  private final UserId user;
  private final Duration every;
  private final Duration longest;
  private final @Nullable String workspace;
  private final @Nullable WatchFile file;
  private final boolean names;
  private final Surroundings around;
  private final byte[] key = new byte[32];
  private final DateTimeFormatter localTime =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
  private final Instant begun;
  private final Measured measured;
  private String reference = "";
  private @Nullable Instant listedAt;

  private Watch(
      GateSettings gate,
      Options options,
      @Nullable WatchFile file,
      String user,
      Surroundings around)
      throws BadUsage {
    this.gate = gate;
    this.user = Wanted.user(user, gate.people().userForm());
    this.every = Wanted.length(options, "--every", Duration.ofSeconds(5));
    this.longest = Wanted.length(options, "--for", Duration.ofMinutes(65));
    this.workspace = workspace(gate, options);
    this.file = file;
    this.names = options.has("--names");
    this.around = around;
    this.begun = around.clock().instant();
    this.measured = new Measured(gate.timings().stableFor(), gate.timings().confirmations());
    new SecureRandom().nextBytes(key);
  }

  static int run(Options options, Surroundings around) throws BadUsage {
    String user = Wanted.needed(options, "--user");
    try {
      GateSettings gate = Given.of(options, around).settings();
      // Looks at everything else first: a file that is made is there.
      var unused = new Watch(gate, options, null, user, around);
      String csv = options.find("--csv").orElse("");
      if (csv.isEmpty()) {
        return new Watch(gate, options, null, user, around).follow();
      }
      try (WatchFile file = WatchFile.create(Path.of(csv))) {
        return new Watch(gate, options, file, user, around).follow();
      }
    } catch (Given.Unusable e) {
      around.err().println(e.check());
    } catch (IOException e) {
      around.err().println("The file that --csv names could not be written to its end.");
    }
    return Tool.BAD_USAGE;
  }

  private int follow() throws IOException {
    String ending;
    int code = 1;
    try (Microsoft microsoft =
        Microsoft.connect(gate.microsoft(), new Connections(), around.clock())) {
      around.out().println("Watching since " + localTime.format(begun) + ", every " + shown(every));
      code = look(microsoft);
      ending =
          switch (code) {
            case 0 -> "The group has said yes for " + shown(gate.timings().stableFor()) + ".";
            case 1 -> "The time is over.";
            default -> "It cannot be watched before what stands above is mended.";
          };
    } catch (IllegalArgumentException e) {
      // Our own words: the setting and its file.
      around.err().println(e.getMessage());
      return Tool.BAD_USAGE;
    } catch (InterruptedException e) {
      ending = "Interrupted.";
    }
    around.out().println(ending + " Measured from " + localTime.format(begun) + " on:");
    measured.lines(workspace != null).forEach(line -> around.out().println("  " + line));
    return code;
  }

  /** Looks until the group is sure, or the time over; gives the exit code. */
  private int look(Microsoft microsoft) throws InterruptedException, IOException {
    boolean answered = false;
    while (true) {
      Instant deadline = around.clock().instant().plus(gate.timings().probeTimeout());
      Finding finding = now(microsoft.ask(new Question(user, Stage.GROUP, null, deadline)));
      Sighting seen = Sighting.of(finding);
      answered |= seen.answer() != Answer.UNKNOWN;
      Duration pause = longer(every, seen.retryAfter());
      measured.add(elapsed(), seen);
      if (measured.isFound() && reference.isEmpty()) {
        reference = names ? user.value() : reference(microsoft);
      }
      tell(seen);
      if (workspace != null && isListingDue()) {
        Sighting listing = listing(microsoft, workspace);
        measured.add(elapsed(), listing);
        tell(listing);
        listedAt = around.clock().instant();
        pause = longer(pause, listing.retryAfter());
      }
      if (measured.isStable()) {
        return 0;
      }
      if (!answered && Sighting.isHopeless(finding)) {
        return Tool.BAD_USAGE;
      }
      if (elapsed().plus(pause).compareTo(longest) > 0) {
        return 1;
      }
      around.pause().of(pause);
    }
  }

  private boolean isListingDue() {
    return listedAt == null || !around.clock().instant().isBefore(listedAt.plus(LISTING_EVERY));
  }

  private Sighting listing(Microsoft microsoft, String its) throws InterruptedException {
    try {
      Roles roles = Roles.of(microsoft.examiner(), its);
      String group =
          roles.rows().stream()
              .filter(row -> gate.microsoft().groupIds().stream().anyMatch(row::isNamed))
              .map(Roles.Row::right)
              .findFirst()
              .orElse("none");
      String own =
          roles.rows().stream()
              .filter(row -> row.isNamed(user.value()))
              .map(Roles.Row::right)
              .findFirst()
              .orElse("none");
      return Sighting.workspace(
          !group.equals("none") || !own.equals("none"),
          "role of the group: " + Shown.text(group) + ", of the user alone: " + Shown.text(own));
    } catch (Unanswered e) {
      return Sighting.workspace(e);
    }
  }

  /** Empty as long as it is not known who is meant. */
  private String reference(Microsoft microsoft) throws InterruptedException {
    try {
      String id = Person.found(microsoft.examiner(), user).id();
      return UserRef.of(key, gate.microsoft().tenantId(), id);
    } catch (Unanswered | Person.NotOne e) {
      return "";
    }
  }

  private void tell(Sighting seen) throws IOException {
    Instant at = around.clock().instant();
    around
        .out()
        .printf(
            "%s  %7s  %-9s  %-7s  %s%n",
            localTime.format(at),
            "+" + Elapsed.of(elapsed()),
            seen.stage().name().toLowerCase(Locale.ROOT),
            seen.answer().name().toLowerCase(Locale.ROOT),
            seen.text());
    if (file != null) {
      file.add(at, elapsed(), reference, seen);
    }
  }

  private Duration elapsed() {
    return Duration.between(begun, around.clock().instant());
  }

  private static @Nullable String workspace(GateSettings gate, Options options) throws BadUsage {
    String given = options.find("--workspace").orElse("");
    if (!given.isEmpty()) {
      return Wanted.workspace(given);
    }
    WorkspaceSettings its = gate.microsoft().workspace();
    // Where the list stands in the place of the group, the gate's own question asks for it.
    return its == null || its.users() != WorkspaceSettings.Users.NO ? null : its.id();
  }

  private static Duration longer(Duration pause, @Nullable Duration asked) {
    return asked == null || asked.compareTo(pause) < 0 ? pause : asked;
  }

  private static String shown(Duration length) {
    return length.toSeconds() + " s";
  }
}
