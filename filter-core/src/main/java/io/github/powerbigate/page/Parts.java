package io.github.powerbigate.page;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;

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
  private final PageAsset returning;

  Parts(PageSettings settings) {
    assets = settings.assets();
    style =
        PageAsset.style("wait.css", Asset.style(settings.look().css(), settings.logo() != null));
    script = PageAsset.script("wait.js", Asset.script());
    form = PageAsset.script("form.js", Asset.formScript());
    back = PageAsset.script("back.js", Asset.backScript());
    returning = PageAsset.script("return.js", Asset.returnScript());
  }

  /** The elements, by the names under which a template knows them. */
  Map<String, String> elements() {
    return Map.of(
        "style", element(style),
        "script", element(script),
        "form", element(form),
        "back", element(back),
        "returning", element(returning));
  }

  /** Those that have addresses of their own. */
  List<PageAsset> files() {
    return assets == Assets.INLINE ? List.of() : List.of(style, script, form, back, returning);
  }

  /** The beginning of the policy of a page. */
  String policy(Layout layout) {
    return policy(List.of(script, form), layout.scripts(), List.of(style), layout.styles());
  }

  /** The same, of a page whose ticket is missing. */
  String policyOfExpired(Layout layout) {
    return policy(List.of(back), layout.scripts(), List.of(style), layout.styles());
  }

  /** The same, of a note. */
  String policyOfNote() {
    return policy(List.of(returning), "", List.of(style), "");
  }

  /** The same, of a sheet of its own that holds pages of that layout without their scripts. */
  String policyOfSheet(PageAsset itsScript, PageAsset itsStyle, Layout layout) {
    return policy(List.of(itsScript), "", List.of(itsStyle, style), layout.styles());
  }

  private String policy(
      List<PageAsset> scripts, String moreScripts, List<PageAsset> styles, String moreStyles) {
    return "default-src 'none'; script-src "
        + sources(scripts)
        + moreScripts
        + "; style-src "
        + sources(styles)
        + moreStyles;
  }

  private String sources(List<PageAsset> allowed) {
    return allowed.stream()
        .map(asset -> assets == Assets.INLINE ? "'sha256-" + asset.hash() + "'" : "'self'")
        .distinct()
        .collect(joining(" "));
  }

  /** The elements of a page in which no script runs. */
  Map<String, String> elementsWithoutScripts() {
    return Map.of("style", element(style), "script", "", "form", "", "back", "", "returning", "");
  }

  /** The element that holds a file of the page, or refers to it. */
  String element(PageAsset asset) {
    return assets == Assets.INLINE ? asset.inline() : asset.reference();
  }
}
