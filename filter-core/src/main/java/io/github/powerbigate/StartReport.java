package io.github.powerbigate;

import io.github.powerbigate.diagnosis.AtStart;
import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.microsoft.Microsoft;
import io.github.powerbigate.settings.GateSettings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What a gate finds out about itself when it starts, told once, in the background. */
final class StartReport {

  private static final Logger LOG = System.getLogger("io.github.powerbigate");

  private StartReport() {}

  /**
   * Meets Microsoft, and then looks at what an operator should know: five lines in the log. Does
   * not block.
   *
   * @param report takes what is wrong with Microsoft, if anything is
   * @param closed whether the gate has closed; from then on nothing is told
   */
  static void begin(
      Microsoft microsoft,
      GateSettings settings,
      WebApplication application,
      InstantSource clock,
      Consumer<Finding> report,
      BooleanSupplier closed) {
    String gate = "Gate " + settings.filterName() + ": ";
    byte[] webXml = application.webXml().get();
    var unused =
        microsoft
            .firstContact()
            .thenAccept(trouble -> trouble.ifPresent(report))
            .thenCompose(
                met ->
                    AtStart.look(
                        microsoft.examiner(),
                        settings.microsoft(),
                        webXml,
                        settings.filterName(),
                        clock))
            .whenComplete(
                (lines, thrown) -> {
                  if (closed.getAsBoolean()) {
                    return;
                  }
                  if (lines != null) {
                    lines.forEach(line -> LOG.log(line.level(), gate + line.text()));
                  } else if (thrown != null) {
                    LOG.log(Level.DEBUG, "The checks at the start", thrown);
                    LOG.log(Level.WARNING, gate + "a fault of the checks at the start");
                  }
                });
  }
}
