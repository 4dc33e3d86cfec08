package io.github.powerbigate.tool;

import io.github.powerbigate.membership.Trouble;
import io.github.powerbigate.microsoft.Examiner.Examined;
import io.github.powerbigate.microsoft.Json;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Microsoft did not answer a question. The message is in our own words. */
final class Unanswered extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient @Nullable Duration retryAfter;

  private Unanswered(String message, @Nullable Duration retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }

  static Unanswered of(Trouble trouble, @Nullable Duration retryAfter) {
    String pause =
        retryAfter == null ? "" : "; ask again in " + Elapsed.of(retryAfter) + ", not before";
    return new Unanswered(trouble + pause, retryAfter);
  }

  /** The object that was answered. */
  static Json object(Examined answer) throws Unanswered {
    Trouble trouble = answer.trouble();
    if (trouble != null) {
      throw of(trouble, answer.retryAfter());
    }
    Json json = answer.json();
    if (json == null) {
      throw new Unanswered("Who answered did not answer in JSON.", null);
    }
    return json;
  }

  /** How long the service asks to be left alone, or null if it does not. */
  @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** For a line of a report. */
  String words() {
    return String.valueOf(getMessage());
  }
}
