package io.github.powerbigate;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.PageAssertions.HasTitleOptions;
import com.microsoft.playwright.options.Cookie;
import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.testing.Browser;
import io.github.powerbigate.testing.LogWatch;
import io.github.powerbigate.testing.TestPortal;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person fills in a form whose handler leads to Power BI, and has to wait. */
@Tag("browser")
class KeptFormStoryIT {
  private static final double PATIENCE = 30_000;

  private static Browser browser;

  @RegisterExtension final LogWatch logs = new LogWatch();

  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final Application application = new Application();
  private WorldOfOne world;
  private String ann;
  private Map<String, String> settings;
  private BrowserContext visitor;
  private Page page;
  private TestPortal portal;

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
    ann = world.person("ann");
    settings = world.settings();
    settings.put("firstAnswerWithin", "30s");
    settings.put("confirmations", "2");
    settings.put("stableFor", "500ms");
    settings.put("firstPause", "200ms");
    settings.put("longestPause", "300ms");
    open("Jetty", new NewContextOptions());
  }

  @AfterEach
  void end() {
    close();
    world.close();
    assertThat(complaints).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void itReachesTheApplicationOnceAndByteForByte(String container) {
    reopen(container, new NewContextOptions());
    String sent = page.waitForRequest("**/powerbi?from=portal", this::send).postData();
    waits("Keep this page open. We will send your form when your access is ready.");
    assertThat(application.posts).isEmpty();
    propagate();
    arrives();
    assertThat(application.posts).containsExactly("from=portal " + sent);
    assertThat(sent).contains("%22%3E%3Cscript%3E", "%0D%0A", "%F0%9F%98%80");
  }

  @Test
  void backFromTheApplicationSendsNothingAgain() {
    send();
    waits("Keep this page open.");
    propagate();
    arrives();
    // The browser asks before it posts the page's address again; nobody answers.
    assertThatThrownBy(page::goBack).hasMessageContaining("ERR_CACHE_MISS");
    assertThat(application.posts).hasSize(1);
  }

  @Test
  void loadingThePageAnewKeepsItToo() {
    send();
    waits("Keep this page open.");
    page.reload();
    waits("Keep this page open.");
    propagate();
    arrives();
    assertThat(application.posts).hasSize(1);
  }

  @Test
  void anotherLanguageKeepsIt() {
    send();
    waits("Keep this page open.");
    page.getByText("Español").click();
    waits("Deje esta página abierta.");
    propagate();
    arrives();
    assertThat(application.posts).hasSize(1).allMatch(post -> post.startsWith("from=portal a="));
  }

  @Test
  void withoutScriptTheButtonSendsIt() {
    reopen("Jetty", new NewContextOptions().setJavaScriptEnabled(false));
    send();
    waits("Keep this page open.");
    page.locator("#go").click();
    waits("Keep this page open.");
    assertThat(application.posts).isEmpty();
    propagate();
    while (page.title().contains("Power BI reports")) {
      page.locator("#go").click();
    }
    arrives();
    assertThat(application.posts).hasSize(1);
  }

  @Test
  void theWayPastSendsIt() {
    logs.expect(Level.WARNING, "somebody has waited long");
    settings.put("slowAfter", "1ms");
    reopen("Tomcat", new NewContextOptions());
    send();
    page.getByText("Open Power BI anyway").click();
    arrives();
    assertThat(application.posts).hasSize(1).allMatch(post -> post.startsWith("from=portal a="));
  }

  @Test
  void aFormOfAnotherSiteIsNeverSent() {
    page.route(
        "http://evil.example/",
        route ->
            route.fulfill(
                new FulfillOptions()
                    .setContentType("text/html")
                    .setBody(
                        "<title>Evil</title><form method=post action='"
                            + portal.powerBi()
                            + "'><input name=transfer value=everything><button>x</button>")));
    page.navigate("http://evil.example/");
    send();
    waits("Your form was not sent. Wait until your access is ready.");
    assertThat(page.content()).doesNotContain("everything");
    propagate();
    waits("Now go back and send your form again.");
    page.locator("#go").click();
    assertThat(page).hasTitle("Evil");
    assertThat(application.posts).isEmpty();
  }

  @Test
  void aFormWithAFileHasToBeSentAgainAndThePageSaysWhen() {
    page.evaluate("f.enctype = 'multipart/form-data'");
    send();
    waits("Your form was not sent. Wait until your access is ready.");
    propagate();
    waits("Now go back and send your form again.");
    page.getByText("Go back", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page).hasTitle("Portal");
    page.evaluate("f.enctype = 'multipart/form-data'");
    send();
    arrives();
    assertThat(application.posts).hasSize(1);
  }

  private void send() {
    page.locator("form button").first().click();
  }

  private void waits(String words) {
    assertThat(page.locator("#t"))
        .containsText(words, new ContainsTextOptions().setTimeout(PATIENCE));
  }

  private void propagate() {
    world.simulator.world().addMember(WorldOfOne.GROUP, ann, Propagation.IMMEDIATE);
  }

  private void arrives() {
    assertThat(page).hasTitle("Application", new HasTitleOptions().setTimeout(PATIENCE));
  }

  private void reopen(String container, NewContextOptions kind) {
    close();
    open(container, kind);
  }

  private void open(String container, NewContextOptions kind) {
    try {
      portal =
          TestPortal.on(container)
              .signIn(new CookieSignIn())
              .gate(settings, "/powerbi")
              .servlet("/powerbi", application)
              .servlet("/home", new FormPage())
              .start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    visitor = browser.visitor(kind);
    visitor.addCookies(
        List.of(
            new Cookie(CookieSignIn.COOKIE, "ann@example.org")
                .setDomain("localhost")
                .setPath("/")));
    page = visitor.newPage();
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          if (message.text().contains("Content Security Policy")) {
            complaints.add(message.text());
          }
        });
    page.navigate(portal.address() + "/home");
  }

  private void close() {
    visitor.close();
    portal.close();
  }

  /** Writes down what is posted to it. */
  private static final class Application extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient List<String> posts = new CopyOnWriteArrayList<>();

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      String body = new String(request.getInputStream().readAllBytes(), ISO_8859_1);
      if (request.getMethod().equals("POST")) {
        posts.add(request.getQueryString() + " " + body);
      }
      response.setContentType("text/html");
      response.getWriter().print("<title>Application</title>");
    }
  }

  private static final class FormPage extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("text/html;charset=UTF-8");
      response
          .getWriter()
          .print(
              "<!DOCTYPE html><title>Portal</title><link rel=icon href='data:,'>"
                  + "<form id=f method=post action='powerbi?from=portal'>"
                  + "<input name=a value='\"&gt;&lt;script&gt;alert(1)&lt;/script&gt;'>"
                  + "<input name=a value='é 😀 &amp;#x26;'>"
                  + "<textarea name='l&#39;ines'>one\r\ntwo\ttabs</textarea>"
                  + "<button name=submit value=1>Power BI</button></form>");
    }
  }
}
