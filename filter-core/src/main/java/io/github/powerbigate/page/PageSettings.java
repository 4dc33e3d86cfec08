package io.github.powerbigate.page;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the operator decides about the page. Immutable.
 *
 * @param brand the portal's name; null for the built-in words
 * @param logo an image that stands before it; or null
 * @param supportPhone telephone number of the help desk, shown as given; or null
 * @param supportTty TTY or relay number, shown as given; or null
 * @param supportEmail e-mail address of the help desk; or null
 * @param supportUrl page of the help desk: {@code https:}, {@code mailto:}, {@code tel:} or a path
 *     of this site; or null
 * @param languages language tags, each with a message file, in the order shown
 * @param defaultLanguage one of {@code languages}
 * @param autoContinue whether the page goes on by itself when access is ready
 * @param autoCheckFor how long the page checks without a sign of the person
 * @param announceEvery how often at most the time waited is read out; zero for never
 * @param frameAncestors who may frame the page, as in a content security policy
 * @param assets where the page has its style sheet and scripts
 * @param preview whether the sheet is there that shows the page in every state
 * @param timeZone zone of the times that the server writes; a browser with script shows its own
 * @param look its colours
 */
public record PageSettings(
    @Nullable String brand,
    @Nullable Logo logo,
    @Nullable String supportPhone,
    @Nullable String supportTty,
    @Nullable String supportEmail,
    @Nullable String supportUrl,
    List<String> languages,
    String defaultLanguage,
    boolean autoContinue,
    Duration autoCheckFor,
    Duration announceEvery,
    String frameAncestors,
    Assets assets,
    boolean preview,
    ZoneId timeZone,
    Look look) {

  // Before DEFAULT, which they check.
  private static final Pattern EMAIL = Pattern.compile("[^\\s@<>\"'?&%,:;]+@[^\\s@<>\"'?&%,:;]+");
  private static final Pattern LINK =
      Pattern.compile(
          "(https://[^/?#@\\\\\\s\\p{Cntrl}]+(?=[/?#]|$)|mailto:|tel:|/(?![/\\\\]))"
              + "[^\\s\\\\\\p{Cntrl}]*");
  private static final Pattern ANCESTORS =
      Pattern.compile("[\\x21-\\x7e&&[^;,]]+( [\\x21-\\x7e&&[^;,]]+)*");

  /** English and Spanish, no brand, no contacts, our colours. */
  public static final PageSettings DEFAULT =
      new PageSettings(
          null,
          null,
          null,
          null,
          null,
          null,
          List.of("en", "es"),
          "en",
          true,
          Duration.ofMinutes(30),
          Duration.ofMinutes(5),
          "'self'",
          Assets.INLINE,
          false,
          ZoneId.systemDefault(),
          Look.DEFAULT);

  /**
   * @throws IllegalArgumentException if a value could not be shown safely or contradicts another;
   *     the message names the setting and the rule, never the value
   */
  public PageSettings {
    languages = List.copyOf(languages);
    require(!languages.isEmpty(), "languages: at least one");
    require(languages.contains(defaultLanguage), "defaultLanguage: must be one of languages");
    require(
        supportEmail == null || EMAIL.matcher(supportEmail).matches(),
        "supportEmail: an e-mail address");
    require(
        supportUrl == null || LINK.matcher(supportUrl).matches(),
        "supportUrl: https://, mailto:, tel: or a path that begins with one slash");
    require(
        ANCESTORS.matcher(frameAncestors).matches(),
        "frameAncestors: sources separated by one space, without comma or semicolon");
    require(autoCheckFor.compareTo(Duration.ZERO) > 0, "autoCheckFor: more than zero");
    require(!announceEvery.isNegative(), "announceEvery: zero (never) or more");
  }

  /** Only the languages: contacts and addresses are the operator's. */
  @Override
  public String toString() {
    return "PageSettings" + languages;
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
