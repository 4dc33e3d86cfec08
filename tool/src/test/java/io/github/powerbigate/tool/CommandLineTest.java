package io.github.powerbigate.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.diagnosis.Check;
import io.github.powerbigate.diagnosis.Subject;
import io.github.powerbigate.membership.Cause.Actor;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path home;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                             | Usage: java -jar
          canary                                         | Usage: java -jar
          doctor                                         | Either --settings or --web-xml is needed.
          doctor --settings FILE --web-xml FILE          | Either --settings or --web-xml is needed.
          doctor --settings                              | --settings needs a value.
          doctor --settings --json                       | --settings needs a value.
          doctor --settings=                             | --settings needs a value.
          doctor --settings /no/such/canary              | --settings names no file that can be read.
          doctor --web-xml /                             | --web-xml names no file that can be read.
          doctor --settings FILE --settings FILE         | --settings stands there twice.
          doctor --settings FILE --json=canary           | --json takes no value.
          doctor --settings FILE --client-secret=canary  | There is no option --client-secret.
          doctor --settings FILE --clientSecret canary   | There is no option --clientSecret.
          doctor --settings FILE canary                  | There is a word that belongs to no option.
          doctor --settings FILE --CANARY=canary         | There is a word that belongs to no option.
          doctor --settings FILE --workspace canary      | --workspace must be a GUID of the form 8-4-4-4-12.
          """)
  void badUsageIsOneMessageAndTwo(String line, String message) throws Exception {
    Path file = Files.writeString(home.resolve("gate.properties"), "");
    String[] words =
        line.isEmpty() ? new String[0] : line.replace("FILE", file.toString()).split(" ");
    assertThat(run(words)).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith(message)
        .doesNotContain("canary", "Exception", "\tat ");
    assertThat(out.size()).isZero();
  }

  @Test
  void noOptionTakesASecret() {
    assertThat(Arrays.stream(Command.values()).flatMap(it -> it.options().stream()))
        .noneMatch(option -> option.matches("(?i).*(secret|password|token|key|certificate).*"));
  }

  @Test
  void theWorstCheckIsTheExitCode() {
    Report report = new Report();
    report.add(Check.pass(Subject.DNS, "a"));
    assertThat(report.exitCode()).isZero();
    report.add(Check.warn(Subject.CLOCK, "a", "b", Actor.ADMINISTRATOR));
    assertThat(report.exitCode()).isEqualTo(1);
    report.add(Check.fail(Subject.GROUP, "a", "b", Actor.ADMINISTRATOR));
    report.add(Check.pass(Subject.USER, "a"));
    assertThat(report.exitCode()).isEqualTo(2);
  }

  private int run(String... args) {
    return Tool.run(
        List.of(args),
        new Surroundings(
            Map.of(),
            Map.of(),
            InstantSource.system(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8)));
  }
}
