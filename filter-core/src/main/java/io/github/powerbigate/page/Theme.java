package io.github.powerbigate.page;

import java.util.Locale;

/** A set of colours for the page; no logo and no font of anybody's. */
public enum Theme {
  /** The page's own. */
  NEUTRAL,
  /** After the design system of Medicare.gov. */
  MEDICARE,
  /** After the U.S. Web Design System. */
  USWDS;

  /** The style sheet that sets the colours, as it is written. */
  String css() {
    return Asset.read("theme_" + name().toLowerCase(Locale.ROOT) + ".css");
  }
}
