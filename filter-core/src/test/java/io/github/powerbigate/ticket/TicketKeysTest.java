package io.github.powerbigate.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketKeysTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 31, 33})
  void aKeyHas32Bytes(int length) {
    byte[] key = Arrays.copyOf(Sealing.key(1), length);

    assertThatThrownBy(() -> TicketKeys.of(List.of(Sealing.key(2), key)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a key has 32 bytes, not " + length);
  }

  @ParameterizedTest
  @ValueSource(bytes = {0, 1, -1})
  void aKeyOfEqualBytesIsRefused(byte each) {
    byte[] key = new byte[32];
    Arrays.fill(key, each);

    assertThatThrownBy(() -> TicketKeys.of(List.of(key)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("all bytes of a key are equal: it is not random");
  }

  @Test
  void thereIsAtLeastOne() {
    assertThatThrownBy(() -> TicketKeys.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theIdOfAKeyIsTheBeginningOfItsHash() {
    byte[] key = new byte[32];
    for (int i = 0; i < 32; i++) {
      key[i] = (byte) i;
    }

    // printf of 00 01 … 1f | sha256sum
    assertThat(TicketKeys.of(List.of(key)).first().id()).isEqualTo("630dcd29");
  }

  @Test
  void theyAreCopied() {
    byte[] key = Sealing.key(1);
    TicketKeys keys = TicketKeys.of(List.of(key));
    byte[] before = keys.first().derive(new byte[0]);
    key[0]++;

    assertThat(keys.first().derive(new byte[0])).isEqualTo(before);
  }

  @Test
  void theyAreNotShown() {
    assertThat(TicketKeys.of(List.of(Sealing.key(1), Sealing.key(2)))).hasToString("TicketKeys[2]");
    assertThat(TicketKeys.drawn(new SecureRandom())).hasToString("TicketKeys[1]");
  }
}
