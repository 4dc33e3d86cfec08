package io.github.powerbigate.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.token.Reading.Named;
import io.github.powerbigate.token.Reading.Reason;
import io.github.powerbigate.token.TokenRules.Use;
import org.junit.jupiter.api.Test;

/** Access tokens and ID tokens, as the two kinds of issuers mark them. */
class TokenUseTest {

  private final Signed keycloaks = Signed.keycloaks(new Reader().clock);
  private final Signed unmarked = keycloaks.without("typ");

  @Test
  void keycloakSaysWhatATokenIs() {
    assertAccess(keycloaks);
    assertId(keycloaks.with("typ", "ID"));
  }

  @Test
  void keycloaksWordStandsAboveTheNonceThatOlderVersionsPutEverywhere() {
    assertAccess(keycloaks.with("nonce", "n"));
    assertId(keycloaks.with("typ", "ID").with("nonce", "n"));
  }

  @Test
  void elsewhereTheNonceMarksAnIdToken() {
    assertAccess(unmarked);
    assertId(unmarked.with("nonce", "n"));
  }

  @Test
  void theHeaderMarksAnAccessToken() {
    assertAccess(unmarked.head("typ", "at+jwt"));
    assertAccess(unmarked.head("typ", "at+jwt").with("nonce", "n"));
  }

  @Test
  void tokensThatSayNothingOfWhoIsSignedInAreNeverBelieved() {
    for (String kind : new String[] {"Refresh", "Offline", "Logout"}) {
      for (Use use : Use.values()) {
        new Reader().use(use).assertRefused(Reason.USE, keycloaks.with("typ", kind).text());
      }
    }
  }

  @Test
  void anApplicationsOwnTokenIsNeverBelieved() {
    for (Use use : Use.values()) {
      new Reader()
          .use(use)
          .assertRefused(Reason.APPLICATION, keycloaks.with("idtyp", "app").text());
    }
  }

  private static void assertAccess(Signed token) {
    assertUse(Use.ACCESS, Use.ID, token);
  }

  private static void assertId(Signed token) {
    assertUse(Use.ID, Use.ACCESS, token);
  }

  private static void assertUse(Use good, Use bad, Signed token) {
    assertThat(new Reader().use(good).fromHeader(token.text())).isInstanceOf(Named.class);
    assertThat(new Reader().use(Use.ANY).fromHeader(token.text())).isInstanceOf(Named.class);
    new Reader().use(bad).assertRefused(Reason.USE, token.text());
  }
}
