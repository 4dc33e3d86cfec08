package io.github.powerbigate;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.assertions.PageAssertions.HasTitleOptions;
import com.microsoft.playwright.options.Cookie;
import io.github.powerbigate.simulator.world.Delay;
import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import io.github.powerbigate.testing.Browser;
import io.github.powerbigate.testing.LogWatch;
import io.github.powerbigate.testing.TestPortal;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * One person with a browser, a portal whose one click provisions and redirects, the gate at that
 * redirect, and Microsoft behind it. What the handler writes spreads when the test says so.
 */
abstract class Story {
  static final String ANN = "ann@example.org";

  /** More than the ticket of an address may hold. */
  static final String LONG_QUERY = "?filter=" + "x".repeat(5000);

  static final String WORKSPACE = "55555555-5555-4555-8555-555555555555";
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  static final Propagation NOT_FOR_NOW = Propagation.ofMembership(Delay.fixed(Duration.ofHours(1)));
  static final double PATIENCE = 30_000;
  private static final Pattern REFERENCE = Pattern.compile("[0-9A-Z]{4}-[0-9A-Z]{4}");

  private static Browser browser;

  @RegisterExtension final LogWatch logs = new LogWatch();

  /** What the browser's console said of a broken policy, or of a fault of the page's script. */
  final List<String> complaints = new CopyOnWriteArrayList<>();

  WorldOfOne world;
  OneClick handler;
  Page page;
  private Map<String, String> settings;
  private BrowserContext visitor;
  private @Nullable TestPortal portal;
  private int port;

  @BeforeAll
  static void openTheBrowser() {
    browser = Browser.open();
  }

  @AfterAll
  static void closeTheBrowser() {
    browser.close();
  }

  @BeforeEach
  void begin() {
    logs.expect(Level.WARNING, "custom");
    world = new WorldOfOne();
    tenant().grantWorkspace(WORKSPACE, WorldOfOne.GROUP);
    settings = world.settingsAtRedirect();
    settings.put("ticketKey", KEY);
    settings.put("confirmations", "2");
    settings.put("stableFor", "500ms");
    settings.put("firstPause", "200ms");
    settings.put("longestPause", "300ms");
    handler = leadingTo("");
    visitor = browser.visitor();
    page = listened(visitor.newPage());
  }

  @AfterEach
  void end() {
    visitor.close();
    if (portal != null) {
      portal.close();
    }
    world.close();
    assertThat(complaints).isEmpty();
  }

  World tenant() {
    return world.simulator.world();
  }

  /** The handler's redirect has this query. */
  void leadTo(String query) {
    handler = leadingTo(query);
  }

  private OneClick leadingTo(String query) {
    String report = world.simulator.powerBiWebUrl() + "/groups/" + WORKSPACE + "/reports/1";
    return new OneClick(this::provision, report + query);
  }

  void set(String setting, String value) {
    settings.put(setting, value);
  }

  /** The portal will be at this port; else at a free one. */
  void setPort(int number) {
    port = number;
  }

  /** Begins anew with another kind of browser. */
  void visit(NewContextOptions kind) {
    visitor.close();
    visitor = browser.visitor(kind);
    page = listened(visitor.newPage());
  }

  private Page listened(Page opened) {
    opened.onPageError(complaints::add);
    opened.onConsoleMessage(
        message -> {
          if (message.text().contains("Content Security Policy")) {
            complaints.add(message.text());
          }
        });
    return opened;
  }

  /** Signs this person in to the portal and to Microsoft, and opens the portal. */
  void comeAs(String mail, String container) throws Exception {
    comeAs(mail, TestPortal.on(container));
  }

  /** The same, to this portal. */
  void comeAs(String mail, TestPortal.Plan plan) throws Exception {
    comeAs(mail, plan, new CookieSignIn());
  }

  /** The same, with a sign-in by the same cookie that does more. */
  void comeAs(String mail, TestPortal.Plan plan, Filter signIn) throws Exception {
    visitor.addCookies(List.of(cookie(CookieSignIn.COOKIE, mail)));
    open(plan.signIn(signIn), mail);
  }

  /** Opens the portal, where nobody is signed in yet; Microsoft knows the person. */
  void open(TestPortal.Plan plan, String mail) throws Exception {
    visitor.addCookies(List.of(cookie("simulator-person", mail)));
    start(plan, port);
    page.navigate(portal().address() + "/home");
  }

  /** The portal as it is stops, and this one takes its place. */
  void replacePortal(TestPortal.Plan plan) throws Exception {
    int port = portal().address().getPort();
    portal().close();
    portal = null;
    start(plan, port);
  }

  /** The same, but the portal has no gate any more. */
  void takeTheGateOff(TestPortal.Plan plan) throws Exception {
    int port = portal().address().getPort();
    portal().close();
    portal = null;
    portal = furnished(plan).port(port).start();
  }

  private void start(TestPortal.Plan plan, int port) throws Exception {
    portal = furnished(plan.gate(settings, "/powerbi")).port(port).start();
  }

  private TestPortal.Plan furnished(TestPortal.Plan plan) {
    return plan.servlet("/powerbi", application()).servlet("/home", new FrontPage());
  }

  /** What stands behind the guarded path. */
  HttpServlet application() {
    return handler;
  }

  TestPortal portal() {
    return requireNonNull(portal, "not open");
  }

  BrowserContext visitor() {
    return visitor;
  }

  void click() {
    page.locator("#link").click();
  }

  /** What the handler wrote has reached every replica. */
  void propagate(String mail) {
    tenant().addMember(WorldOfOne.GROUP, find(mail).id(), Propagation.IMMEDIATE);
  }

  void waits(Page where) {
    heading(where, "We are setting up your access to Power BI");
  }

  void heading(Page where, String words) {
    assertThat(where.locator("h1")).hasText(words, new HasTextOptions().setTimeout(PATIENCE));
  }

  /** The number of the wait, as the person would tell it to the help desk. */
  static String reference(Page where) {
    assertThat(where.locator("#ref"))
        .containsText(REFERENCE, new ContainsTextOptions().setTimeout(PATIENCE));
    return where.locator("#ref").textContent().strip();
  }

  /** The browser comes to this page of Power BI, in the right tenant, and the handler ran once. */
  void arrivesAt(String title) {
    arrives(page, title);
    assertThat(handler.runs()).as("runs of the handler").isEqualTo(1);
  }

  void arrives(Page where, String title) {
    arrives(where, Pattern.compile("^" + title + " - Power BI"));
    assertThat(where.url())
        .startsWith(world.simulator.powerBiWebUrl() + "/groups/" + WORKSPACE)
        .contains("ctid=" + world.simulator.tenantId());
  }

  void arrives(Page where, Pattern title) {
    assertThat(where).hasTitle(title, new HasTitleOptions().setTimeout(PATIENCE));
  }

  private void provision(String mail) {
    if (tenant().user(mail).isEmpty()) {
      tenant().invite(mail, mail, Propagation.IMMEDIATE);
    }
    String id = find(mail).id();
    if (!tenant().isMember(WorldOfOne.GROUP, id)) {
      tenant().addMember(WorldOfOne.GROUP, id, NOT_FOR_NOW);
    }
  }

  private User find(String mail) {
    return tenant().users().stream()
        .filter(user -> mail.equals(user.mail()) || mail.equals(user.userPrincipalName()))
        .findFirst()
        .orElseThrow();
  }

  private static Cookie cookie(String name, String value) {
    return new Cookie(name, value).setDomain("localhost").setPath("/");
  }
}
