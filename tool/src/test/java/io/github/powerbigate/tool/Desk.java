package io.github.powerbigate.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.simulator.Simulator;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where an administrator sits: a clock that pauses move, a folder, and what the tool has said. */
final class Desk {

  static final String GATE = "a1a1a1a1-0000-4000-8000-000000000001";
  static final String WRITER = "a1a1a1a1-0000-4000-8000-000000000002";
  static final String SECRET = "canary-secret-of-the-gate";
  static final String WRITERS_SECRET = "canary-secret-of-the-writer";
  static final String GROUP = "b1b1b1b1-0000-4000-8000-000000000001";
  static final String WORKSPACE = "c0c0c0c0-0000-4000-8000-000000000001";
  static final String KIM = "d1d1d1d1-0000-4000-8000-000000000001";
  static final String KIMS_NAME = "kim@portal.example";

  /** Moves by the pauses of the tool, and by hand. */
  static final class Clock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-11-21T10:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    void pass(Duration time) {
      now = now.plus(time);
    }
  }

  /** What a run left. */
  record Outcome(int code, String out, String err) {}

  final Clock clock;
  final List<Duration> pauses = new ArrayList<>();
  private final Simulator simulator;
  private final Path folder;
  private Runnable atPause = () -> {};
  private int pausesUntilCtrlC = Integer.MAX_VALUE;
  private String typed = "";

  Desk(Clock clock, Simulator simulator, Path folder) {
    this.clock = clock;
    this.simulator = simulator;
    this.folder = folder;
  }

  /** What happens whenever the tool pauses. */
  Desk atEachPause(Runnable action) {
    atPause = action;
    return this;
  }

  /** Lets somebody press Ctrl-C in that pause. */
  Desk interruptedInPause(int number) {
    pausesUntilCtrlC = number;
    return this;
  }

  /** What is typed in answer to a question. */
  Desk typing(String line) {
    typed = line + "\n";
    return this;
  }

  /** The gate's settings as a file. */
  Path settings() {
    return write("gate.properties", GATE, SECRET, Map.of("groupId", GROUP, "intercept", "request"));
  }

  /** The gate's settings with others in their place. */
  Path settings(Map<String, String> others) {
    Map<String, String> all = new LinkedHashMap<>(Map.of("groupId", GROUP, "intercept", "request"));
    all.putAll(others);
    return write("gate.properties", GATE, SECRET, all);
  }

  /** The credentials of the commands that write. */
  Path credentials() {
    return credentials(Map.of());
  }

  Path credentials(Map<String, String> others) {
    return write("writer.properties", WRITER, WRITERS_SECRET, others);
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  Outcome run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Surroundings around =
        new Surroundings(
            Map.of(),
            Map.of(),
            clock,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            this::pause,
            new BufferedReader(new StringReader(typed)));
    int code = Tool.run(List.of(args), around);
    Outcome outcome =
        new Outcome(
            code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    assertThat(outcome.out() + outcome.err()).doesNotContain("canary", "eyJ");
    return outcome;
  }

  private void pause(Duration length) throws InterruptedException {
    pauses.add(length);
    if (pauses.size() >= pausesUntilCtrlC) {
      throw new InterruptedException();
    }
    clock.pass(length);
    atPause.run();
  }

  private Path write(String name, String app, String secret, Map<String, String> others) {
    Map<String, String> all = new LinkedHashMap<>(simulator.gateSettings());
    all.put("clientId", app);
    all.put("clientSecret", secret);
    all.putAll(others);
    all.values().removeIf(String::isEmpty);
    StringBuilder text = new StringBuilder();
    all.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
