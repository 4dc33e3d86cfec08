package io.github.powerbigate.token;

import static io.github.powerbigate.token.Signed.FIRST_KEY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RememberedTest {

  private static final long FROM = 1000;
  private static final long UNTIL = 2000;

  private final Reader reader = new Reader();
  private final KeyRing ring =
      new KeyRing(
          new KeySource(reader.documents, new Issuer(Signed.ISSUER, null, null, null), Reader.KEYS),
          reader.clock);
  private final Keys keys = Objects.requireNonNull(ring.keys());
  private final Remembered remembered = new Remembered();

  @Test
  void aNameIsRememberedAsLongAsItsTokenIsGood() {
    remembered.add(digest(1), "kim", FROM, UNTIL, ring, keys);
    assertThat(remembered.name(digest(1), FROM)).isEqualTo("kim");
    assertThat(remembered.name(digest(1), UNTIL - 1)).isEqualTo("kim");
    assertThat(remembered.name(digest(1), UNTIL)).isNull();
    assertThat(remembered.name(digest(1), FROM - 1)).isNull();
  }

  @Test
  void twoTokensInOnePlaceTakeTurns() {
    remembered.add(digest(1), "kim", FROM, UNTIL, ring, keys);
    assertThat(remembered.name(digest(2), FROM)).isNull();
    remembered.add(digest(2), "lee", FROM, UNTIL, ring, keys);
    assertThat(remembered.name(digest(1), FROM)).isNull();
    assertThat(remembered.name(digest(2), FROM)).isEqualTo("lee");
  }

  @Test
  void otherKeysEndIt() {
    remembered.add(digest(1), "kim", FROM, UNTIL, ring, keys);
    reader.clock.advance(Duration.ofHours(1));
    assertThat(ring.keys()).isNotSameAs(keys);
    assertThat(remembered.name(digest(1), FROM)).isNull();

    remembered.add(digest(1), "kim", FROM, UNTIL, ring, Keys.parse(document()));
    assertThat(remembered.name(digest(1), FROM)).isNull();
  }

  private static byte[] document() {
    return Signed.shown(FIRST_KEY).getBytes(UTF_8);
  }

  /** All of them want the same place. */
  private static byte[] digest(int number) {
    byte[] digest = new byte[32];
    digest[31] = (byte) number;
    return digest;
  }
}
