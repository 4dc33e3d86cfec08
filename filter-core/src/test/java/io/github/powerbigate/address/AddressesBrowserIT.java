package io.github.powerbigate.address;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.github.powerbigate.testing.Browser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whether a browser goes where the rule says: of 100,000 addresses, those that it accepts. */
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AddressesBrowserIT {

  private static final int DRAWN = 100_000;
  private static final int BATCH = 5_000;

  /** What a browser makes of both spellings; those alone are given back that it takes amiss. */
  private static final String JUDGE =
      """
      pairs => pairs.filter(([raw, final, host]) => {
        try {
          const written = new URL(raw, 'https://portal.example/');
          const sent = new URL(final);
          return written.protocol !== 'https:' || sent.protocol !== 'https:'
              || written.host !== host || sent.host !== host || written.href !== sent.href
              || written.username !== '' || sent.username !== '';
        } catch (e) {
          return true;
        }
      })
      """;

  private final Browser browser = Browser.open();
  private final BrowserContext visitor = browser.visitor();
  private final Page page = visitor.newPage();
  private final List<List<String>> accepted = new ArrayList<>();

  @BeforeAll
  void draw() {
    Mutations mutations = new Mutations(20_261_124);
    for (int i = 0; i < DRAWN; i++) {
      String raw = mutations.next();
      String address = Gates.PUBLIC.finalAddress(raw);
      if (address != null) {
        accepted.add(List.of(raw, address, hostOf(address)));
      }
    }
  }

  @AfterAll
  void close() {
    visitor.close();
    browser.close();
  }

  @Test
  void thousandsAreAcceptedOnOurHostsAlone() {
    assertThat(accepted.stream().distinct().count()).isGreaterThan(5_000);
    assertThat(accepted.stream().map(pair -> pair.get(2)).distinct())
        .containsExactlyInAnyOrder(
            "app.powerbi.com", "login.microsoftonline.com", "invitations.microsoft.com");
  }

  @Test
  void theBrowserGoesToTheSamePlaceWithBothSpellingsAndItIsOurHost() {
    for (int from = 0; from < accepted.size(); from += BATCH) {
      List<List<String>> batch = accepted.subList(from, Math.min(from + BATCH, accepted.size()));

      assertThat((List<?>) page.evaluate(JUDGE, batch)).isEmpty();
    }
  }

  @Test
  void theBrowserGoesToTheSameHostWithTheTenant() {
    for (int from = 0; from < accepted.size(); from += BATCH) {
      List<List<String>> batch =
          accepted.subList(from, Math.min(from + BATCH, accepted.size())).stream()
              .map(pair -> Gates.PUBLIC.withTenant(pair.get(1)))
              .map(address -> List.of(address, address, hostOf(address)))
              .toList();

      assertThat((List<?>) page.evaluate(JUDGE, batch)).isEmpty();
    }
  }

  private static String hostOf(String address) {
    return address.substring("https://".length()).split("[:/?#]", 2)[0];
  }
}
