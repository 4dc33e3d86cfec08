package io.github.powerbigate.tool;

import io.github.powerbigate.diagnosis.Check;
import io.github.powerbigate.diagnosis.Subject;
import io.github.powerbigate.settings.GateSettings;

/** Looks at everything between a gate, its settings and Microsoft, and reports it line by line. */
final class Doctor {

  private Doctor() {}

  static int run(Options options, Surroundings surroundings) throws BadUsage {
    Report report = new Report();
    try {
      Given given = Given.of(options, surroundings);
      GateSettings settings = given.settings();
      report.add(Check.pass(Subject.SETTINGS, "the settings fit together"));
    } catch (Given.Unusable e) {
      report.add(e.check());
    }
    surroundings.out().println(options.has("--json") ? report.json() : report.text());
    return report.exitCode();
  }
}
