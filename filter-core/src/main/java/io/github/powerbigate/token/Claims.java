package io.github.powerbigate.token;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The claims of a token (RFC 7519). Immutable; {@code toString} shows none of them. */
final class Claims {

  /** The end of the year 9999: no date beyond it is meant. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private final Map<String, Object> members;

  Claims(Map<String, Object> members) {
    this.members = members;
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  /** A text; null if there is none of that name. */
  @Nullable String text(String name) {
    return members.get(name) instanceof String text ? text : null;
  }

  /** A date, in seconds since 1970; null if there is none of that name. */
  @Nullable Long seconds(String name) {
    if (!(members.get(name) instanceof Number number)) {
      return null;
    }
    long seconds = number.longValue();
    return seconds < 0 || seconds > LAST_SECOND ? null : seconds;
  }

  /** Whether the token is for one of these. */
  boolean isFor(Set<String> audience) {
    Object stated = members.get("aud");
    List<?> all =
        stated instanceof List<?> list ? list : stated == null ? List.of() : List.of(stated);
    return all.stream().anyMatch(each -> each instanceof String text && audience.contains(text));
  }

  @Override
  public String toString() {
    return "Claims[" + members.size() + "]";
  }
}
