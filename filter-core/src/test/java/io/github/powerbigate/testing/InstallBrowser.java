package io.github.powerbigate.testing;

import com.google.gson.Gson;
import com.microsoft.playwright.CLI;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.impl.driver.Driver;
import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A step of the build, before the browser tests: sees that the machine has a browser, and says what
 * it does. {@code -DinstallBrowser=false} forbids it to install one; with {@code -DskipBrowser} it
 * only names the tests that are left out.
 */
public final class InstallBrowser {
  static final String WHAT_TO_DO =
      "The browser tests need Chromium or Chrome: install one (on Debian: apt-get install chromium),"
          + " name one with -Dbrowser.path=/path/to/chrome, or leave these tests out with"
          + " -DskipBrowser.";

  private static final String APT = "/usr/bin/apt-get";

  private InstallBrowser() {}

  /**
   * Runs the step.
   *
   * @param arguments the directory of the compiled tests
   * @throws IllegalStateException if there is no browser in the end; the message says what to do
   */
  public static void main(String... arguments) throws IOException, InterruptedException {
    if (System.getProperty("skipBrowser") != null) {
      say("Left out by -DskipBrowser: " + BrowserTests.in(Path.of(arguments[0])));
      return;
    }
    if (present()) {
      return;
    }
    boolean allowed = !"false".equals(System.getProperty("installBrowser"));
    if (allowed && InstalledBrowser.named() == null) {
      if (download() && present()) {
        return;
      }
      if (mayUseApt() && apt() && present()) {
        return;
      }
    }
    throw new IllegalStateException(WHAT_TO_DO);
  }

  private static boolean present() {
    try (Playwright playwright = InstalledBrowser.playwright()) {
      Optional<InstalledBrowser> found = InstalledBrowser.find(playwright);
      found.ifPresent(browser -> say("The browser tests use " + browser.path() + "."));
      return found.isPresent();
    }
  }

  private static boolean download() throws IOException, InterruptedException {
    say(
        "No browser found. Trying Playwright's own download of Chromium into its cache"
            + " (-DinstallBrowser=false forbids it).");
    return run(
        Duration.ofMinutes(3),
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        playwrightJars(),
        "com.microsoft.playwright.CLI",
        "install",
        "--no-shell",
        "chromium");
  }

  /** The build runs this class in Maven's own process, whose class path knows no Playwright. */
  private static String playwrightJars() throws IOException {
    List<URL> resources = new ArrayList<>();
    for (Class<?> type : List.of(CLI.class, Driver.class, Gson.class)) {
      resources.add(type.getResource(type.getSimpleName() + ".class"));
    }
    // The bundle of Node and scripts holds no class to ask for.
    resources.addAll(Collections.list(CLI.class.getClassLoader().getResources("driver")));
    List<String> jars = new ArrayList<>();
    for (URL resource : resources) {
      if (resource.openConnection() instanceof JarURLConnection jar) {
        jars.add(Path.of(URI.create(jar.getJarFileURL().toString())).toString());
      }
    }
    return String.join(File.pathSeparator, jars);
  }

  private static boolean mayUseApt() throws IOException {
    Path release = Path.of("/etc/os-release");
    return InstalledBrowser.isRoot()
        && Files.isExecutable(Path.of(APT))
        && Files.isReadable(release)
        && Files.readString(release).matches("(?s).*\\bID(_LIKE)?=\"?(debian|ubuntu).*");
  }

  private static boolean apt() throws IOException, InterruptedException {
    say(
        "Installing the packages chromium and fonts-liberation with apt-get, as root"
            + " (-DinstallBrowser=false forbids it).");
    return run(Duration.ofMinutes(3), APT, "update")
        && run(
            Duration.ofMinutes(10),
            APT,
            "install",
            "-y",
            "--no-install-recommends",
            "chromium",
            "fonts-liberation");
  }

  private static boolean run(Duration limit, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
    // A network that swallows packets shall not hold the build for minutes.
    builder.environment().put("PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT", "10000");
    builder.environment().remove("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD");
    Path output = Files.createTempFile("browser", ".log");
    Process process = builder.redirectOutput(output.toFile()).start();
    try {
      if (process.waitFor(limit.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0) {
        return true;
      }
      say("That failed: " + complaint(output));
      return false;
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Files.deleteIfExists(output);
    }
  }

  private static String complaint(Path output) throws IOException {
    List<String> lines =
        Files.readAllLines(output).stream().filter(line -> !line.isBlank()).toList();
    return lines.stream()
        .filter(line -> line.contains("Error: ") || line.startsWith("E: "))
        .findFirst()
        .orElse(lines.isEmpty() ? "no answer in time" : lines.get(lines.size() - 1));
  }

  private static void say(String words) {
    System.out.println("[browser] " + words);
  }
}
