package io.github.powerbigate.token;

import static io.github.powerbigate.token.Reader.KEYS;
import static io.github.powerbigate.token.Reader.assertCannotTell;
import static io.github.powerbigate.token.Signed.FIRST_KEY;
import static io.github.powerbigate.token.Signed.ISSUER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.powerbigate.testing.LogWatch;
import io.github.powerbigate.token.TokenRules.Algorithm;
import io.github.powerbigate.token.TokenRules.Use;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an issuer says that its keys are. */
class DiscoveryTest {

  private static final URI ENTRA = URI.create("https://login.microsoftonline.com");
  private static final String TENANT = "0f0f0f0f-1111-4222-8333-444444444444";
  private static final URI METADATA = URI.create(ISSUER + "/.well-known/openid-configuration");

  @RegisterExtension final LogWatch logs = new LogWatch();

  private final Reader reader =
      new Reader().discovering().issuers(Issuer.named(ISSUER, ENTRA, TENANT));

  @Test
  void theIssuersMetadataSayWhereItsKeysAre() {
    describe(ISSUER, KEYS.toString());
    reader.assertNamed(token());
    assertThat(reader.documents.asked).containsExactly(METADATA, KEYS);
  }

  @Test
  void theyAreReadOnceAndAgainWhenTheKeysAreGone() {
    logs.expect(Level.WARNING, "cannot be fetched");
    describe(ISSUER, KEYS.toString());
    reader.assertNamed(token());
    reader.clock.advance(Duration.ofHours(1));
    reader.assertNamed(token());
    assertThat(reader.documents.fetches(METADATA)).isEqualTo(1);

    URI moved = URI.create("https://sign-in.example/new-keys");
    reader.documents.remove(KEYS);
    reader.documents.put(moved, Signed.shown(FIRST_KEY));
    describe(ISSUER, moved.toString());
    reader.clock.advance(Duration.ofHours(1));
    reader.assertNamed(token());
    reader.clock.advance(Duration.ofMinutes(5));
    reader.assertNamed(token());
    assertThat(reader.documents.asked).endsWith(METADATA, moved);
  }

  @Test
  void anIssuersNameMayEndWithASlash() {
    String name = ISSUER + "/";
    reader.issuers(Issuer.named(name, ENTRA, TENANT));
    describe(name, KEYS.toString());
    reader.assertNamed(Signed.keycloaks(reader.clock).with("iss", name).text());
  }

  @Test
  void metadataOfAnotherIssuerAreNotBelieved() {
    logs.expect(Level.WARNING, "name another issuer: write jwtIssuer as they do");
    describe(ISSUER + "/", KEYS.toString());
    assertCannotTell(reader.fromHeader(token()));
    assertThat(reader.documents.fetches(KEYS)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/keys",
        "http://sign-in.example/keys",
        "https://sign-in.example:8443/keys",
        "https://user@sign-in.example/keys",
        "https://sign-in.example.evil.example/keys",
        "file:///etc/keys",
        "keys"
      })
  void noIssuerLeadsTheGateToAnotherHost(String keys) {
    logs.expect(Level.WARNING, "lead to another host: set jwtKeys");
    describe(ISSUER, keys);
    assertCannotTell(reader.fromHeader(token()));
    assertThat(reader.documents.asked).containsExactly(METADATA);
  }

  @Test
  void theUsualPortMayBeWritten() {
    URI same = URI.create("https://sign-in.example:443/keys");
    reader.documents.put(same, Signed.shown(FIRST_KEY));
    describe(ISSUER, same.toString());
    reader.assertNamed(token());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "<html>",
        "{\"issuer\":\"" + ISSUER + "\"}",
        "{\"issuer\":\"" + ISSUER + "\",\"jwks_uri\":7}",
        "{\"issuer\":\"" + ISSUER + "\",\"jwks_uri\":\"https://[\"}"
      })
  void metadataThatMakeNoSenseAreAnOutage(String document) {
    logs.expect(Level.WARNING, "check jwtIssuer and jwtKeys");
    reader.documents.put(METADATA, document);
    assertCannotTell(reader.fromHeader(token()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"keycloak", "urn:issuer", "https://", "https://[", ""})
  void anIssuerWhoseNameIsNoAddressNeedsTheAddressOfItsKeys(String name) {
    assertThatThrownBy(() -> rules(name, null, Signed.AUDIENCE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("jwtKeys");
    assertThat(rules(name, KEYS, Signed.AUDIENCE).keys()).isEqualTo(KEYS);
  }

  @Test
  void everythingIsFetchedFromOnePlace() {
    String entra = ENTRA + "/" + TENANT + "/v2.0";
    assertThat(rules(ISSUER, KEYS, Signed.AUDIENCE).place()).isEqualTo(KEYS);
    assertThat(rules(ISSUER, null, Signed.AUDIENCE).place()).isEqualTo(METADATA);
    assertThat(rules(entra, null, Signed.AUDIENCE).place()).hasHost(ENTRA.getHost());
    assertThat(Issuer.named(entra, ENTRA, TENANT))
        .extracting(Issuer::origin)
        .containsOnly("https://login.microsoftonline.com:443");
  }

  @Test
  void rulesWithoutAnAudienceAreNone() {
    assertThatThrownBy(() -> rules(ISSUER, KEYS, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("jwtAudience");
  }

  private static TokenRules rules(String name, @Nullable URI keys, String audience) {
    return new TokenRules(
        Issuer.named(name, ENTRA, TENANT),
        keys,
        Set.of(audience),
        TokenRules.USUAL_CLAIM,
        Set.of(Algorithm.RS256),
        Use.ANY,
        Duration.ZERO);
  }

  private void describe(String issuer, String keys) {
    reader.documents.put(METADATA, "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + keys + "\"}");
  }

  private String token() {
    return Signed.keycloaks(reader.clock).text();
  }
}
