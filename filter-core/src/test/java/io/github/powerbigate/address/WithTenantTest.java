package io.github.powerbigate.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WithTenantTest {

  private static final String LOGIN = "https://login.microsoftonline.com/redeem?rd=";

  /** {@code T} stands for the parameter with the tenant. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "https://app.powerbi.com, https://app.powerbi.com?T",
        "https://app.powerbi.com/x, https://app.powerbi.com/x?T",
        "https://app.powerbi.com/x?, https://app.powerbi.com/x?T",
        "https://app.powerbi.com/x?a=b, https://app.powerbi.com/x?a=b&T",
        "https://app.powerbi.com/x?a=b&, https://app.powerbi.com/x?a=b&T",
        "https://app.powerbi.com/x?a=b?, https://app.powerbi.com/x?a=b?&T",
        "https://app.powerbi.com/x#, https://app.powerbi.com/x?T#",
        "https://app.powerbi.com/x#a?b, https://app.powerbi.com/x?T#a?b",
        "https://app.powerbi.com/x?#a, https://app.powerbi.com/x?T#a",
        "https://app.powerbi.com/x?a=b#c#d, https://app.powerbi.com/x?a=b&T#c#d",
        "https://app.powerbi.com/x#ctid=1, https://app.powerbi.com/x?T#ctid=1",
        "https://app.powerbi.com/x?actid=1, https://app.powerbi.com/x?actid=1&T",
        "https://app.powerbi.com/x?a=ctid=1, https://app.powerbi.com/x?a=ctid=1&T",
        "https://app.powerbi.com/ctid=1, https://app.powerbi.com/ctid=1?T",
        "https://app.powerbi.com/x?ct%ZZid=1, https://app.powerbi.com/x?ct%ZZid=1&T",
        "https://app.powerbi.com/x?ctid%3D1, https://app.powerbi.com/x?ctid%3D1&T",
        "https://app.powerbi.com/x?%, https://app.powerbi.com/x?%&T",
        "https://app.powerbi.com/x?ctid, https://app.powerbi.com/x?T",
        "https://app.powerbi.com/x?ctid=, https://app.powerbi.com/x?T",
        "https://app.powerbi.com/x?ctid=&a=b#c, https://app.powerbi.com/x?T&a=b#c"
      })
  void theTenantIsAddedToTheQuery(String address, String expected) {
    assertThat(Gates.PUBLIC.withTenant(address))
        .isEqualTo(expected.replace("T", "ctid=" + Gates.TENANT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.powerbi.com?ctid=1",
        "https://app.powerbi.com/x?a=b&ctid=1#c",
        "https://app.powerbi.com/x?&&CtId=1&a=b",
        "https://app.powerbi.com/x?%63%54id=1",
        "https://app.powerbi.com/x?a=%ZZ&ctid=1"
      })
  void aTenantThatIsThereIsLeftAlone(String address) {
    assertThat(Gates.PUBLIC.withTenant(address)).isSameAs(address);
  }

  @ParameterizedTest
  @CsvSource({
    "https%3A%2F%2Fapp.powerbi.com%2Fx, https%3A%2F%2Fapp.powerbi.com%2Fx%3Fctid%3DT",
    "https%3a%2f%2fapp.powerbi.com%2fx%3fa%3db&z=%zz#f,"
        + " https%3a%2f%2fapp.powerbi.com%2fx%3fa%3db%26ctid%3DT&z=%zz#f",
    "https%3A%2F%2Fapp.powerbi.com%2F%C3%A4%20b%23c,"
        + " https%3A%2F%2Fapp.powerbi.com%2F%C3%A4%20b%3Fctid%3DT%23c",
    "https://app.powerbi.com/x?a=b&c, https://app.powerbi.com/x?a=b%26ctid%3DT&c",
    "HTTPS%3A%2F%2FApp.PowerBI.com%20, HTTPS%3A%2F%2FApp.PowerBI.com%3Fctid%3DT%20",
    "https%3A%2F%2Finvitations.microsoft.com%2Fredeem%2F%3Frd%3Dhttps%253A%252F%252F"
        + "app.powerbi.com%252F%26ticket%3Da%252Bb,"
        + " https%3A%2F%2Finvitations.microsoft.com%2Fredeem%2F%3Frd%3Dhttps%253A%252F%252F"
        + "app.powerbi.com%252F%253Fctid%253DT%26ticket%3Da%252Bb"
  })
  void withinALinkThatAcceptsAnInvitationTheAddressForAfterwardsGetsIt(
      String next, String expected) {
    assertThat(Gates.PUBLIC.withTenant(LOGIN + next))
        .isEqualTo(LOGIN + expected.replace("DT", "D" + Gates.TENANT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "https%3A%2F%2Fevil.test%2F",
        "http%3A%2F%2Fapp.powerbi.com%2F",
        "https%3A%2F%2Fapp.powerbi.com%40evil.test%2F",
        "https%3A%2F%2Fapp.powerbi.com%2F%zz",
        "https%3A%2F%2Fapp.powerbi.com%2F%",
        "https%3A%2F%2Fapp.powerbi.com%2F%0A",
        "https%253A%252F%252Fapp.powerbi.com%252F",
        "https%3A%2F%2Fapp.powerbi.com%2F%3Fctid%3D1",
        "https%3A%2F%2Fapp.powerbi.com%2F%3F%2563tid%3D1",
        "x&rd=https%3A%2F%2Fapp.powerbi.com%2F",
        "https%3a%2f%2finvitations.microsoft.com%2fredeem%2f%3ftenant%3d1%26ticket%3d2%252b3"
      })
  void anyOtherLinkThatAcceptsAnInvitationIsLeftAlone(String next) {
    String link = LOGIN + next;

    assertThat(Gates.PUBLIC.withTenant(link)).isSameAs(link);
  }

  @Test
  void linksWithinLinksAreFollowedToASmallDepth() {
    String link = "https://app.powerbi.com/";
    for (int i = 0; i < 3; i++) {
      link = LOGIN + Spelling.encoded(link);
    }
    String deeper = LOGIN + Spelling.encoded(link);

    assertThat(Gates.PUBLIC.withTenant(link)).endsWith("%25253Fctid%25253D" + Gates.TENANT);
    assertThat(Gates.PUBLIC.withTenant(deeper)).isSameAs(deeper);
  }

  @Test
  void aLoopbackOriginGetsItToo() {
    assertThat(Gates.CUSTOM.withTenant("http://localhost:8090/x"))
        .isEqualTo("http://localhost:8090/x?ctid=" + Gates.TENANT);
  }

  @Test
  void whatIsNoTenantIsNotRepeated() {
    assertThatThrownBy(
            () ->
                new PowerBiAddresses(
                    List.of("app.powerbi.com"), List.of(), "https://login.test", "a&b=c"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not the id of a tenant");
  }
}
