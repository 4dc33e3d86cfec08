package io.github.powerbigate.token;

import static io.github.powerbigate.token.Reader.assertName;
import static io.github.powerbigate.token.Signed.ELLIPTIC_KEY;
import static io.github.powerbigate.token.Signed.FIRST_KEY;
import static io.github.powerbigate.token.Signed.SECOND_KEY;
import static io.github.powerbigate.token.Signed.STRANGERS_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import io.github.powerbigate.testing.LogWatch;
import io.github.powerbigate.token.Reading.Named;
import io.github.powerbigate.token.Reading.Nobody;
import io.github.powerbigate.token.Reading.Reason;
import io.github.powerbigate.token.TokenRules.Algorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the processing of the library would accept, and what it would refuse. */
class TokenReaderTest {

  @RegisterExtension final LogWatch logs = new LogWatch();

  private final Reader reader = new Reader();
  private final Signed good = Signed.keycloaks(reader.clock);

  @Test
  void aGoodTokenNamesTheUser() {
    reader.assertNamed(good.text());
    assertName(reader.fromSession(good.text()), Signed.NAME);
  }

  @Test
  void aSettingSaysWhichClaimIsTheName() {
    reader.claim("email");
    assertName(
        reader.fromHeader(good.with("email", "mail@example.org").text()), "mail@example.org");
    reader.assertRefused(Reason.NO_NAME, good.text());
  }

  @Test
  void aTokenMayBeForOneAudienceOrForSeveral() {
    reader.assertNamed(good.with("aud", Signed.AUDIENCE).text());
    reader.assertNamed(good.with("aud", List.of("x", Signed.AUDIENCE)).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"JWT", "jwt", "at+jwt", "AT+JWT", "application/at+jwt"})
  void theTypesOfTokensForPeopleAreBelieved(String type) {
    reader.assertNamed(good.head("typ", type).text());
  }

  @Test
  void aTokenNeedNotSayItsType() {
    reader.assertNamed(good.headless("typ").text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"logout+jwt", "secevent+jwt", "dpop+jwt", "JOSE", ""})
  void otherTypesAreNot(String type) {
    reader.assertRefused(Reason.TYPE, good.head("typ", type).text());
  }

  @Test
  void allThreeAlgorithmsWork() {
    reader.documents.put(Reader.KEYS, Signed.shown(FIRST_KEY, ELLIPTIC_KEY));
    reader.assertNamed(good.by(FIRST_KEY, "RS256"));
    reader.assertNamed(good.head("alg", "PS256").by(FIRST_KEY, "PS256"));
    reader.assertNamed(good.head("alg", "ES256").head("kid", "key-e").by(ELLIPTIC_KEY));
  }

  @Test
  void onlyAllowedAlgorithmsWork() {
    reader.algorithms(Algorithm.ES256);
    reader.assertRefused(Reason.ALGORITHM, good.text());
  }

  @Test
  void strongerKinsOfTheAlgorithmsAreNotAllowed() {
    reader.assertRefused(Reason.ALGORITHM, good.head("alg", "RS512").by(FIRST_KEY, "RS512"));
  }

  @Test
  void noExpiryNoIssueNoIssuerNoAudienceNoNameIsRefused() {
    reader.assertRefused(Reason.NO_TIMES, good.without("exp").text());
    reader.assertRefused(Reason.NO_TIMES, good.without("iat").text());
    reader.assertRefused(Reason.ISSUER, good.without("iss").text());
    reader.assertRefused(Reason.AUDIENCE, good.without("aud").text());
    reader.assertRefused(Reason.NO_NAME, good.without("preferred_username").text());
  }

  @Test
  void anotherIssuerOrAudienceIsRefused() {
    reader.assertRefused(Reason.ISSUER, good.with("iss", Signed.ISSUER + "/").text());
    reader.assertRefused(Reason.ISSUER, good.with("iss", List.of(Signed.ISSUER)).text());
    reader.assertRefused(Reason.AUDIENCE, good.with("aud", "Portal").text());
    reader.assertRefused(Reason.AUDIENCE, good.with("aud", List.of("account")).text());
    reader.assertRefused(
        Reason.AUDIENCE, good.with("aud", Map.of(Signed.AUDIENCE, Signed.AUDIENCE)).text());
  }

  @Test
  void aNameThatIsNoTextOrIsEmptyIsRefused() {
    reader.assertRefused(Reason.NO_NAME, good.with("preferred_username", "").text());
    reader.assertRefused(Reason.NO_NAME, good.with("preferred_username", 7).text());
    reader.assertRefused(
        Reason.NO_NAME, good.with("preferred_username", List.of(Signed.NAME)).text());
  }

  @Test
  void aTokenIsGoodFromHalfAMinuteBeforeItWasIssued() {
    Instant now = reader.clock.instant();
    Duration life = Duration.ofMinutes(5);
    reader.assertNamed(good.issued(now.plusSeconds(30), life).text());
    Signed early = good.issued(now.plusSeconds(31), life);
    reader.assertRefused(Reason.NOT_YET, early.text());
    reader.assertRefused(Reason.NOT_YET, early.with("nbf", now.getEpochSecond()).text());
    reader.assertRefused(
        Reason.NOT_YET, good.with("nbf", now.plusSeconds(31).getEpochSecond()).text());
    reader.assertRefused(Reason.NO_TIMES, good.with("nbf", "now").text());
  }

  @Test
  void aTokenIsGoodUntilHalfAMinuteAfterItsExpiry() {
    reader.assertNamed(good.text());
    reader.clock.advance(Duration.ofMinutes(5).plusSeconds(29));
    reader.assertNamed(good.text());
    reader.clock.advance(Duration.ofSeconds(1));
    reader.assertRefused(Reason.EXPIRED, good.text());
  }

  @Test
  void aTokenLivesForADayAtMost() {
    Instant now = reader.clock.instant();
    reader.assertNamed(good.issued(now, Duration.ofHours(24)).text());
    reader.assertRefused(Reason.LIFE, good.issued(now, Duration.ofHours(24).plusSeconds(1)).text());
    reader.assertRefused(Reason.LIFE, good.with("exp", 253_402_300_799L).text());
    reader.assertRefused(Reason.LIFE, good.issued(now, Duration.ZERO).text());
    reader.assertRefused(Reason.LIFE, good.issued(now, Duration.ofSeconds(-1)).text());
  }

  @Test
  void timesThatAreNoneAreRefused() {
    reader.assertRefused(Reason.NO_TIMES, good.with("exp", "9999999999").text());
    reader.assertRefused(Reason.NO_TIMES, good.with("exp", 1e300).text());
    reader.assertRefused(Reason.NO_TIMES, good.with("exp", -1).text());
    reader.assertRefused(Reason.NO_TIMES, good.with("iat", -1e300).text());
    reader.assertRefused(Reason.NO_TIMES, good.with("exp", true).text());
  }

  @Test
  void timesMayHaveFractions() {
    double now = reader.clock.instant().getEpochSecond() + 0.25;
    reader.assertNamed(good.with("iat", now).with("exp", now + 60).text());
  }

  @Test
  void noSignatureIsRefused() {
    Signed none = good.head("alg", "none");
    reader.assertRefused(Reason.MALFORMED, none.unsigned(""));
    reader.assertRefused(Reason.MALFORMED, none.unsigned("AAAA"));
    reader.assertRefused(Reason.MALFORMED, good.unsigned(""));
    reader.assertRefused(Reason.SIGNATURE, good.unsigned("AAAA"));
  }

  @Test
  void aSymmetricSignatureByThePublicKeyIsRefused() throws JOSEException {
    String header = "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"key-1\"}";
    for (byte[] secret :
        List.of(FIRST_KEY.toRSAPublicKey().getEncoded(), FIRST_KEY.getModulus().decode())) {
      JWSObject token =
          new JWSObject(
              new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("key-1").build(),
              new Payload(good.claimsText()));
      token.sign(new MACSigner(secret));
      reader.assertRefused(Reason.ALGORITHM, token.serialize());
    }
    reader.assertRefused(Reason.ALGORITHM, Signed.raw(header, good.claimsText()));
  }

  @Test
  void aKeyThatTheTokenBringsAlongIsNotUsed() {
    Map<String, Object> brought = STRANGERS_KEY.toPublicJWK().toJSONObject();
    reader.assertRefused(Reason.SIGNATURE, good.head("jwk", brought).by(STRANGERS_KEY));
    reader.assertRefused(
        Reason.UNKNOWN_KEY, good.head("jwk", brought).head("kid", "mine").by(STRANGERS_KEY));
    reader.assertRefused(
        Reason.UNKNOWN_KEY,
        good.head("jku", "https://evil.example/keys").head("kid", "mine").by(STRANGERS_KEY));
    assertThat(reader.documents.asked).containsOnly(Reader.KEYS);
  }

  @Test
  void aStrangersSignatureIsRefused() {
    reader.assertRefused(Reason.SIGNATURE, good.by(STRANGERS_KEY));
    reader.assertRefused(Reason.UNKNOWN_KEY, good.head("kid", "key-2").by(SECOND_KEY));
  }

  @Test
  void aTokenWithoutTheIdOfItsKeyIsReadWhereThereIsNoChoice() {
    reader.assertNamed(good.headless("kid").text());
  }

  @Test
  void aTokenWithoutTheIdOfItsKeyIsRefusedWhereThereIsAChoice() {
    reader.documents.put(Reader.KEYS, Signed.shown(FIRST_KEY, SECOND_KEY));
    reader.assertRefused(Reason.UNKNOWN_KEY, good.headless("kid").text());
  }

  @Test
  void headersThatAskForMoreAreRefused() {
    reader.assertRefused(Reason.MALFORMED, good.head("crit", List.of("exp")).text());
    reader.assertRefused(Reason.MALFORMED, good.head("b64", false).text());
    reader.assertRefused(
        Reason.MALFORMED, good.head("b64", false).head("crit", List.of("b64")).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "...",
        "....",
        "a.b.c",
        "eyJhbGciOiJSUzI1NiJ9.e30.",
        "eyJhbGciOiJSUzI1NiJ9..AAAA",
        "eyJhbGciOiJSUzI1NiJ9.bnVsbA.AAAA",
        "eyJhbGciOiJSUzI1NiJ9.W10.AAAA",
        "eyJhbGciOiJkaXIifQ.e30.AAAA",
        "eyJhbGciOiJkaXIifQ....AAAA",
        "bnVsbA.e30.AAAA",
        "\u0000",
        "é.é.é",
        "Bearer eyJhbGciOiJSUzI1NiJ9.e30.AAAA"
      })
  void whatIsNoSignedTokenNamesNobody(String text) {
    for (boolean fromSession : new boolean[] {false, true}) {
      assertThat(reader.reader().read(text, fromSession)).isInstanceOf(Nobody.class);
    }
  }

  @Test
  void blanksAroundATokenAreNotTakenAway() {
    reader.assertRefused(Reason.MALFORMED, " " + good.text());
    reader.assertRefused(Reason.MALFORMED, good.text() + "\n");
  }

  @Test
  void membersThatOccurTwiceAreRefused() {
    String header = "{\"alg\":\"RS256\",\"kid\":\"key-1\"}";
    String claims = good.claimsText();
    String twice = claims.replace("{", "{\"preferred_username\":\"other@example.org\",");
    reader.assertNamed(Signed.raw(header, claims));
    reader.assertRefused(Reason.MALFORMED, Signed.raw(header, twice));
    reader.assertRefused(
        Reason.MALFORMED, Signed.raw(header.replace("{", "{\"alg\":\"none\","), claims));
  }

  @Test
  void deeplyNestedJsonIsRefused() {
    String header = "{\"alg\":\"RS256\",\"kid\":\"key-1\"}";
    for (String deep : List.of("[".repeat(5000), "{\"a\":".repeat(1500))) {
      reader.assertRefused(
          Reason.MALFORMED, Signed.raw(header, good.claimsText().replace("{", "{\"a\":" + deep)));
      reader.assertRefused(
          Reason.MALFORMED, Signed.raw(header.replace("{", "{\"a\":" + deep), good.claimsText()));
    }
  }

  @Test
  void aTokenHas16KilobytesAtMost() {
    int begin = (TokenReader.LONGEST - good.text().length()) * 3 / 4 - 20;
    String text = good.text();
    for (int pad = begin; text.length() <= TokenReader.LONGEST; pad++) {
      reader.assertNamed(text);
      text = good.with("pad", "x".repeat(pad)).text();
    }
    assertThat(text).hasSizeLessThan(TokenReader.LONGEST + 4);
    reader.assertRefused(Reason.TOO_LARGE, text);
  }

  @Test
  void whatWasReadOnceIsReadAgainUntilItsExpiryAndNotLonger() {
    String text = good.text();
    reader.assertNamed(text);
    reader.assertNamed(text);
    reader.clock.advance(Duration.ofMinutes(6));
    reader.assertRefused(Reason.EXPIRED, text);
  }

  @Test
  void nothingOfATokenIsLoggedOrShown() {
    String canary = "canary@example.org";
    Signed secret = good.with("preferred_username", canary).with("sub", canary);
    assertThat(reader.fromHeader(secret.text()))
        .isInstanceOf(Named.class)
        .asString()
        .doesNotContain(canary);
    reader.fromHeader(secret.by(STRANGERS_KEY));
    reader.fromHeader(secret.without("exp").text());
    reader.fromHeader(secret.text() + canary);
    reader.fromHeader(Signed.raw("{\"alg\":\"" + canary + "\"}", secret.claimsText()));

    assertThat(logs.messages(Level.ALL)).isEmpty();
  }
}
