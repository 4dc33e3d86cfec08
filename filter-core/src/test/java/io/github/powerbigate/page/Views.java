package io.github.powerbigate.page;

import io.github.powerbigate.form.PostedForm;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings and views that the tests of the page share. */
final class Views {
  static final Instant NOW = Instant.parse("2026-11-21T19:12:10Z");
  static final List<String> BOTH = List.of("en", "es");

  /** Every contact but the page of the help desk: what a portal of the first user would show. */
  static final PageSettings PORTAL = settings("Reports Portal", true);

  private Views() {}

  static PageSettings settings(String brand, boolean autoContinue) {
    return settings(brand, null, autoContinue, BOTH, Look.DEFAULT, Assets.INLINE);
  }

  static PageSettings in(Theme theme, List<String> languages) {
    Look look = new Look(theme, null, null, null, null, null);
    return settings("Reports Portal", null, true, languages, look, Assets.INLINE);
  }

  static PageSettings with(Assets assets) {
    return settings("Reports Portal", null, true, BOTH, Look.DEFAULT, assets);
  }

  static PageSettings withLogo(String logo) {
    return settings("Reports Portal", new Logo(logo), true, BOTH, Look.DEFAULT, Assets.INLINE);
  }

  private static PageSettings settings(
      String brand,
      @Nullable Logo logo,
      boolean autoContinue,
      List<String> languages,
      Look look,
      Assets assets) {
    return new PageSettings(
        brand,
        logo,
        "1-800-555-0100",
        "711",
        "help@portal.example",
        null,
        languages,
        languages.get(0),
        autoContinue,
        Duration.ofMinutes(30),
        Duration.ofMinutes(5),
        "'self'",
        assets,
        false,
        ZoneOffset.UTC,
        look);
  }

  static PageView view(PageState state, String language) {
    return view(state, language, "report=42");
  }

  /** The page of somebody who waits, in the place of a form. */
  static PageView posted(PostedForm form, String language) {
    return view(PageState.WAITING, language).at(PageLinks.at("report=42", form));
  }

  static PageView view(PageState state, String language, String query) {
    boolean waits = state != PageState.CHECKING && state != PageState.SIGNED_OUT;
    boolean wayPast =
        state == PageState.SLOW || state == PageState.OVERDUE || state == PageState.NOT_ENTITLED;
    return new PageView(
        state,
        language,
        waits ? "7F3K-92QM" : null,
        waits ? NOW.minusSeconds(423) : null,
        waits ? NOW.minusSeconds(2) : null,
        NOW,
        5,
        state == PageState.WAITING,
        false,
        false,
        false,
        wayPast ? "powerbi-gate=open" : null,
        PageLinks.at(query));
  }

  /** The page of somebody whose wait ends in admission at its limit. */
  static PageView admittingAtTheLimit() {
    PageView view = view(PageState.WAITING, "en");
    return new PageView(
        view.state(),
        view.language(),
        view.reference(),
        view.since(),
        view.checkedAt(),
        view.now(),
        view.retryAfterSeconds(),
        false,
        false,
        false,
        true,
        null,
        view.links());
  }
}
