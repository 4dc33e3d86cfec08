package io.github.powerbigate.address;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The one spelling of an address that every browser reads alike: what browsers would repair or drop
 * without a word (tabs, backslashes, wide letters) is either spelt out here or refused.
 */
final class Spelling {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final String AFTER_SCHEME = "://";

  private Spelling() {}

  /**
   * The address with scheme and authority in lower case, and blanks and other characters than ASCII
   * after them percent-encoded as browsers do it; or null if it cannot be spelt so. The authority
   * itself is not repaired: what is odd there fails the check of the origin.
   */
  static @Nullable String finalForm(String address) {
    String trimmed = withoutBlanksAtTheEnd(address);
    int colon = trimmed.indexOf(AFTER_SCHEME);
    if (colon < 0) {
      return null;
    }
    int rest = endOfAuthority(trimmed, colon + AFTER_SCHEME.length());
    StringBuilder spelt = new StringBuilder(trimmed.length() + 16);
    spelt.append(lowerCase(trimmed.substring(0, rest)));
    return appendRest(spelt, trimmed, rest) && isFinal(spelt) ? spelt.toString() : null;
  }

  /** Whether the text holds nothing that browsers read in different ways. */
  static boolean isFinal(CharSequence text) {
    return text.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '\\');
  }

  /** HTTP drops blanks at the end of a header, and so do browsers at the end of an address. */
  static String withoutBlanksAtTheEnd(String address) {
    int end = address.length();
    while (end > 0 && address.charAt(end - 1) == ' ') {
      end--;
    }
    return address.substring(0, end);
  }

  /**
   * ASCII letters in lower case; never by a locale and never by Unicode folding, which makes a
   * {@code k} of the Kelvin sign and so one host of two.
   */
  static String lowerCase(String text) {
    StringBuilder lower = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        lower.setCharAt(i, (char) (c + ('a' - 'A')));
      }
    }
    return lower.toString();
  }

  /** Percent-encodes all but letters, digits and hyphens of a text in ASCII. */
  static String encoded(String ascii) {
    StringBuilder encoded = new StringBuilder();
    for (int i = 0; i < ascii.length(); i++) {
      char c = ascii.charAt(i);
      if (isLetterOrDigit(c) || c == '-') {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX.toHexDigits((byte) c));
      }
    }
    return encoded.toString();
  }

  static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** Whether at this place of an address the authority may end. */
  static boolean endsAuthority(String address, int at) {
    return address.length() == at || "/?#".indexOf(address.charAt(at)) >= 0;
  }

  private static int endOfAuthority(String address, int from) {
    int end = from;
    while (!endsAuthority(address, end)) {
      end++;
    }
    return end;
  }

  private static boolean appendRest(StringBuilder spelt, String address, int from) {
    int c;
    for (int i = from; i < address.length(); i += Character.charCount(c)) {
      c = address.codePointAt(i);
      if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
        return false;
      }
      if (c == ' ' || c > 0x7F) {
        for (byte octet : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
          spelt.append('%').append(HEX.toHexDigits(octet));
        }
      } else {
        spelt.append((char) c);
      }
    }
    return true;
  }
}
