package io.github.powerbigate.membership;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The number by which a person, the help desk and the log speak of one wait. Drawn at random, so it
 * tells nothing about the user. Immutable.
 *
 * @param value {@code XXXX-XXXX} in Crockford's base 32, which has no I, L, O or U to mishear
 */
public record Reference(String value) {

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final Pattern FORM =
      Pattern.compile("[" + ALPHABET + "]{4}-[" + ALPHABET + "]{4}");

  /**
   * @throws IllegalArgumentException if the value is not of that form
   */
  public Reference {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("a reference is XXXX-XXXX in Crockford's base 32");
    }
  }

  /**
   * Draws a new one: 40 random bits.
   *
   * @param random where the bits come from
   */
  public static Reference draw(RandomGenerator random) {
    StringBuilder text = new StringBuilder(9);
    for (int i = 0; i < 8; i++) {
      if (i == 4) {
        text.append('-');
      }
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new Reference(text.toString());
  }

  @Override
  public String toString() {
    return value;
  }
}
