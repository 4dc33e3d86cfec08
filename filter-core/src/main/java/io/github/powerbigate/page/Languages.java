package io.github.powerbigate.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the language of an answer: asked for by link, remembered in the cookie, preferred by the
 * browser, else the default. Whatever comes in, what goes out is one of the configured tags.
 * Immutable and thread-safe.
 */
public final class Languages {
  // No browser sends more; what does is not worth reading.
  private static final int LONGEST_HEADER = 1000;

  /** Browsers name a region where texts differ by script, and a language by its newer name. */
  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "zh", "zh-hans",
          "zh-cn", "zh-hans",
          "zh-sg", "zh-hans",
          "zh-tw", "zh-hant",
          "zh-hk", "zh-hant",
          "zh-mo", "zh-hant",
          "fil", "tl",
          "fil-ph", "tl",
          "tl", "fil");

  private final List<String> known;
  private final String fallback;

  Languages(List<String> known, String fallback) {
    this.known = known;
    this.fallback = fallback;
  }

  /** The configured tags, in the order shown. */
  public List<String> all() {
    return known;
  }

  /** Whether {@code tag} is one of the configured tags, so that a cookie may remember it. */
  public boolean knows(@Nullable String tag) {
    return tag != null && known.contains(tag);
  }

  /**
   * The language to answer in.
   *
   * @param asked value of the parameter {@code powerbi-gate-lang}, or null
   * @param cookie value of the language cookie, or null
   * @param acceptLanguage value of the header {@code Accept-Language}, or null; a malformed part
   *     counts as absent
   */
  public String choose(
      @Nullable String asked, @Nullable String cookie, @Nullable String acceptLanguage) {
    if (asked != null && known.contains(asked)) {
      return asked;
    }
    if (cookie != null && known.contains(cookie)) {
      return cookie;
    }
    if (acceptLanguage == null || acceptLanguage.length() > LONGEST_HEADER) {
      return fallback;
    }
    for (Range range : ranges(acceptLanguage)) {
      String found = lookUp(range.tag());
      if (found != null) {
        return found;
      }
    }
    return fallback;
  }

  private static List<Range> ranges(String header) {
    List<Range> ranges = new ArrayList<>();
    for (String part : header.split(",", -1)) {
      Range range = Range.parse(part);
      if (range != null) {
        ranges.add(range);
      }
    }
    ranges.sort(Comparator.comparingDouble(Range::weight).reversed());
    return ranges;
  }

  /**
   * The configured tag for {@code es-MX} is {@code es-MX}, else {@code es} (RFC 4647, look-up).
   * What browsers call otherwise than files do is looked up under both names.
   */
  private @Nullable String lookUp(String tag) {
    if (tag.equals("*")) {
      return fallback;
    }
    String found = lookUpAsItStands(tag);
    String other = OTHER_NAMES.get(tag);
    return found == null && other != null ? lookUpAsItStands(other) : found;
  }

  private @Nullable String lookUpAsItStands(String tag) {
    for (String rest = tag; !rest.isEmpty(); rest = shortened(rest)) {
      for (String candidate : known) {
        if (candidate.equalsIgnoreCase(rest)) {
          return candidate;
        }
      }
    }
    return null;
  }

  private static String shortened(String tag) {
    return tag.substring(0, Math.max(0, tag.lastIndexOf('-')));
  }

  private record Range(String tag, double weight) {

    /** Own parser: the one of the JDK throws the whole header away for one bad part. */
    static @Nullable Range parse(String part) {
      String[] pieces = part.trim().split(";", -1);
      String tag = pieces[0].trim().toLowerCase(Locale.ROOT);
      if (!tag.equals("*") && !tag.matches("[a-z]{1,8}(-[a-z0-9]{1,8})*")) {
        return null;
      }
      if (pieces.length == 1) {
        return new Range(tag, 1);
      }
      String weight = pieces[1].trim();
      if (pieces.length > 2 || !weight.matches("[qQ]=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)")) {
        return null;
      }
      double value = Double.parseDouble(weight.substring(2));
      return value > 0 ? new Range(tag, value) : null;
    }
  }
}
