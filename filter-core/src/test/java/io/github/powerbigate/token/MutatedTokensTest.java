package io.github.powerbigate.token;

import static io.github.powerbigate.token.Signed.ELLIPTIC_KEY;
import static io.github.powerbigate.token.Signed.FIRST_KEY;
import static io.github.powerbigate.token.Signed.SECOND_KEY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.Base64URL;
import io.github.powerbigate.token.Reading.Named;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever becomes of a token on its way, it never says anything else, and nothing is thrown. */
class MutatedTokensTest {

  private static final int ROUNDS = 6_000;
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.=+/ \u0000é";
  private static final List<String> ODD =
      List.of(
          "null",
          "true",
          "[]",
          "{}",
          "-1",
          "1e999",
          "\"\"",
          "\"none\"",
          "\"HS256\"",
          "\"\\u0000\"",
          "9223372036854775808",
          "[[[[",
          "\"kim@example.org\"",
          "\"other@example.org\"");

  private final Reader reader = new Reader();
  private final Random random = new Random(20_261_128);

  @Test
  void noMutationOfATokenIsReadAsAnything() {
    reader.documents.put(Reader.KEYS, Signed.shown(FIRST_KEY, SECOND_KEY, ELLIPTIC_KEY));
    Signed good = Signed.keycloaks(reader.clock);
    List<String> tokens =
        List.of(
            good.text(),
            good.head("kid", "key-2")
                .with("preferred_username", "other@example.org")
                .by(SECOND_KEY),
            good.head("alg", "ES256").head("kid", "key-e").by(ELLIPTIC_KEY));
    tokens.forEach(token -> assertThat(reader.fromHeader(token)).isInstanceOf(Named.class));
    for (int round = 0; round < ROUNDS; round++) {
      String token = tokens.get(random.nextInt(tokens.size()));
      String mutant = random.nextBoolean() ? spelled(token) : meant(token, tokens);
      // The name alone: whoever has the token itself may be whom it names.
      boolean same = tokens.stream().anyMatch(each -> saysTheSame(each, mutant));
      for (boolean fromSession : new boolean[] {false, true}) {
        Reading reading = reader.reader().read(mutant, fromSession);
        assertThat(same || !(reading instanceof Named)).as("round %d: %s", round, mutant).isTrue();
      }
    }
  }

  /** Changes characters. */
  private String spelled(String token) {
    StringBuilder text = new StringBuilder(token);
    for (int i = random.nextInt(3); i >= 0 && text.length() > 0; i--) {
      int at = random.nextInt(text.length());
      char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
      switch (random.nextInt(4)) {
        case 0 -> text.setCharAt(at, c);
        case 1 -> text.insert(at, c);
        case 2 -> text.deleteCharAt(at);
        default -> text.setLength(Math.max(1, at));
      }
    }
    return text.toString();
  }

  /** Changes what the parts say, or swaps them with another token's. */
  private String meant(String token, List<String> tokens) {
    String[] parts = token.split("\\.", -1);
    int which = random.nextInt(3);
    if (random.nextInt(4) == 0) {
      parts[which] = tokens.get(random.nextInt(tokens.size())).split("\\.", -1)[which];
    } else if (which == 2) {
      byte[] signature = new Base64URL(parts[2]).decode();
      signature[random.nextInt(signature.length)] ^= (byte) (1 << random.nextInt(8));
      parts[2] = Base64URL.encode(signature).toString();
    } else {
      parts[which] =
          Base64URL.encode(changed(new Base64URL(parts[which]).decodeToString())).toString();
    }
    return String.join(".", parts);
  }

  private String changed(String json) {
    int colon = json.indexOf(':', random.nextInt(json.length()));
    if (colon < 0) {
      return json.substring(0, random.nextInt(json.length()));
    }
    int end = json.indexOf(',', colon);
    String rest = end < 0 ? "}" : json.substring(end);
    return json.substring(0, colon + 1) + ODD.get(random.nextInt(ODD.size())) + rest;
  }

  /** Base64 spells the same bytes in several ways. */
  private static boolean saysTheSame(String token, String mutant) {
    String[] one = token.split("\\.", -1);
    String[] other = mutant.split("\\.", -1);
    return other.length == 3
        && one[0].equals(other[0])
        && one[1].equals(other[1])
        && Arrays.equals(new Base64URL(one[2]).decode(), new Base64URL(other[2]).decode());
  }

  @Test
  void noNoiseIsReadAsAnything() {
    for (int round = 0; round < ROUNDS; round++) {
      byte[] noise = new byte[random.nextInt(300)];
      random.nextBytes(noise);
      String text = random.nextBoolean() ? new String(noise, UTF_8) : dotted(noise);
      assertThat(reader.fromHeader(text)).isNotInstanceOf(Named.class);
    }
  }

  private String dotted(byte[] noise) {
    StringBuilder text = new StringBuilder(Base64URL.encode(noise).toString());
    for (int i = random.nextInt(6); i > 0; i--) {
      text.insert(random.nextInt(text.length() + 1), '.');
    }
    return text.toString();
  }
}
