package io.github.powerbigate.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UserRefTest {

  private static final String TENANT = "5e1f0a7e-0000-4000-8000-7e4a47000001";

  /** Worked out by another program. */
  @Test
  void itIsTheBeginningOfBase32OfHmacSha256OverTenantAndObjectId() {
    byte[] key = new byte[32];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) i;
    }
    assertThat(UserRef.of(key, TENANT, Desk.KIM)).isEqualTo("YMTCLVKNFX7N");
  }
}
