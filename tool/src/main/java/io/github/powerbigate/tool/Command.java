package io.github.powerbigate.tool;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the tool can do: a row each. */
@SuppressWarnings("ImmutableEnumChecker") // method references, and lists that nobody changes
enum Command {
  /** Looks at a gate, its settings and Microsoft. */
  DOCTOR(
      Doctor::run,
      "--settings=FILE",
      "--web-xml=FILE",
      "--filter=NAME",
      "--workspace=ID",
      "--user=NAME",
      "--json"),
  /** Follows one user's propagation. */
  WATCH(
      Watch::run,
      "--settings=FILE",
      "--web-xml=FILE",
      "--filter=NAME",
      "--user=NAME",
      "--workspace=ID",
      "--csv=FILE",
      "--names",
      "--every=5s",
      "--for=65m"),
  /** Lists who has access to a workspace, and by which way. */
  WHO(
      Who::run,
      "--settings=FILE",
      "--web-xml=FILE",
      "--filter=NAME",
      "--workspace=ID",
      "--admin",
      "--user=NAME",
      "--json"),
  /** Gives one user a role in a workspace. */
  ASSIGN(
      Assignment::assign,
      "--credentials=FILE",
      "--settings=FILE",
      "--workspace=ID",
      "--user=OBJECT-ID-OR-UPN",
      "--role=Viewer|Contributor|Member|Admin",
      "--yes"),
  /** Takes one user's own role in a workspace away. */
  UNASSIGN(
      Assignment::unassign,
      "--credentials=FILE",
      "--settings=FILE",
      "--workspace=ID",
      "--user=OBJECT-ID-OR-UPN",
      "--yes");

  /** What a command does. */
  @FunctionalInterface
  interface Work {
    int run(Options options, Surroundings surroundings) throws BadUsage;
  }

  private final Work work;
  private final List<String> options;

  /**
   * @param options each as it is written; with {@code =} and a word if it takes a value
   */
  Command(Work work, String... options) {
    this.work = work;
    this.options = List.of(options);
  }

  static Optional<Command> named(String word) {
    return Arrays.stream(values()).filter(command -> command.word().equals(word)).findFirst();
  }

  /** As it stands on the command line. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  List<String> options() {
    return options;
  }

  String usage() {
    return word() + " [" + String.join("] [", options) + "]";
  }

  /** Does it, and gives the exit code. */
  int run(Options given, Surroundings surroundings) throws BadUsage {
    return work.run(given, surroundings);
  }
}
