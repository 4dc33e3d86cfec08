package io.github.powerbigate.settings;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the operator asked of the page. Immutable. All texts are texts, never HTML.
 *
 * @param brand name of the portal, at most 80 characters, or null
 * @param supportPhone telephone number of the help desk, a text of at most 40 characters, or null
 * @param supportTty its number for text telephones, or null
 * @param supportEmail its mail address, or null
 * @param supportUrl its page: https, mailto, tel, or a path of this site that begins with one
 *     slash; or null
 * @param languages languages of the page, at least one, none twice
 * @param defaultLanguage one of them
 * @param autoContinue whether the page goes on by itself when access is ready
 * @param autoCheckFor how long it checks without a sign of the person
 * @param announceEvery how often a screen reader is told that the wait goes on; zero is never
 * @param frameAncestors the value of the directive {@code frame-ancestors}
 * @param timeZone time zone of the clock on the page
 */
public record PageOptions(
    @Nullable String brand,
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
    ZoneId timeZone) {

  /**
   * @throws NullPointerException if a required argument is null
   */
  public PageOptions {
    languages = List.copyOf(languages);
    requireNonNull(defaultLanguage, "defaultLanguage is null");
    requireNonNull(autoCheckFor, "autoCheckFor is null");
    requireNonNull(announceEvery, "announceEvery is null");
    requireNonNull(frameAncestors, "frameAncestors is null");
    requireNonNull(timeZone, "timeZone is null");
  }

  @Override
  public String toString() {
    return "PageOptions" + languages;
  }
}
