package io.github.powerbigate;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person fills in a form whose handler leads to Power BI, and has to wait. */
@Tag("browser")
class KeptFormStoryIT extends Story {
  private final Application application = new Application();

  @Override
  HttpServlet application() {
    return application;
  }

  @BeforeEach
  void standBeforeTheRequest() {
    world.person("ann");
    set("intercept", "request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void itReachesTheApplicationOnceAndByteForByte(String container) throws Exception {
    comeAs(ANN, container);
    String sent = page.waitForRequest("**/powerbi?from=portal", this::send).postData();
    waits("Keep this page open. We will send your form when your access is ready.");
    assertThat(application.posts).isEmpty();
    propagate(ANN);
    arrives(page, Pattern.compile("Application"));
    assertThat(application.posts).containsExactly("from=portal " + sent);
    assertThat(sent).contains("%22%3E%3Cscript%3E", "%0D%0A", "%F0%9F%98%80");
  }

  @Test
  void backFromTheApplicationSendsNothingAgain() throws Exception {
    comeAs(ANN, "Jetty");
    send();
    waits("Keep this page open.");
    propagate(ANN);
    arrives(page, Pattern.compile("Application"));
    // The browser asks before it posts the page's address again; nobody answers.
    assertThatThrownBy(page::goBack).hasMessageContaining("ERR_CACHE_MISS");
    assertThat(application.posts).hasSize(1);
  }

  @Test
  void loadingThePageAnewKeepsItToo() throws Exception {
    comeAs(ANN, "Jetty");
    send();
    waits("Keep this page open.");
    page.reload();
    waits("Keep this page open.");
    propagate(ANN);
    arrives(page, Pattern.compile("Application"));
    assertThat(application.posts).hasSize(1);
  }

  @Test
  void anotherLanguageKeepsIt() throws Exception {
    comeAs(ANN, "Jetty");
    send();
    waits("Keep this page open.");
    page.getByText("Español").click();
    waits("Deje esta página abierta.");
    propagate(ANN);
    arrives(page, Pattern.compile("Application"));
    assertThat(application.posts).hasSize(1).allMatch(post -> post.startsWith("from=portal a="));
  }

  @Test
  void withoutScriptTheButtonSendsIt() throws Exception {
    visit(new NewContextOptions().setJavaScriptEnabled(false));
    comeAs(ANN, "Jetty");
    send();
    waits("Keep this page open.");
    page.locator("#go").click();
    waits("Keep this page open.");
    assertThat(application.posts).isEmpty();
    propagate(ANN);
    while (page.title().contains("Power BI reports")) {
      page.locator("#go").click();
    }
    arrives(page, Pattern.compile("Application"));
    assertThat(application.posts).hasSize(1);
  }

  @Test
  void theWayPastSendsIt() throws Exception {
    logs.expect(Level.WARNING, "somebody has waited long");
    set("slowAfter", "1ms");
    comeAs(ANN, "Tomcat");
    send();
    page.getByText("Open Power BI anyway").click();
    arrives(page, Pattern.compile("Application"));
    assertThat(application.posts).hasSize(1).allMatch(post -> post.startsWith("from=portal a="));
  }

  @Test
  void aFormOfAnotherSiteIsNeverSent() throws Exception {
    comeAs(ANN, "Jetty");
    page.route(
        "http://evil.example/",
        route ->
            route.fulfill(
                new FulfillOptions()
                    .setContentType("text/html")
                    .setBody(
                        "<title>Evil</title><form method=post action='"
                            + portal().powerBi()
                            + "'><input name=transfer value=everything><button>x</button>")));
    page.navigate("http://evil.example/");
    send();
    waits("Your form was not sent. Wait until your access is ready.");
    assertThat(page.content()).doesNotContain("everything");
    propagate(ANN);
    waits("Now go back and send your form again.");
    page.locator("#go").click();
    assertThat(page).hasTitle("Evil");
    assertThat(application.posts).isEmpty();
  }

  @Test
  void aFormWithAFileHasToBeSentAgainAndThePageSaysWhen() throws Exception {
    comeAs(ANN, "Jetty");
    page.evaluate("f.enctype = 'multipart/form-data'");
    send();
    waits("Your form was not sent. Wait until your access is ready.");
    propagate(ANN);
    waits("Now go back and send your form again.");
    page.getByText("Go back", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page).hasTitle("Portal");
    page.evaluate("f.enctype = 'multipart/form-data'");
    send();
    arrives(page, Pattern.compile("Application"));
    assertThat(application.posts).hasSize(1);
  }

  private void send() {
    page.locator("form button").first().click();
  }

  private void waits(String words) {
    assertThat(page.locator("#t"))
        .containsText(words, new ContainsTextOptions().setTimeout(PATIENCE));
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
}
