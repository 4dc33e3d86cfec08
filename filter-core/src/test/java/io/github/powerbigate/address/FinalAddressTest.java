package io.github.powerbigate.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FinalAddressTest {

  private static final String HOST = "https://app.powerbi.com";

  /** What the application writes, and what the browser is to get. */
  private static final Map<String, String> ACCEPTED =
      Map.ofEntries(
          same(HOST),
          same(HOST + "/"),
          same(HOST + "?x"),
          same(HOST + "#x"),
          same(HOST + ":443"),
          same(HOST + ":443/groups/me"),
          same(HOST + "/groups/me/reports/1/S?experience=power-bi&a=%20#b?c"),
          same(HOST + "/@evil.test"),
          same(HOST + "//evil.test/../..;/"),
          same(HOST + "/r?filter=T/x%20eq%20'a'&u={\"a\":[1]}|^`<>"),
          same(HOST + "/100%"),
          Map.entry("HTTPS://App.PowerBI.COM/Groups/ME", HOST + "/Groups/ME"),
          Map.entry("//app.powerbi.com/x", HOST + "/x"),
          Map.entry("//APP.powerbi.com", HOST),
          Map.entry(
              HOST + "/r?filter=Store/Area eq 'North West'",
              HOST + "/r?filter=Store/Area%20eq%20'North%20West'"),
          Map.entry(HOST + "/r?filter={a} {b}", HOST + "/r?filter={a}%20{b}"),
          Map.entry(HOST + "/Umsätze#für", HOST + "/Ums%C3%A4tze#f%C3%BCr"),
          Map.entry(HOST + "/\uD83D\uDCC8", HOST + "/%F0%9F%93%88"),
          Map.entry(HOST + "/\u200B\uFF0E", HOST + "/%E2%80%8B%EF%BC%8E"),
          Map.entry(HOST + "/x  ", HOST + "/x"),
          Map.entry(HOST + " ", HOST),
          same("https://login.microsoftonline.com/redeem"),
          same("https://login.microsoftonline.com:443/redeem?rd=x"),
          same("https://login.microsoftonline.com/redeem/?rd=x"),
          same("https://invitations.microsoft.com/redeem/?tenant=1&user=2&ticket=3&ver=2.0"),
          same("https://invitations.microsoft.com/redeem#x"),
          Map.entry(
              "HTTPS://Invitations.microsoft.com/redeem",
              "https://invitations.microsoft.com/redeem"));

  static Stream<String> accepted() {
    return ACCEPTED.keySet().stream();
  }

  @ParameterizedTest
  @CsvSource({
    "https://app.powerbigov.us/groups/x, true",
    "//app.powerbigov.us/groups/x, true",
    "https://app.powerbi.com/groups/x, false",
    "https://app.powerbigov.us.example.org/, false",
    "https://example.org/?next=https://app.powerbigov.us/, false",
    "/groups/x, false"
  })
  void whatLeadsToAnotherCloudIsKnown(String location, boolean does) {
    assertThat(Gates.PUBLIC.leadsToAnotherCloud(location)).isEqualTo(does);
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void theBrowserGetsTheOneSpelling(String location) {
    assertThat(Gates.PUBLIC.finalAddress(location)).isEqualTo(ACCEPTED.get(location));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void theOneSpellingStaysAsItIs(String location) {
    String address = ACCEPTED.getOrDefault(location, "");

    assertThat(Gates.PUBLIC.finalAddress(address)).isEqualTo(address);
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void withTheTenantItIsStillOne(String location) {
    String address = Gates.PUBLIC.withTenant(ACCEPTED.getOrDefault(location, ""));

    assertThat(Gates.PUBLIC.finalAddress(address)).isEqualTo(address);
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void nothingThatIsAcceptedOnlyResembles(String location) {
    assertThat(Gates.PUBLIC.resembles(location)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript://app.powerbi.com/%0aalert(1)",
        "data://app.powerbi.com/",
        "http://app.powerbi.com/",
        "ftp://app.powerbi.com/",
        "blob:https://app.powerbi.com/x",
        "https:app.powerbi.com/",
        "https:/app.powerbi.com/",
        "https:///app.powerbi.com/",
        "https:////app.powerbi.com/",
        "https:\\\\app.powerbi.com/",
        "https:/\\app.powerbi.com/",
        "\\\\app.powerbi.com/",
        "///app.powerbi.com/",
        "https://app.powerbi.com\\",
        "https://app.powerbi.com\\@evil.test/",
        "https://app.powerbi.com/a\\b",
        "https://app.powerbi.com:",
        "https://app.powerbi.com:/",
        "https://app.powerbi.com:80/",
        "https://app.powerbi.com:8443/",
        "https://app.powerbi.com:0443/",
        "https://app.powerbi.com:4430/",
        "https://app.powerbi.com:443:443/",
        "https://user@app.powerbi.com/",
        "https://user:443@app.powerbi.com/",
        "https://@app.powerbi.com/",
        "https://app.powerbi.com@evil.test/",
        "https://app.powerbi.com:443@evil.test/",
        "https://app.powerbi.com./",
        "https://app.powerbi.com.evil.test/",
        "https://xapp.powerbi.com/",
        "https://app.powerbi.com;x/",
        "https://app.powerbi.com&x/",
        "https://app.powerbi.com%2f.evil.test/",
        "https://app%2epowerbi.com/",
        "https://%61pp.powerbi.com/",
        "https://app\uFF0Epowerbi\uFF0Ecom/",
        "https://app\u3002powerbi\u3002com/",
        "https://\uFF41pp.powerbi.com/",
        "https://app.power\u00ADbi.com/",
        "https://app.power\u200Bbi.com/",
        "https://app.powerb\u0131.com/",
        "https://app.powerbi.com\uFF0F/",
        "https://app.powerbi.com /",
        "https://app.powerbi.com\t/",
        "h\nttps://app.powerbi.com/",
        "https://app.power\r\nbi.com/",
        "https://app.powerbi.com/\r\nSet-Cookie: x",
        "https://app.powerbi.com/\tx",
        "https://app.powerbi.com/\u0000",
        "https://app.powerbi.com/\u007F",
        "https://app.powerbi.com/\u0085",
        " https://app.powerbi.com/",
        "\u00A0https://app.powerbi.com/",
        "//user@app.powerbi.com/",
        "//app.powerbi.com:80/"
      })
  void whatIsNotCertainIsRefusedAndResembles(String location) {
    assertThat(Gates.PUBLIC.finalAddress(location)).isNull();
    assertThat(Gates.PUBLIC.withTenant(location)).isSameAs(location);
    boolean namesTheHost = location.contains("app.powerbi.com");
    assertThat(Gates.PUBLIC.resembles(location)).isEqualTo(namesTheHost);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "//",
        "?x",
        "#x",
        "://",
        "https://",
        "groups/me",
        "/app",
        "//evil.test/?https://app.powerbi.com/",
        "https://evil.test/?https://app.powerbi.com/",
        "https://evil.test#https://app.powerbi.com/",
        "https://login.microsoftonline.com",
        "https://login.microsoftonline.com/common/oauth2/v2.0/authorize?x=app.powerbi.com",
        "https://login.microsoftonline.com/redeemed",
        "https://login.microsoftonline.com/redeem/../common",
        "https://login.microsoftonline.com/redeem;x",
        "https://login.microsoftonline.com//redeem",
        "https://login.microsoftonline.com/Redeem",
        "https://login.microsoftonline.com?/redeem",
        "https://login.microsoftonline.com:8443/redeem",
        "https://login.windows.net/redeem",
        "https://x.login.microsoftonline.com/redeem",
        "http://invitations.microsoft.com/redeem",
        "https://invitations.microsoft.com/"
      })
  void whatLeadsElsewhereIsRefused(String location) {
    assertThat(Gates.PUBLIC.finalAddress(location)).isNull();
    assertThat(Gates.PUBLIC.resembles(location)).isFalse();
  }

  /** Not in the tables: an annotation cannot hold half a character. */
  @Test
  void halfACharacterIsRefused() {
    assertThat(Gates.PUBLIC.finalAddress(HOST + "/\uD83D")).isNull();
    assertThat(Gates.PUBLIC.finalAddress(HOST + "/\uDCC8\uD83D")).isNull();
    assertThat(Gates.PUBLIC.finalAddress("https://app.powerbi.com\uD83D/")).isNull();
  }

  private static Map.Entry<String, String> same(String address) {
    return Map.entry(address, address);
  }
}
