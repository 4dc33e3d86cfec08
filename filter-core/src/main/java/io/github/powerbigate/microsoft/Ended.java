package io.github.powerbigate.microsoft;

import io.github.powerbigate.membership.Finding;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Ends a chain of steps early, with what has been found. Has no message and no stack trace. */
final class Ended extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Finding finding;

  Ended(Finding finding) {
    super(null, null, false, false);
    this.finding = finding;
  }

  Finding finding() {
    return finding;
  }

  /** What a future really failed with, under the wrappings that composition adds. */
  static @Nullable Throwable unwrapped(@Nullable Throwable thrown) {
    Throwable bare = thrown;
    while (bare instanceof CompletionException && bare.getCause() != null) {
      bare = bare.getCause();
    }
    return bare;
  }
}
