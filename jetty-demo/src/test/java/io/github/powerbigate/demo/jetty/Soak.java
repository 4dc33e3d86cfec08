package io.github.powerbigate.demo.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The demo as a process of its own, under {@code wrk} for an hour: a member's clicks, a waiting
 * person's page, and their polls. Prints once a minute what the process holds after a collection,
 * and fails if it holds more in the last quarter of the time than it did in the second. Needs
 * {@code wrk}, Linux and a JDK.
 */
public final class Soak {

  private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+)");

  // Compilation and the pools of the container go on filling for a while.
  private static final double MOST_GROWTH = 1.10;
  private static final int LEAST_MINUTES = 6;
  private static final long FEW_THREADS = 4;
  private static final long FEW_FILES = 8;

  private static final String NONE_MISSING = "connect 0, read 0, write 0";

  private final Process demo;
  private final String address;
  private final List<Path> outputs = new ArrayList<>();
  private final List<Sample> samples = new ArrayList<>();

  private record Sample(long minute, long heapKilobytes, long threads, long files) {}

  private Soak(Process demo, String address) {
    this.demo = demo;
    this.address = address;
  }

  /** Runs it; the one argument is the number of minutes. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int minutes = Integer.parseInt(arguments[0]);
    if (minutes < LEAST_MINUTES) {
      throw new IllegalArgumentException("It takes " + LEAST_MINUTES + " minutes to see growth");
    }
    Process demo =
        new ProcessBuilder(
                java("java"),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dport=0",
                // The person who waits shall wait to the end.
                "-Dpowerbigate.slowAfter=2h",
                "-Dpowerbigate.propagationLimit=3h",
                JettyDemo.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out = demo.inputReader(UTF_8)) {
      String line = out.readLine();
      new Soak(demo, line.substring(0, line.indexOf(' '))).run(minutes);
    } finally {
      demo.toHandle().destroy();
    }
  }

  private void run(int minutes) throws IOException, InterruptedException {
    String member = signIn("long-time-member");
    String waiting = signIn("never-added");
    List<Process> load = new ArrayList<>();
    try {
      load.add(wrk(minutes, 4, "analytics", member, "Sec-Fetch-Mode: navigate"));
      load.add(wrk(minutes, 2, "analytics", waiting, "Sec-Fetch-Mode: navigate"));
      load.add(wrk(minutes, 2, "analytics?powerbi-gate=status", waiting, "X-PowerBI-Gate-Poll: 1"));
      // The first to begin is the first to end.
      for (int minute = 1; !load.get(0).waitFor(60, TimeUnit.SECONDS); minute++) {
        if (load.stream().skip(1).anyMatch(one -> !one.isAlive())) {
          throw new IllegalStateException("wrk has ended too soon");
        }
        mustWait(waiting);
        Sample sample = sample(minute);
        samples.add(sample);
        System.out.printf(
            Locale.ROOT,
            "minute %d: heap %d KB, threads %d, file handles %d%n",
            sample.minute(),
            sample.heapKilobytes(),
            sample.threads(),
            sample.files());
      }
      for (Process one : load) {
        int code = one.waitFor();
        String output = Files.readString(outputs.get(load.indexOf(one)));
        System.out.print(output);
        // A collection may make an answer late; none may be missing.
        if (code != 0 || (output.contains("Socket errors") && !output.contains(NONE_MISSING))) {
          throw new IllegalStateException("wrk did not get its answers");
        }
      }
    } finally {
      load.forEach(Process::destroy);
      for (Path output : outputs) {
        Files.deleteIfExists(output);
      }
    }
    mustBeFlat("heap", Sample::heapKilobytes, MOST_GROWTH, 0);
    mustBeFlat("threads", Sample::threads, 1, FEW_THREADS);
    mustBeFlat("file handles", Sample::files, 1, FEW_FILES);
  }

  private void mustWait(String cookie) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "analytics"))
            .timeout(Duration.ofSeconds(30))
            .header("Cookie", cookie)
            .header("Accept", "text/html")
            .header("Sec-Fetch-Mode", "navigate")
            .build();
    int status = HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
    if (status != 202) {
      throw new IllegalStateException("The person who waits got " + status);
    }
  }

  private void mustBeFlat(String what, ToLongFunction<Sample> of, double factor, long few) {
    int quarter = samples.size() / 4;
    long before = median(samples.subList(quarter, 2 * quarter), of);
    long after = median(samples.subList(samples.size() - quarter, samples.size()), of);
    System.out.println(what + ": median of the second quarter " + before + ", last " + after);
    if (after > before * factor + few) {
      throw new IllegalStateException(what + " grow");
    }
  }

  private static long median(List<Sample> some, ToLongFunction<Sample> of) {
    return some.stream()
        .sorted(Comparator.comparingLong(of))
        .skip(some.size() / 2)
        .mapToLong(of)
        .findFirst()
        .orElse(0);
  }

  private Sample sample(int minute) throws IOException, InterruptedException {
    Path process = Path.of("/proc", String.valueOf(demo.pid()));
    // Counts what a collection leaves, at that moment.
    Matcher heap = TOTAL.matcher(jcmd("GC.class_histogram"));
    if (!heap.find()) {
      throw new IllegalStateException("jcmd does not tell the size of the heap");
    }
    return new Sample(
        minute,
        Long.parseLong(heap.group(1)) / 1024,
        count(process.resolve("task")),
        count(process.resolve("fd")));
  }

  private static long count(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.count();
    }
  }

  private String jcmd(String command) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(java("jcmd"), String.valueOf(demo.pid()), command)
            .redirectErrorStream(true)
            .start();
    String output = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
    jcmd.waitFor();
    return output;
  }

  private Process wrk(int minutes, int connections, String path, String cookie, String header)
      throws IOException {
    Path output = Files.createTempFile("wrk", ".txt");
    outputs.add(output);
    return new ProcessBuilder(
            "wrk",
            "-t1",
            "-c" + connections,
            "-d" + minutes + "m",
            "--latency",
            "-H",
            "Cookie: " + cookie,
            "-H",
            "Accept: text/html,application/json",
            "-H",
            header,
            address + path)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  private String signIn(String role) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "sign-in"))
            .timeout(Duration.ofSeconds(30))
            .header("Origin", address.substring(0, address.length() - 1))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("who=" + role))
            .build();
    return HttpClient.newHttpClient()
        .send(request, BodyHandlers.discarding())
        .headers()
        .allValues("Set-Cookie")
        .stream()
        .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
        .reduce((one, other) -> one + "; " + other)
        .orElseThrow();
  }

  private static String java(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program).toString();
  }
}
