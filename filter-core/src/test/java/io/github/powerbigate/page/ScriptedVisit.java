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
  private static final long STEP = 500;

  /** Counts the questions of the page, and what it has made of the answers. */
  private static final String COUNT_POLLS =
      "const polls = window.polls = { begun: 0, ended: 0, onEnd: () => {} };"
          + "const send = XMLHttpRequest.prototype.send;"
          + "XMLHttpRequest.prototype.send = function (body) {"
          + " polls.begun++;"
          + " this.addEventListener('loadend', () => { polls.ended++; polls.onEnd(); });"
          + " return send.call(this, body); };";

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
    page.addInitScript(COUNT_POLLS);
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

  /**
   * Lets time pass until the page asks, so long at most, and waits until it has done what the
   * answer says. Not a moment longer: on a slow machine the page would ask again, or not have set
   * its timer yet when the next stretch of time has passed.
   */
  void poll(long milliseconds) {
    int before = polls("begun");
    for (long passed = 0; passed < milliseconds && polls("begun") == before; passed += STEP) {
      page.clock().runFor(Math.min(STEP, milliseconds - passed));
    }
    assertThat(polls("begun")).as("the page has asked once").isEqualTo(before + 1);
    page.evaluate(
        "count => new Promise(done => {"
            + " window.polls.onEnd = () => window.polls.ended >= count && done();"
            + " window.polls.onEnd(); })",
        before + 1);
  }

  private int polls(String what) {
    return (int) page.evaluate("what => window.polls[what]", what);
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
