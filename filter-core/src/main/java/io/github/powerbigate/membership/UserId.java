package io.github.powerbigate.membership;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * How Microsoft knows a user: a name in canonical form, and what kind of name it is. Immutable.
 *
 * <p>{@link #toString} does not show the name, which is personal data.
 *
 * @param form what kind of name it is
 * @param value the name as {@link Form#canonical} gives it
 */
public record UserId(Form form, String value) {

  /** Longest user principal name or mail address that is believed, in characters (RFC 5321). */
  private static final int LONGEST_ADDRESS = 254;

  /** Characters besides letters and digits that may stand before the {@code @}. */
  private static final String LOCAL_PART = "!#$%&'*+/=?^_{|}~.-";

  private static final int GUID_LENGTH = 36;

  /** The kinds of name that a portal may know its people by (setting {@code userForm}). */
  public enum Form {
    /** An address: a user principal name, else a mail address, else one of the other mails. */
    AUTO,
    /** The object id in the gate's tenant. */
    OBJECT_ID,
    /** A user principal name. */
    UPN,
    /** A mail address, else one of the other mails. */
    MAIL;

    /**
     * The one spelling under which this gate knows the name: ASCII, lower case; never by a locale
     * and never by Unicode folding, which would make two people one ({@code U+212A}, the Kelvin
     * sign, becomes a {@code k}).
     *
     * @param name what the portal calls the user
     * @return the canonical name, {@code name} itself where it is canonical already, or null if it
     *     is not a name of this form
     */
    public @Nullable String canonical(String name) {
      boolean usable = this == OBJECT_ID ? isGuid(name) : isAddress(name);
      return usable ? lowerCase(name) : null;
    }
  }

  /**
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if the value is not in canonical form; the message does not
   *     repeat it
   */
  public UserId {
    requireNonNull(form, "form is null");
    if (!value.equals(form.canonical(value))) {
      throw new IllegalArgumentException("not a canonical name of form " + form);
    }
  }

  @Override
  public String toString() {
    return "UserId[" + form + "]";
  }

  private static boolean isAddress(String name) {
    int at = name.indexOf('@');
    if (at <= 0 || at == name.length() - 1 || name.length() > LONGEST_ADDRESS) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean allowed =
          isLetterOrDigit(c)
              || (i < at && LOCAL_PART.indexOf(c) >= 0)
              || i == at
              || (i > at && (c == '.' || c == '-'));
      if (!allowed) {
        return false;
      }
    }
    return true;
  }

  private static boolean isGuid(String name) {
    if (name.length() != GUID_LENGTH) {
      return false;
    }
    for (int i = 0; i < GUID_LENGTH; i++) {
      char c = name.charAt(i);
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash ? c != '-' : Character.digit(c, 16) < 0 || c > 'f') {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** Lower-cases ASCII by hand; gives the same object back when there is nothing to change. */
  private static String lowerCase(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (isUpperCase(name.charAt(i))) {
        char[] chars = name.toCharArray();
        for (int k = i; k < chars.length; k++) {
          if (isUpperCase(chars[k])) {
            chars[k] = (char) (chars[k] + ('a' - 'A'));
          }
        }
        return new String(chars);
      }
    }
    return name;
  }

  private static boolean isUpperCase(char c) {
    return c >= 'A' && c <= 'Z';
  }
}
