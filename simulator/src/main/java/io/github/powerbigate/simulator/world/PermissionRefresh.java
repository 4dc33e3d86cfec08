package io.github.powerbigate.simulator.world;

import java.util.Locale;

/**
 * Whether {@code RefreshUserPermissions} is to be had. That it is in government clouds is not
 * confirmed (Microsoft facts §2.3), nor how its absence would look.
 */
public enum PermissionRefresh {
  /** It is. */
  AVAILABLE,
  /** It is refused: 403. */
  FORBIDDEN,
  /** Nothing is there: 404. */
  MISSING;

  /** Its name as it is written in scenarios and in the control API. */
  public String written() {
    return name().toLowerCase(Locale.ROOT);
  }
}
