package io.github.powerbigate.page;

import java.util.Locale;

/** What the page says. The codes are also those of the status JSON. */
public enum PageState {
  /** The first finding is not there yet. */
  CHECKING,
  /** Access is being set up. */
  WAITING,
  /** Access is being set up, and it takes longer than usual. */
  SLOW,
  /** The propagation limit has passed. */
  OVERDUE,
  /** Power BI will let the user in. */
  READY,
  /** The user is refused. */
  NOT_ENTITLED,
  /** Microsoft could not be asked. */
  UNAVAILABLE,
  /** It could not be asked, and will not be before an administrator has acted. */
  MISCONFIGURED,
  /** Nobody is signed in. */
  SIGNED_OUT,
  /** The page belongs to a wait of which the gate knows nothing any more. */
  EXPIRED;

  /** The state as it stands in JSON, headers and the page: {@code not_entitled}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the page watches for a change. The others are final. */
  boolean live() {
    return this != READY && this != NOT_ENTITLED && this != SIGNED_OUT && this != EXPIRED;
  }
}
