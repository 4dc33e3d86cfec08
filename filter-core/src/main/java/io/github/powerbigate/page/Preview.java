package io.github.powerbigate.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.powerbigate.form.PostedForm;
import io.github.powerbigate.form.PostedForm.Kept;
import io.github.powerbigate.form.PostedForm.Lost;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One sheet on which the page stands in every state and language, as a browser with script shows
 * it. There is nothing of anybody in it: what it shows of a wait is made up here. Immutable.
 */
final class Preview {
  private static final Instant NOW = Instant.parse("2026-01-15T15:00:00Z");

  private final PageSettings settings;
  private final Layout layout;
  private final Parts parts;
  private final PageAsset style =
      PageAsset.style("preview.css", Asset.css(Asset.read("preview.css")));
  private final PageAsset script = PageAsset.script("preview.js", Asset.read("preview.js"));

  /** What is special about the person of an example. */
  private enum Kind {
    PLAIN,
    INVITATION,
    REMOVED,
    DISABLED,
    ADMITS
  }

  /**
   * A state as the sheet shows it.
   *
   * @param label what stands above it
   * @param brought the state to which the script brings the page; or empty
   * @param view the page before that, by language
   */
  record Shown(String label, String brought, Function<String, PageView> view) {}

  /**
   * @param layout the page without its scripts
   */
  Preview(PageSettings settings, Layout layout, Parts parts) {
    this.settings = settings;
    this.layout = layout;
    this.parts = parts;
  }

  /** The sheet. */
  String render() {
    Map<String, String> elements =
        Map.of("style", parts.element(style), "script", parts.element(script));
    Template sheet = Template.parse(Asset.html(Asset.read("preview.html")), elements, name -> name);
    List<Map<String, Object>> states =
        shown().stream()
            .map(shown -> Map.<String, Object>of("label", shown.label(), "pages", pages(shown)))
            .toList();
    Map<String, Object> values =
        Map.of("inline", settings.assets() == Assets.INLINE, "states", states);
    return sheet.render(values);
  }

  /** The beginning of its policy, which its frames are under too. */
  String policy() {
    return parts.policyOfSheet(script, style, layout);
  }

  /** Its own files. */
  List<PageAsset> files() {
    return settings.assets() == Assets.INLINE ? List.of() : List.of(style, script);
  }

  private List<Map<String, String>> pages(Shown shown) {
    return settings.languages().stream()
        .map(
            language ->
                Map.of(
                    "title",
                    shown.label() + ", " + language,
                    "code",
                    language,
                    "state",
                    shown.brought(),
                    "html",
                    layout.render(settings, shown.view().apply(language))))
        .toList();
  }

  /** Everything that the page can say. */
  static List<Shown> shown() {
    List<Shown> shown = new ArrayList<>();
    for (PageState state : PageState.values()) {
      shown.add(new Shown(state.code(), "", language -> view(state, language, Kind.PLAIN)));
    }
    shown.add(variant("waiting, with an invitation", PageState.WAITING, Kind.INVITATION));
    shown.add(variant("waiting, after a removal", PageState.WAITING, Kind.REMOVED));
    shown.add(variant("overdue, going on", PageState.OVERDUE, Kind.ADMITS));
    shown.add(variant("not_entitled, account disabled", PageState.NOT_ENTITLED, Kind.DISABLED));
    shown.add(inThePlaceOf("a form that is kept", new Kept(List.of(), UTF_8)));
    shown.add(inThePlaceOf("a form that is not", new Lost()));
    for (String state : List.of("ready", "offline", "signed_out")) {
      shown.add(
          new Shown(
              state + ", while the page is open",
              state,
              language -> view(PageState.WAITING, language, Kind.PLAIN)));
    }
    return shown;
  }

  private static Shown variant(String label, PageState state, Kind kind) {
    return new Shown(label, "", language -> view(state, language, kind));
  }

  private static Shown inThePlaceOf(String form, PostedForm posted) {
    return new Shown(
        "waiting, with " + form,
        "",
        language -> view(PageState.WAITING, language, Kind.PLAIN).at(PageLinks.at("", posted)));
  }

  private static PageView view(PageState state, String language, Kind kind) {
    boolean waits =
        state != PageState.CHECKING && state != PageState.SIGNED_OUT && state != PageState.EXPIRED;
    boolean offered =
        state == PageState.SLOW || state == PageState.OVERDUE || state == PageState.NOT_ENTITLED;
    return new PageView(
        state,
        language,
        waits ? "EXAM-P1E0" : null,
        waits ? NOW.minusSeconds(state == PageState.WAITING ? 90 : 900) : null,
        waits ? NOW.minusSeconds(5) : null,
        NOW,
        5,
        kind == Kind.INVITATION,
        kind == Kind.REMOVED,
        kind == Kind.DISABLED,
        kind == Kind.ADMITS,
        offered ? "powerbi-gate=open" : null,
        PageLinks.at(""));
  }
}
