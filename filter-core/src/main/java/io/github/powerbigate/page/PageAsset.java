package io.github.powerbigate.page;

/**
 * A style sheet or script of the page with an address of its own: a query of the page's address,
 * with the hash of its text, so that another text has another address. Nothing of a person or of
 * their request is in it. Immutable.
 *
 * @param name such as {@code wait.js}
 * @param contentType its media type
 * @param text what it holds
 */
public record PageAsset(String name, String contentType, String text) {

  static PageAsset style(String name, String text) {
    return new PageAsset(name, "text/css; charset=UTF-8", text);
  }

  static PageAsset script(String name, String text) {
    return new PageAsset(name, "text/javascript; charset=UTF-8", text);
  }

  /** The whole query, without question mark. */
  public String query() {
    String hash = hash().replace('+', '-').replace('/', '_').replace("=", "");
    return "powerbi-gate=" + name + "&powerbi-gate-hash=" + hash;
  }

  /** SHA-256 of the text, in base64. */
  String hash() {
    return Sha256.of(text);
  }

  /** The element that holds it. */
  String inline() {
    String element = isStyle() ? "style" : "script";
    return "<" + element + ">" + text + "</" + element + ">";
  }

  /** The element that refers to it. */
  String reference() {
    String address = Template.escape("?" + query());
    return isStyle()
        ? "<link rel=\"stylesheet\" href=\"" + address + "\">"
        : "<script src=\"" + address + "\"></script>";
  }

  private boolean isStyle() {
    return contentType.startsWith("text/css");
  }
}
