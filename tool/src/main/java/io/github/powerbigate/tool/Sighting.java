package io.github.powerbigate.tool;

import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.Trouble;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one look at a user saw.
 *
 * @param stage how far the user has come
 * @param answer what was answered
 * @param words the same for people
 * @param code of the cause, or of who answered; empty if there is nothing to say
 * @param requestId under which Microsoft knows the call, or empty
 * @param retryAfter how long the service asks to be left alone, or null
 */
record Sighting(
    Stage stage,
    Answer answer,
    String words,
    String code,
    String requestId,
    @Nullable Duration retryAfter) {

  /** How far the user has come. */
  enum Stage {
    DIRECTORY,
    GROUP,
    WORKSPACE
  }

  /** What was answered to the question of a stage. */
  enum Answer {
    YES,
    NO,
    /** The question was not answered. */
    UNKNOWN
  }

  /** What the gate's own question found. */
  static Sighting of(Finding finding) {
    if (finding instanceof Finding.Ready ready) {
      return group(Answer.YES, "a member" + pending(ready.invitationPending()), "");
    }
    if (finding instanceof Finding.NotYet not) {
      String pending = pending(not.invitationPending());
      return switch (not.cause()) {
        case NOT_IN_DIRECTORY ->
            new Sighting(Stage.DIRECTORY, Answer.NO, "not found yet", not.cause().code(), "", null);
        case NOT_IN_WORKSPACE ->
            group(Answer.NO, "no role in the workspace yet" + pending, not.cause().code());
        default -> group(Answer.NO, "not a member yet" + pending, not.cause().code());
      };
    }
    if (finding instanceof Finding.Blocked blocked) {
      return group(Answer.NO, "waiting cannot help", blocked.cause().code());
    }
    Trouble trouble = finding.trouble();
    return trouble == null
        ? group(Answer.UNKNOWN, "an answer to another question", "")
        : unknown(Stage.GROUP, trouble.words(), trouble, finding.retryAfter());
  }

  /** What the list of the workspace says. */
  static Sighting workspace(boolean hasRole, String words) {
    return new Sighting(Stage.WORKSPACE, hasRole ? Answer.YES : Answer.NO, words, "", "", null);
  }

  /** That the list of the workspace cannot be had. */
  static Sighting workspace(Unanswered why) {
    return new Sighting(Stage.WORKSPACE, Answer.UNKNOWN, why.words(), "", "", why.retryAfter());
  }

  /** Whether it says that nothing can be asked until somebody mends something. */
  static boolean isHopeless(Finding finding) {
    return finding instanceof Finding.Misconfigured;
  }

  /** As it stands on a line. */
  String text() {
    String where = code.isEmpty() ? "" : " [" + code + "]";
    String id = requestId.isEmpty() ? "" : " request-id " + requestId;
    return words + where + id;
  }

  private static Sighting group(Answer answer, String words, String code) {
    return new Sighting(Stage.GROUP, answer, words, code, "", null);
  }

  private static Sighting unknown(
      Stage stage, String words, Trouble trouble, @Nullable Duration retryAfter) {
    String id = trouble.requestId();
    return new Sighting(
        stage,
        Answer.UNKNOWN,
        words,
        trouble.cause().code() + ", " + trouble.code(),
        id == null ? "" : id,
        retryAfter);
  }

  private static String pending(boolean invitation) {
    return invitation ? " (the invitation is pending)" : "";
  }
}
