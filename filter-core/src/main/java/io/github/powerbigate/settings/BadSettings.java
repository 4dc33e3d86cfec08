package io.github.powerbigate.settings;

import java.util.List;

/**
 * The settings stop the start. The message names every setting that is wrong, a line each: setting,
 * source, as much of the value as may be shown, rule. It never contains a secret, and there is
 * never a cause.
 */
public final class BadSettings extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  BadSettings(String filterName, List<String> problems) {
    super(
        "The settings of the access gate \""
            + filterName
            + "\" stop its start:"
            + System.lineSeparator()
            + "  "
            + String.join(System.lineSeparator() + "  ", problems));
  }
}
