package io.github.powerbigate.token;

import static io.github.powerbigate.token.Signed.FIRST_KEY;
import static io.github.powerbigate.token.Signed.SECOND_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.powerbigate.token.Reading.Reason;
import io.github.powerbigate.token.TokenRules.Use;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A tenant of Entra ID: two issuers, each with its own metadata, keys and version. */
class EntraIssuerTest {

  private static final String TENANT = "0f0f0f0f-1111-4222-8333-444444444444";
  private static final String OTHER = "0f0f0f0f-1111-4222-8333-555555555555";
  private static final URI ENTRA = URI.create("https://login.microsoftonline.com");
  private static final String V1 = "https://sts.windows.net/" + TENANT + "/";
  private static final String V2 = ENTRA + "/" + TENANT + "/v2.0";
  private static final URI V1_KEYS = URI.create(ENTRA + "/common/discovery/keys");
  private static final URI V2_KEYS = URI.create(ENTRA + "/" + TENANT + "/discovery/v2.0/keys");

  private final Reader reader = entra(Use.ANY);

  private Reader entra(Use use) {
    Reader entra = new Reader().discovering().issuers(Issuer.named(V2, ENTRA, TENANT)).use(use);
    entra
        .documents
        .put(metadata(ENTRA + "/" + TENANT), described(V1, V1_KEYS))
        .put(metadata(V2), described(V2, V2_KEYS))
        .put(V1_KEYS, Signed.shown(FIRST_KEY, SECOND_KEY))
        .put(V2_KEYS, Signed.shown(FIRST_KEY));
    return entra;
  }

  private final Signed common =
      Signed.keycloaks(reader.clock)
          .without("typ")
          .issued(reader.clock.instant(), Duration.ofMinutes(75))
          .with("tid", TENANT)
          .with("scp", "read");
  private final Signed v2 = common.with("iss", V2).with("ver", "2.0").with("azpacr", "1");
  private final Signed v1 = common.with("iss", V1).with("ver", "1.0").with("appidacr", "1");

  @Test
  void tokensOfBothVersionsAreBelieved() {
    reader.assertNamed(v2.text());
    reader.assertNamed(v1.text());
  }

  @Test
  void eachVersionHasItsOwnIssuer() {
    reader.assertRefused(Reason.VERSION, v2.with("ver", "1.0").text());
    reader.assertRefused(Reason.VERSION, v1.with("ver", "2.0").text());
    reader.assertRefused(Reason.VERSION, v2.without("ver").text());
    reader.assertRefused(Reason.VERSION, v2.with("ver", 2.0).text());
  }

  @Test
  void eachVersionHasItsOwnKeys() {
    reader.assertNamed(v1.head("kid", "key-2").by(SECOND_KEY));
    reader.assertRefused(Reason.UNKNOWN_KEY, v2.head("kid", "key-2").by(SECOND_KEY));
  }

  @Test
  void anotherTenantIsRefused() {
    reader.assertRefused(Reason.TENANT, v2.with("tid", OTHER).text());
    reader.assertRefused(Reason.TENANT, v2.without("tid").text());
    reader.assertRefused(Reason.ISSUER, v2.with("iss", V2.replace(TENANT, OTHER)).text());
    reader.assertRefused(Reason.ISSUER, v1.with("iss", V1.replace(TENANT, OTHER)).text());
  }

  @Test
  void anApplicationsOwnTokenIsRefused() {
    for (Signed each : List.of(v1, v2)) {
      reader.assertRefused(Reason.APPLICATION, each.without("scp").text());
      reader.assertRefused(Reason.APPLICATION, each.with("idtyp", "app").text());
    }
  }

  @Test
  void anAccessTokenSaysWhatThePersonAllowed() {
    Signed idToken = v2.without("scp").without("azpacr").with("nonce", "n");
    entra(Use.ACCESS).assertNamed(v2.text());
    entra(Use.ACCESS).assertRefused(Reason.USE, idToken.text());
    entra(Use.ACCESS).assertRefused(Reason.USE, idToken.without("nonce").text());
    entra(Use.ID).assertNamed(idToken.text());
    entra(Use.ID).assertRefused(Reason.USE, v2.with("nonce", "n").text());
  }

  @Test
  void eitherIssuerStandsForBoth() {
    assertNames(List.of(V2, V1), Issuer.named(V2, ENTRA, TENANT));
    assertNames(List.of(V2, V1), Issuer.named(V1, ENTRA, TENANT));
    assertNames(List.of(V2, V1), Issuer.named(V1, ENTRA, TENANT.toUpperCase(Locale.ROOT)));
    assertNames(List.of(V2, V1), Issuer.named(ENTRA + "/" + TENANT, ENTRA, TENANT));
  }

  @Test
  void everyCloudHasItsOwn() {
    URI china = URI.create("https://login.partner.microsoftonline.cn");
    URI government = URI.create("https://login.microsoftonline.us");
    assertNames(
        List.of(china + "/" + TENANT + "/v2.0", "https://sts.chinacloudapi.cn/" + TENANT + "/"),
        Issuer.named(china + "/" + TENANT + "/v2.0", china, TENANT));
    assertNames(
        List.of(government + "/" + TENANT + "/v2.0", V1),
        Issuer.named(government + "/" + TENANT + "/v2.0", government, TENANT));
  }

  @Test
  void entraIsBelievedForTheGatesTenantAlone() {
    for (String name :
        List.of(
            V2.replace(TENANT, OTHER),
            V1.replace(TENANT, OTHER),
            V2.replace(TENANT, "common"),
            V2.replace(TENANT, TENANT + "0"))) {
      assertThatThrownBy(() -> Issuer.named(name, ENTRA, TENANT))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("tenantId")
          .hasMessageNotContaining(OTHER);
    }
  }

  @Test
  void whateverMerelyBeginsLikeEntraIsAnIssuerOfItsOwn() {
    String name = "https://login.microsoftonline.com.example/" + OTHER;
    assertThat(Issuer.named(name, ENTRA, TENANT))
        .singleElement()
        .satisfies(issuer -> assertThat(issuer.tenant()).isNull());
  }

  private static void assertNames(List<String> names, List<Issuer> issuers) {
    assertThat(issuers).extracting(Issuer::name).isEqualTo(names);
    assertThat(issuers).extracting(Issuer::version).containsExactly("2.0", "1.0");
    assertThat(issuers).extracting(Issuer::tenant).containsOnly(TENANT);
  }

  private static URI metadata(String base) {
    return URI.create(base + "/.well-known/openid-configuration");
  }

  private static String described(String issuer, URI keys) {
    return "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + keys + "\"}";
  }
}
