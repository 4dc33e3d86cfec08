package io.github.powerbigate.page;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An image of the portal's own site, or one that is written out. A browser asks no other site for
 * it.
 *
 * @param address a path that begins with one slash, of at most 2000 characters, or {@code
 *     data:image/TYPE;base64,…} of at most 4096
 */
public record Logo(String address) {
  private static final int LONGEST = 4_096;
  private static final Pattern FORM =
      Pattern.compile(
          "/(?!/)[\\x21-\\x7e&&[^\\\\]]{0,1999}"
              + "|data:image/(?:png|svg\\+xml|gif|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}");

  /**
   * @throws IllegalArgumentException if it is another address
   */
  public Logo {
    if (!fits(address)) {
      throw new IllegalArgumentException("a logo is a path of this site, or a small data: image");
    }
  }

  /** The logo, or null if the text is the address of none. */
  public static @Nullable Logo parse(String text) {
    return fits(text) ? new Logo(text) : null;
  }

  private static boolean fits(String text) {
    return text.length() <= LONGEST && FORM.matcher(text).matches();
  }
}
