package io.github.powerbigate.diagnosis;

import static java.util.Objects.requireNonNull;

import io.github.powerbigate.membership.Cause.Actor;
import java.util.regex.Pattern;

/**
 * One thing that was looked at, and what was found. Holds our own words, ids and codes only: never
 * a secret, a token, or a text of Microsoft's. Immutable.
 *
 * @param mark how it stands
 * @param subject what was looked at
 * @param meaning what was found and what it means
 * @param remedy what to do; empty if nothing
 * @param actor in whose hands that is
 */
public record Check(Mark mark, Subject subject, String meaning, String remedy, Actor actor) {

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");

  /** How it stands. */
  public enum Mark {
    PASS,
    WARN,
    FAIL
  }

  /**
   * @throws NullPointerException if an argument is null
   */
  public Check {
    requireNonNull(mark, "mark is null");
    requireNonNull(subject, "subject is null");
    requireNonNull(meaning, "meaning is null");
    requireNonNull(remedy, "remedy is null");
    requireNonNull(actor, "actor is null");
    // Names of filters come from a file: a check is one line, whatever they hold.
    meaning = CONTROL.matcher(meaning).replaceAll(" ");
    remedy = CONTROL.matcher(remedy).replaceAll(" ");
  }

  /** All is well. */
  public static Check pass(Subject subject, String meaning) {
    return new Check(Mark.PASS, subject, meaning, "", Actor.NOBODY);
  }

  /** It works, or may work, and somebody should know. */
  public static Check warn(Subject subject, String meaning, String remedy, Actor actor) {
    return new Check(Mark.WARN, subject, meaning, remedy, actor);
  }

  /** It does not work. */
  public static Check fail(Subject subject, String meaning, String remedy, Actor actor) {
    return new Check(Mark.FAIL, subject, meaning, remedy, actor);
  }

  /** Whether it does not work. */
  public boolean isFailure() {
    return mark == Mark.FAIL;
  }

  /** In one line: {@code FAIL group …; …; in the hands of: administrator}. */
  @Override
  public String toString() {
    String line = mark + "  " + subject.code() + "  " + meaning;
    return remedy.isEmpty() ? line : line + "; " + remedy + "; in the hands of: " + actor.code();
  }
}
