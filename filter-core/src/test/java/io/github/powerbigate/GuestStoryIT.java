package io.github.powerbigate;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Response;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first user's own case, from the click to the report. */
@Tag("browser")
class GuestStoryIT extends Story {

  private static final String GRETA = "greta@elsewhere.example";

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void aNewGuestWaitsAcceptsTheInvitationAtMicrosoftAndSeesTheReport(String container)
      throws Exception {
    comeAs(GRETA, container);
    click();
    waits(page);
    assertThat(page.locator("#note")).isVisible();
    assertThat(handler.runs()).isEqualTo(1);

    propagate(GRETA);

    arrivesAt("Review permissions");
    page.locator("button").click();
    arrivesAt("Report");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void aLongTimeMemberSeesTheReportAtOnceAndNoOtherPage(String container) throws Exception {
    world.member("ann");
    comeAs(ANN, container);
    List<Response> answers = new CopyOnWriteArrayList<>();
    page.onResponse(answers::add);

    click();

    arrivesAt("Report");
    assertThat(answers)
        .filteredOn(answer -> answer.url().startsWith(portal().address().toString()))
        .singleElement()
        .satisfies(answer -> assertThat(answer.status()).isEqualTo(302));
  }
}
