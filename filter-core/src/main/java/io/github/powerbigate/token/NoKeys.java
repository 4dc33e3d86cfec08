package io.github.powerbigate.token;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An issuer's keys cannot be had. Carries a code and nothing that came from outside; has no stack
 * trace.
 */
final class NoKeys extends RuntimeException {

  static final String NOT_JSON = "not-json";
  static final String OTHER_ISSUER = "other-issuer";
  static final String NO_KEYS_ADDRESS = "no-keys-address";
  static final String OTHER_HOST = "other-host";
  static final String NO_USABLE_KEY = "no-usable-key";

  private static final long serialVersionUID = 1L;
  private static final Pattern CODE = Pattern.compile("[a-z0-9-]{1,40}");

  NoKeys(String code) {
    super(code, null, false, false);
  }

  /** The code in whatever a fetch failed with. */
  static String code(Throwable thrown) {
    Throwable bare = thrown;
    while (bare.getCause() != null) {
      bare = bare.getCause();
    }
    @Nullable String message = bare.getMessage();
    // Other exceptions' words may come from outside.
    return message != null && CODE.matcher(message).matches() ? message : "failed";
  }
}
