package io.github.powerbigate.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CustomCloudAddressTest {

  @Test
  void aLoopbackOriginOfACustomCloudCountsAsAWhole() {
    assertThat(Gates.CUSTOM.finalAddress("HTTP://LocalHost:8090/a b"))
        .isEqualTo("http://localhost:8090/a%20b");
    assertThat(Gates.CUSTOM.finalAddress("//localhost:8090/x"))
        .isEqualTo("http://localhost:8090/x");
    assertThat(Gates.CUSTOM.finalAddress("//app.powerbi.test"))
        .isEqualTo("https://app.powerbi.test");
    assertThat(Gates.CUSTOM.finalAddress("http://localhost:80901/")).isNull();
    assertThat(Gates.CUSTOM.finalAddress("https://localhost:8090/")).isNull();
    assertThat(Gates.CUSTOM.finalAddress("http://app.powerbi.test/")).isNull();
    assertThat(Gates.CUSTOM.resembles("https://LOCALHOST:8090/")).isTrue();
  }

  @Test
  void invitationsOfACustomCloudAreAcceptedAtItsOwnEntra() {
    assertThat(Gates.CUSTOM.finalAddress("https://localhost:12345/redeem?rd=x")).isNotNull();
    assertThat(Gates.CUSTOM.finalAddress("https://localhost:12345:443/redeem")).isNull();
    assertThat(Gates.CUSTOM.finalAddress("https://localhost/redeem")).isNull();
    assertThat(Gates.CUSTOM.finalAddress("https://login.microsoftonline.com/redeem")).isNull();
  }
}
