package io.github.powerbigate.testing;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A Chromium or Chrome on this machine: where it is, and how it is started. */
record InstalledBrowser(Path path) {
  private static final List<String> NAMES =
      List.of(
          "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe");
  private static final List<Path> USUAL_PLACES =
      List.of(
          Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
          Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"),
          Path.of("C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"));

  /** Playwright itself; it shall not fetch browsers on its own account. */
  static Playwright playwright() {
    return Playwright.create(
        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  }

  /** The first browser that really starts: named, on the path, in a usual place, Playwright's. */
  static Optional<InstalledBrowser> find(Playwright playwright) {
    return candidates(playwright)
        .filter(Files::isExecutable)
        .map(InstalledBrowser::new)
        .filter(browser -> browser.starts(playwright))
        .findFirst();
  }

  private static Stream<Path> candidates(Playwright playwright) {
    String named = named();
    if (named != null) {
      // Who names a browser wants that one or none.
      return Stream.of(Path.of(named));
    }
    List<Path> paths = new ArrayList<>();
    String searched = System.getenv().getOrDefault("PATH", "");
    for (String name : NAMES) {
      for (String directory : searched.split(File.pathSeparator, -1)) {
        paths.add(Path.of(directory, name));
      }
    }
    paths.addAll(USUAL_PLACES);
    paths.add(Path.of(playwright.chromium().executablePath()));
    return paths.stream();
  }

  /** The browser named by the property {@code browser.path} or the environment, or null. */
  static @Nullable String named() {
    return System.getProperty("browser.path", System.getenv("CHROME_BIN"));
  }

  com.microsoft.playwright.Browser launch(Playwright playwright) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync"));
    if (isRoot()) {
      arguments.add("--no-sandbox");
    }
    return playwright
        .chromium()
        .launch(
            new BrowserType.LaunchOptions()
                .setExecutablePath(path)
                .setArgs(arguments)
                .setTimeout(30_000));
  }

  private boolean starts(Playwright playwright) {
    try (com.microsoft.playwright.Browser browser = launch(playwright)) {
      return browser.isConnected();
    } catch (PlaywrightException e) {
      System.out.println(
          path
              + " does not start: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
      return false;
    }
  }

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
