package io.github.powerbigate.address;

import org.jspecify.annotations.Nullable;

/**
 * What stands between the first {@code ?} of an address and its fragment.
 *
 * @param address the whole address
 * @param start where the query begins, after the question mark; -1 if there is none
 * @param end where it ends: at the fragment, or with the address
 */
record Query(String address, int start, int end) {

  /** A place in the address: what follows {@code name=}, as it is written. */
  record Value(int start, int end) {}

  static Query of(String address) {
    int fragment = address.indexOf('#');
    int end = fragment < 0 ? address.length() : fragment;
    int mark = address.indexOf('?');
    return new Query(address, mark < 0 || mark > end ? -1 : mark + 1, end);
  }

  /** The first parameter of that name, in whatever letter case and however escaped; or null. */
  @Nullable Value find(String name) {
    if (start < 0) {
      return null;
    }
    int from = start;
    while (from <= end) {
      int to = firstOf('&', from, end);
      int nameEnd = firstOf('=', from, to);
      if (isName(address.substring(from, nameEnd), name)) {
        return new Value(Math.min(nameEnd + 1, to), to);
      }
      from = to + 1;
    }
    return null;
  }

  /** What must stand before a value that is put into an empty one. */
  String equalsSign(Value empty) {
    return address.charAt(empty.start() - 1) == '=' ? "" : "=";
  }

  /** What must stand before one more parameter. */
  String separator() {
    if (start < 0) {
      return "?";
    }
    return start == end || address.charAt(end - 1) == '&' ? "" : "&";
  }

  private int firstOf(char c, int from, int limit) {
    int at = address.indexOf(c, from);
    return at < 0 || at > limit ? limit : at;
  }

  private static boolean isName(String written, String name) {
    Decoded decoded = Decoded.of(written);
    return decoded != null && Spelling.lowerCase(decoded.text()).equals(name);
  }
}
