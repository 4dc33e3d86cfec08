package io.github.powerbigate;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator.ClickOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.MouseButton;
import io.github.powerbigate.simulator.wire.Service;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One person waits in several tabs. */
@Tag("browser")
class TabsStoryIT extends Story {

  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final int POLLS = 6;

  @ParameterizedTest
  @CsvSource({"Jetty,request", "Tomcat,redirect"})
  void twoTabsAskMicrosoftNoMoreThanOneAndBothGoOn(String container, String intercept)
      throws Exception {
    set("intercept", intercept);
    set("firstPause", PAUSE.toSeconds() + "s");
    set("longestPause", PAUSE.toSeconds() + "s");
    world.person("ann");
    comeAs(ANN, container);
    Page first = openTab();
    Page second = openTab();
    waits(first);
    waits(second);
    assertThat(reference(first)).isEqualTo(reference(second));

    long start = System.nanoTime();
    long asked = questions();
    AtomicInteger polls = counted(first);
    AtomicInteger others = counted(second);
    second.waitForCondition(() -> polls.get() >= POLLS && others.get() >= POLLS);
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    assertThat(questions() - asked).isLessThanOrEqualTo(elapsed.dividedBy(PAUSE) + 1);

    propagate(ANN);
    arrives(first, "Report");
    arrives(second, "Report");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void aMiddleClickOnCheckNowShowsTheWaitInAnotherTabAndRunsNoHandler(String container)
      throws Exception {
    world.person("ann");
    comeAs(ANN, container);
    click();
    waits(page);

    Page other =
        visitor()
            .waitForPage(
                () -> page.locator("#go").click(new ClickOptions().setButton(MouseButton.MIDDLE)));

    waits(other);
    assertThat(reference(other)).isEqualTo(reference(page));
    propagate(ANN);
    arrives(other, "Report");
    arrivesAt("Report");
  }

  @Test
  void stopIsSaidToOneTabAlone() throws Exception {
    world.person("ann");
    comeAs(ANN, "Jetty");
    page.evaluate("document.querySelector('#tab').rel = 'noopener'");
    Page stopped = openTab();
    waits(stopped);
    stopped.locator("#stop").click();
    assertThat(stopped.locator("#gate")).hasAttribute("data-turn", "off");

    Page other = openTab();

    waits(other);
    assertThat(other.locator("#gate")).hasAttribute("data-turn", "on");
    propagate(ANN);
    arrives(other, "Report");
    waits(stopped);
  }

  private Page openTab() {
    return visitor().waitForPage(() -> page.locator("#tab").click());
  }

  private long questions() {
    return world.simulator.requests().count(Service.GRAPH, "/checkMember");
  }

  private static AtomicInteger counted(Page where) {
    AtomicInteger polls = new AtomicInteger();
    where.onResponse(
        answer -> {
          if (answer.url().endsWith("powerbi-gate=status")) {
            polls.incrementAndGet();
          }
        });
    return polls;
  }
}
