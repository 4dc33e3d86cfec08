package io.github.powerbigate.containers;

import io.github.powerbigate.containers.Containers.Pair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestWatcher;

/** Writes down how each test ended in each container: docs/compatibility.md. */
final class Compatibility implements TestWatcher {

  @Override
  public void testSuccessful(ExtensionContext context) {
    note(context, "yes");
  }

  @Override
  public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
    note(context, "**no**");
  }

  @Override
  public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
    note(context, "not tried");
  }

  @Override
  public void testDisabled(ExtensionContext context, Optional<String> reason) {
    note(context, "not tried");
  }

  private static void note(ExtensionContext context, String result) {
    ContainerIT test = (ContainerIT) context.getRequiredTestInstance();
    context
        .getRoot()
        .getStore(Namespace.create(Compatibility.class))
        .computeIfAbsent(Findings.class, type -> new Findings(), Findings.class)
        .note(test.pair, context.getRequiredTestMethod().getName(), result);
  }

  /** What was found; written when the tests have ended. */
  private static final class Findings implements AutoCloseable {
    private final Map<Pair, SortedMap<String, String>> findings = new ConcurrentHashMap<>();

    void note(Pair pair, String test, String result) {
      findings.computeIfAbsent(pair, unseen -> new TreeMap<>()).put(test, result);
    }

    @Override
    public void close() {
      String file = Objects.requireNonNullElse(System.getProperty("compatibility"), "");
      if (!file.isEmpty() && triesAll()) {
        try {
          Files.writeString(Path.of(file), document());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    /** A run of a few, on one JDK, or of some of the tests, says nothing of the others. */
    private boolean triesAll() {
      TreeSet<Integer> jdks = new TreeSet<>();
      findings.keySet().forEach(pair -> jdks.add(pair.jdk().version()));
      long tests =
          Stream.of(ContainerIT.class.getDeclaredMethods())
              .filter(method -> method.isAnnotationPresent(Test.class))
              .count();
      return jdks.size() > 1
          && Containers.all().stream()
              .allMatch(container -> jdks.stream().allMatch(jdk -> has(container, jdk, tests)));
    }

    private boolean has(Container container, int jdk, long tests) {
      return !container.startsOn(jdk)
          || findings.entrySet().stream()
              .anyMatch(
                  entry ->
                      entry.getKey().container().equals(container)
                          && entry.getKey().jdk().version() == jdk
                          && entry.getValue().size() == tests);
    }

    private String document() {
      TreeSet<Integer> jdks = new TreeSet<>();
      TreeSet<String> tests = new TreeSet<>();
      findings.forEach(
          (pair, results) -> {
            jdks.add(pair.jdk().version());
            tests.addAll(results.keySet());
          });
      StringBuilder text =
          new StringBuilder(
              """
              # Where the gate runs

              What a run has found: the same portal with the drop-in jar in `WEB-INF/lib` and four gates in its web.xml, in each
              container as it is distributed. Written by

                  mvn -Pcontainers -DotherJdk=… verify

              """);
      text.append("| container | servlets | jar |");
      jdks.forEach(jdk -> text.append(" JDK ").append(jdk).append(" |"));
      text.append("\n|---|---|---|").append("---|".repeat(jdks.size())).append('\n');
      for (Container container : Containers.all()) {
        text.append("| ").append(container.name());
        text.append(" | ").append(container.servlets().name().toLowerCase(Locale.ROOT));
        text.append(' ').append(container.specification());
        text.append(" | `").append(container.servlets().artifact()).append("` |");
        for (int jdk : jdks) {
          text.append(' ').append(cell(container, jdk)).append(" |");
        }
        text.append('\n');
      }
      text.append("\nWhat was tried in each:\n\n");
      tests.forEach(test -> text.append("- ").append(sentence(test)).append('\n'));
      text.append("\nWhat was seen of the containers themselves:\n\n");
      Containers.all().stream()
          .filter(container -> !container.note().isEmpty())
          .forEach(
              container ->
                  text.append("- ")
                      .append(container.name())
                      .append(": ")
                      .append(container.note())
                      .append('\n'));
      return text.toString();
    }

    private String cell(Container container, int jdk) {
      if (!container.startsOn(jdk)) {
        return "it does not start there itself";
      }
      return findings.entrySet().stream()
          .filter(entry -> entry.getKey().container().equals(container))
          .filter(entry -> entry.getKey().jdk().version() == jdk)
          .findFirst()
          .map(entry -> told(entry.getValue()))
          .orElse("not tried");
    }

    private static String told(Map<String, String> results) {
      long well = results.values().stream().filter("yes"::equals).count();
      String rest =
          results.entrySet().stream()
              .filter(entry -> !entry.getValue().equals("yes"))
              .map(entry -> entry.getValue() + ": " + sentence(entry.getKey()))
              .collect(Collectors.joining("; "));
      return well + " of " + results.size() + (rest.isEmpty() ? "" : " (" + rest + ")");
    }

    private static String sentence(String method) {
      return method.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }
  }
}
