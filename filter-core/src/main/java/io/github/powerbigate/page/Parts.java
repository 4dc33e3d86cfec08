package io.github.powerbigate.page;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The style sheet and the scripts of the page, in it or beside it, and what its policy says of
 * them. Immutable.
 */
final class Parts {
  private final Assets assets;
  private final PageAsset style;
  private final PageAsset script;
  private final PageAsset form;
  private final PageAsset back;

  Parts(PageSettings settings) {
    assets = settings.assets();
    style =
        PageAsset.style("wait.css", Asset.style(settings.look().css(), settings.logo() != null));
    script = PageAsset.script("wait.js", Asset.script());
    form = PageAsset.script("form.js", Asset.formScript());
    back = PageAsset.script("back.js", Asset.backScript());
  }

  /** The elements, by the names under which a template knows them. */
  Map<String, String> elements() {
    return Map.of(
        "style", element(style),
        "script", element(script),
        "form", element(form),
        "back", element(back));
  }

  /** Those that have addresses of their own. */
  List<PageAsset> files() {
    return assets == Assets.INLINE ? List.of() : List.of(style, script, form, back);
  }

  /** The beginning of the policy of a page. */
  String policy(Layout layout) {
    return policy(layout, script, form);
  }

  /** The same, of a page whose ticket is missing. */
  String policyOfExpired(Layout layout) {
    return policy(layout, back);
  }

  private String policy(Layout layout, PageAsset... allowed) {
    return "default-src 'none'; script-src "
        + Stream.of(allowed).map(this::source).distinct().collect(joining(" "))
        + layout.scripts()
        + "; style-src "
        + source(style)
        + layout.styles();
  }

  /** The elements of a page in which no script runs. */
  Map<String, String> elementsWithoutScripts() {
    return Map.of("style", element(style), "script", "", "form", "", "back", "");
  }

  /** What a page that holds pages of that layout must allow as style sheets, after its own. */
  String moreStyles(Layout layout) {
    return (assets == Assets.INLINE ? " " + source(style) : "") + layout.styles();
  }

  /** The element that holds a file of the page, or refers to it. */
  String element(PageAsset asset) {
    return assets == Assets.INLINE ? asset.inline() : asset.reference();
  }

  /** How a policy allows it. */
  String source(PageAsset asset) {
    return assets == Assets.INLINE ? "'sha256-" + asset.hash() + "'" : "'self'";
  }
}
