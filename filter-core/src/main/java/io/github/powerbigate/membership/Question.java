package io.github.powerbigate.membership;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a probe is asked. Immutable.
 *
 * @param user about whom
 * @param stage which stage is due
 * @param token the user's own, for the stages that need one; else null
 * @param deadline when the answer must be there; a step that cannot finish by then is not begun
 */
public record Question(UserId user, Stage stage, @Nullable UserToken token, Instant deadline) {

  /**
   * @throws NullPointerException if a required argument is null
   */
  public Question {
    requireNonNull(user, "user is null");
    requireNonNull(stage, "stage is null");
    requireNonNull(deadline, "deadline is null");
  }
}
