package io.github.powerbigate.settings.rules;

import org.jspecify.annotations.Nullable;

/**
 * What a text must be, and how it becomes a value. Immutable.
 *
 * @param <T> the kind of value
 * @param sentence the rule in words, beginning with "must"; never contains a value
 * @param quotable whether the first characters of a text that breaks the rule may be shown; false
 *     where people paste secrets by mistake: GUIDs, keys, addresses
 * @param parser turns a text into a value
 */
public record Rule<T>(String sentence, boolean quotable, Parser<T> parser) {

  /** How a text becomes a value. */
  @FunctionalInterface
  public interface Parser<T> {
    /**
     * Turns a text into a value.
     *
     * @param text not blank, without white space at its ends
     * @return the value, or null if the text breaks the rule
     * @throws Broken if it breaks the rule in a way that deserves a sentence of its own
     */
    @Nullable T parse(String text) throws Broken;
  }

  /** A text that breaks the rule. The message is a sentence that never contains the text. */
  public static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * A broken rule.
     *
     * @param sentence what is wrong, without the text
     */
    public Broken(String sentence) {
      super(sentence);
    }
  }

  static <T> Rule<T> quoting(String sentence, Parser<T> parser) {
    return new Rule<>(sentence, true, parser);
  }

  static <T> Rule<T> silent(String sentence, Parser<T> parser) {
    return new Rule<>(sentence, false, parser);
  }

  /**
   * Applies the rule.
   *
   * @param text not blank, without white space at its ends
   * @throws Broken if the text breaks the rule; the message does not contain it
   */
  public T read(String text) throws Broken {
    T value = parser.parse(text);
    if (value == null) {
      throw new Broken(sentence);
    }
    return value;
  }
}
