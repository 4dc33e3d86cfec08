package io.github.powerbigate.tool;

import java.util.List;
import java.util.Optional;

/** Finds the command, and runs it. */
final class Tool {

  /** The command line cannot be used, or something else that no report can tell. */
  static final int BAD_USAGE = 2;

  private Tool() {}

  /**
   * Runs what the command line says.
   *
   * @return the exit code
   */
  static int run(List<String> args, Surroundings surroundings) {
    Optional<Command> command = args.isEmpty() ? Optional.empty() : Command.named(args.get(0));
    if (command.isEmpty()) {
      surroundings.err().println(usage());
      return BAD_USAGE;
    }
    try {
      Options options = Options.parse(args.subList(1, args.size()), command.get().options());
      return command.get().run(options, surroundings);
    } catch (BadUsage e) {
      surroundings.err().println(e.getMessage());
      surroundings.err().println("Usage: " + command.get().usage());
    } catch (RuntimeException | LinkageError e) {
      // Its message may hold what came from outside.
      surroundings
          .err()
          .println("The tool met with something that it does not know: " + e.getClass().getName());
    }
    return BAD_USAGE;
  }

  private static String usage() {
    StringBuilder text =
        new StringBuilder("Usage: java -jar powerbi-access-gate-tool.jar COMMAND …");
    for (Command command : Command.values()) {
      text.append(System.lineSeparator()).append("  ").append(command.usage());
    }
    return text.toString();
  }
}
