package io.github.powerbigate.identity;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3, 10.1.2.3, true",
    "10.1.2.3, 10.1.2.4, false",
    "10.1.2.0/24, 10.1.2.255, true",
    "10.1.2.0/24, 10.1.3.0, false",
    "10.1.2.128/25, 10.1.2.127, false",
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, ::ffff:10.255.0.1, true",
    "::ffff:10.0.0.0/104, 10.255.0.1, true",
    "10.0.0.0/8, ::10.255.0.1, false",
    "::1, [::1], true",
    "::1, 0:0:0:0:0:0:0:1, true",
    "fe80::/64, fe80::1%eth0, true",
    "fd00:0:0:1::/64, fd00::1:0:0:0:7, true",
    "fd00:0:0:1::/64, fd00::2:0:0:0:7, false",
    "fd00::/32, 253.0.0.0, false"
  })
  void aNetworkHasTheAddressesThatBeginLikeIt(String network, String address, boolean has) {
    assertThat(network(network).contains(requireNonNull(IpAddress.parse(address)))).isEqualTo(has);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "10.0.0",
        "10.0.0.0.0",
        "10.0.0.256",
        "10.0.0.-1",
        "10.0.0.01",
        "0x0a.0.0.1",
        "167772161",
        "localhost",
        ":",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7::8",
        "12345::",
        "g::",
        "::1.2.3",
        "::256.0.0.1",
        "1.2.3.4::",
        "::1.2.3.4:5",
        "10.0.0.1:80",
        " 10.0.0.1"
      })
  void whatIsNoAddressIsNotLookedUp(String text) {
    assertThat(IpAddress.parse(text)).isNull();
    assertThat(Network.parse(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/08",
        "10.0.0.1/8",
        "10.0.0.0/8/8",
        "::1/129",
        "fd00::1/64",
        "::ffff:0:0/95"
      })
  void aPrefixFitsItsAddress(String text) {
    assertThat(Network.parse(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, true",
    "0.0.0.0/7, true",
    "10.0.0.0/8, false",
    "::/0, true",
    "2000::/31, true",
    "fd00::/32, false",
    "::ffff:0:0/96, true",
    "::ffff:10.0.0.0/104, false",
    "10.0.0.1, false"
  })
  void widerThan8OrOfIpv6Than32IsTooWide(String text, boolean tooWide) {
    assertThat(network(text).isTooWide()).isEqualTo(tooWide);
  }

  @Test
  void loopbackIsThisMachineAlone() {
    assertThat(network("127.0.0.1").isLoopback()).isTrue();
    assertThat(network("127.0.0.0/8").isLoopback()).isTrue();
    assertThat(network("::1").isLoopback()).isTrue();
    assertThat(network("::ffff:127.0.0.1").isLoopback()).isTrue();
    assertThat(network("126.0.0.0/7").isLoopback()).isFalse();
    assertThat(network("::/64").isLoopback()).isFalse();
    assertThat(network("10.0.0.1").isLoopback()).isFalse();
  }

  private static Network network(String text) {
    return requireNonNull(Network.parse(text), text);
  }
}
