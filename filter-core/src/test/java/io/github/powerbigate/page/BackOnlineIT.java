package io.github.powerbigate.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A network that comes back at a bad moment. */
@Tag("browser")
class BackOnlineIT extends ScriptedVisit {
  @Test
  void aReadyPageGoesOnAlthoughTheNetworkComesBackJustThen() {
    visit();
    gate.admit();
    poll();
    assertThat(heading()).hasText("Your access is ready");
    page.evaluate("dispatchEvent(new Event('online'))");
    page.clock().runFor(3_100);

    assertThat(page).hasURL(Pattern.compile("/report$"));
  }
}
