package io.github.powerbigate.testing;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Playwright;
import java.util.Optional;

/**
 * The browser of the machine, headless, for one class of tests: opened before all, closed after
 * all. Looked for in {@code -Dbrowser.path} or {@code CHROME_BIN}, on the path, in the usual
 * places, and where Playwright keeps its own. Such classes are named {@code …IT} and tagged {@code
 * browser}. To be used by one thread.
 */
public final class Browser implements AutoCloseable {
  private final Playwright playwright;
  private final com.microsoft.playwright.Browser browser;

  private Browser(Playwright playwright, com.microsoft.playwright.Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /**
   * Starts the browser.
   *
   * @throws IllegalStateException if there is none; the message says what to install
   */
  public static Browser open() {
    Playwright playwright = InstalledBrowser.playwright();
    Optional<InstalledBrowser> found = InstalledBrowser.find(playwright);
    if (found.isEmpty()) {
      playwright.close();
      throw new IllegalStateException(InstallBrowser.WHAT_TO_DO);
    }
    return new Browser(playwright, found.get().launch(playwright));
  }

  /** A fresh visitor: no cookies, no history. */
  public BrowserContext visitor() {
    return visitor(new com.microsoft.playwright.Browser.NewContextOptions());
  }

  /** A fresh visitor with a language, a colour scheme, a size of window. */
  public BrowserContext visitor(com.microsoft.playwright.Browser.NewContextOptions options) {
    return browser.newContext(options);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
