package io.github.powerbigate.token;

import static io.github.powerbigate.token.Signed.FIRST_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.membership.FakeClock;
import io.github.powerbigate.token.Reading.CannotTell;
import io.github.powerbigate.token.Reading.Named;
import io.github.powerbigate.token.Reading.Nobody;
import io.github.powerbigate.token.Reading.Reason;
import io.github.powerbigate.token.TokenRules.Algorithm;
import io.github.powerbigate.token.TokenRules.Use;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A reader under test, with its clock and its documents. Begins to fetch when first used. */
final class Reader {

  static final URI KEYS = URI.create("https://sign-in.example/keys");

  final FakeClock clock = new FakeClock();
  final ScriptedDocuments documents = new ScriptedDocuments().put(KEYS, Signed.shown(FIRST_KEY));

  private List<Issuer> issuers = List.of(new Issuer(Signed.ISSUER, null, null, null));
  private @Nullable URI keys = KEYS;
  private String claim = TokenRules.USUAL_CLAIM;
  private Set<Algorithm> algorithms = Set.of(Algorithm.values());
  private Use use = Use.ANY;
  private Duration sessionGrace = TokenRules.USUAL_SESSION_GRACE;
  private @Nullable TokenReader reader;

  Reader issuers(List<Issuer> believed) {
    issuers = believed;
    return this;
  }

  /** The keys are where the issuer says. */
  Reader discovering() {
    keys = null;
    return this;
  }

  Reader claim(String name) {
    claim = name;
    return this;
  }

  Reader algorithms(Algorithm... allowed) {
    algorithms = Set.of(allowed);
    return this;
  }

  Reader use(Use wanted) {
    use = wanted;
    return this;
  }

  Reader sessionGrace(Duration grace) {
    sessionGrace = grace;
    return this;
  }

  TokenReader reader() {
    if (reader == null) {
      reader =
          new TokenReader(
              new TokenRules(
                  issuers, keys, Set.of(Signed.AUDIENCE), claim, algorithms, use, sessionGrace),
              documents,
              clock);
    }
    return reader;
  }

  Reading fromHeader(String token) {
    return reader().read(token, false);
  }

  Reading fromSession(String token) {
    return reader().read(token, true);
  }

  void assertNamed(String token) {
    assertName(fromHeader(token), Signed.NAME);
  }

  void assertRefused(Reason reason, String token) {
    assertReason(fromHeader(token), reason);
    if (reason != Reason.EXPIRED) {
      assertReason(fromSession(token), reason);
    }
  }

  static void assertName(Reading reading, String name) {
    assertThat(reading)
        .isInstanceOfSatisfying(Named.class, named -> assertThat(named.name()).isEqualTo(name));
  }

  static void assertReason(Reading reading, Reason reason) {
    assertThat(reading)
        .isInstanceOfSatisfying(
            Nobody.class, nobody -> assertThat(nobody.reason()).isEqualTo(reason));
  }

  static void assertCannotTell(Reading reading) {
    assertThat(reading).isInstanceOf(CannotTell.class);
  }
}
