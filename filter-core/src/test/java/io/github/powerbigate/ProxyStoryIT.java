package io.github.powerbigate;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A proxy between browser and portal that takes every liberty that it is allowed, and some more.
 */
@Tag("browser")
class ProxyStoryIT extends Story {

  private static final String BOB = "bob@example.org";

  @ParameterizedTest
  @CsvSource({"Jetty,redirect", "Tomcat,request"})
  void behindABufferAndACacheEverybodyHasTheirOwnPage(String container, String intercept)
      throws Exception {
    set("intercept", intercept);
    world.person("ann");
    world.person("bob");
    comeAs(ANN, container);
    try (Proxy proxy = new Proxy(portal().address(), name -> true)) {
      Page bobs = bob();
      for (Page each : new Page[] {page, bobs}) {
        each.navigate(proxy.address() + "/home");
        each.locator("#link").click();
        waits(each);
      }
      assertThat(reference(bobs)).isNotEqualTo(reference(page));

      propagate(ANN);
      arrives(page, "Report");
      waits(bobs);
      propagate(BOB);
      arrives(bobs, "Report");
      assertThat(proxy.served()).as("answered from the cache").contains("/home");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"request", "redirect"})
  void whereAProxyTakesOurHeadersAwayTheLinkLeadsOn(String intercept) throws Exception {
    set("intercept", intercept);
    world.person("ann");
    comeAs(ANN, "Jetty");
    try (Proxy proxy = new Proxy(portal().address(), Proxy.WELL_KNOWN::contains)) {
      page.clock().install();
      page.navigate(proxy.address() + "/home");
      click();
      waits(page);

      for (int i = 0; i < 3; i++) {
        page.waitForResponse(
                answer -> answer.url().endsWith("powerbi-gate=status"),
                () -> page.clock().runFor(70_000))
            .finished();
      }
      heading(page, "We cannot check your access right now");
      propagate(ANN);
      page.waitForCondition(
          () -> {
            page.locator("#go").click();
            return page.url().startsWith(world.simulator.powerBiWebUrl().toString());
          });
      arrivesAt("Report");
    }
  }

  private Page bob() {
    BrowserContext context = visitor().browser().newContext();
    for (String name : new String[] {CookieSignIn.COOKIE, "simulator-person"}) {
      context.addCookies(List.of(new Cookie(name, BOB).setDomain("localhost").setPath("/")));
    }
    return context.newPage();
  }
}
