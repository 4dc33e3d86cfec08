package io.github.powerbigate.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.github.powerbigate.testing.Browser;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** One visitor for each test, before a gate and with a clock that do what the test tells them. */
abstract class ScriptedVisit {
  static ScriptedGate gate;
  private static Browser browser;

  final List<String> complaints = new CopyOnWriteArrayList<>();
  private BrowserContext context;
  Page page;

  @BeforeAll
  static void open() {
    gate = new ScriptedGate();
    browser = Browser.open();
  }

  @AfterAll
  static void close() {
    browser.close();
    gate.close();
  }

  @BeforeEach
  void start() {
    gate.reset();
    context = browser.visitor();
    page = context.newPage();
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          if (message.text().contains("Content Security Policy")) {
            complaints.add(message.text());
          }
        });
  }

  @AfterEach
  void end() {
    context.close();
    assertThat(complaints).isEmpty();
  }

  /** From here on time passes only as the test lets it. */
  void holdTheClock() {
    page.clock().install(new Clock.InstallOptions().setTime(0));
    page.clock().pauseAt(1_000);
  }

  void visit() {
    holdTheClock();
    page.navigate(gate.url("/powerbi?report=42"));
  }

  void poll() {
    poll(6_000);
  }

  void poll(long milliseconds) {
    page.waitForResponse(
            response -> isPoll(response.url()), () -> page.clock().runFor(milliseconds))
        .finished();
  }

  static boolean isPoll(String url) {
    return url.endsWith("?report=42&powerbi-gate=status");
  }

  Locator heading() {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
  }

  Locator status() {
    return page.locator("#msg");
  }

  Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
  }
}
