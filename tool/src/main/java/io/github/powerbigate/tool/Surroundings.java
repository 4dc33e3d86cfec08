package io.github.powerbigate.tool;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is around the tool.
 *
 * @param systemProperties the system properties that may be settings
 * @param environment the environment
 * @param clock tells the time
 * @param out where a report goes
 * @param err where it goes that there is none
 * @param pause lets time pass
 * @param in where a person answers
 */
record Surroundings(
    Map<String, String> systemProperties,
    Map<String, String> environment,
    InstantSource clock,
    PrintStream out,
    PrintStream err,
    Pause pause,
    BufferedReader in) {

  /** Lets time pass. */
  @FunctionalInterface
  interface Pause {
    void of(Duration length) throws InterruptedException;
  }

  /** For what neither pauses nor asks. */
  Surroundings(
      Map<String, String> systemProperties,
      Map<String, String> environment,
      InstantSource clock,
      PrintStream out,
      PrintStream err) {
    this(
        systemProperties,
        environment,
        clock,
        out,
        err,
        length -> {},
        new BufferedReader(Reader.nullReader()));
  }

  /** Those of this JVM. */
  @SuppressWarnings("SystemOut")
  static Surroundings here() {
    return new Surroundings(
        System.getProperties().stringPropertyNames().stream()
            .filter(name -> name.startsWith("powerbigate."))
            .collect(Collectors.toMap(name -> name, name -> System.getProperty(name, ""))),
        System.getenv(),
        InstantSource.system(),
        new PrintStream(System.out, true, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        length -> Thread.sleep(length.toMillis()),
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())));
  }

  /** Shows none of it. */
  @Override
  public String toString() {
    return "Surroundings";
  }
}
