package io.github.powerbigate;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import io.github.powerbigate.testing.TestPortal;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The portal, or another site, shows the guarded address in a frame. */
@Tag("browser")
class FrameStoryIT extends Story {

  private static final String ELSEWHERE = "https://intranet.example";

  /** A page of the portal with the guarded address in a frame. */
  private static final class Framing extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("text/html;charset=UTF-8");
      response.getWriter().print(html("powerbi?from=portal"));
    }
  }

  @BeforeEach
  void openAnotherSite() {
    // Browsers ask before a site of the internet reaches into this machine.
    visitor().grantPermissions(List.of("local-network-access"));
    visitor()
        .route(
            ELSEWHERE + "/**",
            route ->
                route.fulfill(
                    new Route.FulfillOptions()
                        .setContentType("text/html")
                        .setBody(html(portal().address() + "/powerbi?from=elsewhere"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"request", "redirect"})
  void inAFrameOfThePortalThePageWaitsAndGoesOn(String intercept) throws Exception {
    set("intercept", intercept);
    open();
    Response shown = show(portal().address() + "/frame");
    assertThat(shown.headers()).containsEntry("x-frame-options", "SAMEORIGIN");
    waitsInside();

    page.waitForRequest(
        request ->
            request.url().startsWith(world.simulator.powerBiWebUrl() + "/groups")
                && request.frame().parentFrame() != null,
        () -> propagate(ANN));
    assertThat(page).hasTitle("Frame");
    allowComplaintsOfPowerBi();
  }

  @ParameterizedTest
  @ValueSource(strings = {"request", "redirect"})
  void theWayPastLeadsTheWholeWindow(String intercept) throws Exception {
    set("intercept", intercept);
    set("slowAfter", "1s");
    if (intercept.equals("request")) {
      logs.expect(java.util.logging.Level.WARNING, "use intercept=redirect");
    }
    open();
    show(portal().address() + "/frame");
    assertThat(frame().locator("#any")).isVisible(new IsVisibleOptions().setTimeout(15_000));

    frame().locator("#any").click();

    arrives(page, "No access");
  }

  @Test
  void anotherSiteMayNotFrameThePage() throws Exception {
    open();
    show(ELSEWHERE);
    refused();
  }

  @Test
  void whereNobodyMayFrameThePageThePortalMayNotEither() throws Exception {
    set("frameAncestors", "'none'");
    open();
    Response shown = show(portal().address() + "/frame");
    assertThat(shown.headers()).containsEntry("x-frame-options", "DENY");
    refused();
  }

  @Test
  void aSiteOnTheListMayFrameThePageAndNoOlderHeaderForbidsIt() throws Exception {
    set("frameAncestors", "'self' " + ELSEWHERE);
    open();
    Response shown = show(ELSEWHERE);
    assertThat(shown.headers())
        .doesNotContainKey("x-frame-options")
        .hasEntrySatisfying(
            "content-security-policy",
            policy -> assertThat(policy).endsWith("frame-ancestors 'self' " + ELSEWHERE));
    waitsInside();
    propagate(ANN);
    page.waitForRequest(
        request -> request.url().startsWith(world.simulator.powerBiWebUrl() + "/groups"), () -> {});
    allowComplaintsOfPowerBi();
  }

  private void open() throws Exception {
    world.person("ann");
    // No cookie of the portal's would come with another site's frame.
    visitor().setExtraHTTPHeaders(Map.of("X-User", ANN));
    open(TestPortal.on("Jetty").servlet("/frame", new Framing()), ANN);
  }

  private Response show(String address) {
    return page.waitForResponse(
        answer -> answer.url().contains("/powerbi?from="), () -> page.navigate(address));
  }

  private FrameLocator frame() {
    return page.frameLocator("iframe");
  }

  private void waitsInside() {
    assertThat(frame().locator("h1"))
        .hasText(
            "We are setting up your access to Power BI", new HasTextOptions().setTimeout(30_000));
  }

  private void refused() {
    page.waitForCondition(() -> !complaints.isEmpty());
    assertThat(complaints).allMatch(words -> words.contains("\"frame-ancestors '"));
    assertThat(frame().locator("#gate")).hasCount(0);
    complaints.clear();
  }

  /** Whom Power BI lets frame its own pages is not the gate's affair. */
  private void allowComplaintsOfPowerBi() {
    page.waitForCondition(() -> !complaints.isEmpty());
    assertThat(complaints)
        .allMatch(words -> words.contains("frame-ancestors 'none'"))
        .allMatch(words -> words.contains(world.simulator.powerBiWebUrl().toString()));
    complaints.clear();
  }

  private static String html(String framed) {
    return "<!DOCTYPE html><title>Frame</title><link rel=icon href='data:,'><iframe src='"
        + framed
        + "' width=600 height=600></iframe>";
  }
}
