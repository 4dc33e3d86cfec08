package io.github.powerbigate.simulator;

import io.github.powerbigate.simulator.wire.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The frame of every page that the simulator shows. */
final class Pages {
  private static final String STYLE =
      """
      :root{color-scheme:light}
      *{box-sizing:border-box}
      body{margin:0;font:1rem/1.5 "Segoe UI",system-ui,sans-serif;color:#242424;background:#f5f5f5}
      header{background:#1a1a1a;color:#fff;padding:.75rem 1.5rem;display:flex;gap:.75rem}
      header b{color:#f2c811}
      main{max-width:56rem;margin:2rem auto;padding:1.5rem 2rem;background:#fff;
        border:1px solid #d6d6d6;border-radius:.5rem}
      h1{font-size:1.5rem;line-height:1.25;margin:0 0 1rem}
      a{color:#0b5a9d}
      .tiles{display:flex;flex-wrap:wrap;gap:1rem;margin:1rem 0}
      .tile{flex:1 1 9rem;border:1px solid #d6d6d6;border-radius:.5rem;padding:1rem}
      .tile strong{display:block;font-size:1.75rem}
      button,input{font:inherit;padding:.4rem .8rem}
      li{margin:.35rem 0}
      svg{width:100%;height:auto}
      """;

  private static final String STYLE_ONLY =
      "default-src 'none'; img-src data:; base-uri 'none'; frame-ancestors 'none'; style-src "
          + source(STYLE);

  private Pages() {}

  /** A whole document around the given content, which must be safe HTML. */
  static Reply reply(int status, String title, String content) {
    return reply(status, title, content, STYLE_ONLY + "; form-action 'self'");
  }

  /**
   * The same with forms that may lead to other places: browsers hold every hop of what follows a
   * form against the policy of the page that it was on.
   *
   * @param script the one script of the page, if it is not empty
   */
  static Reply leadingAway(int status, String title, String content, String script) {
    String policy = STYLE_ONLY + "; form-action http: https:";
    return reply(
        status,
        title,
        content,
        script.isEmpty() ? policy : policy + "; script-src " + source(script));
  }

  private static Reply reply(int status, String title, String content, String policy) {
    String document =
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s</title>
        <link rel="icon" href="data:,">
        <style>%s</style>
        </head>
        <body>
        <header><b>Power BI</b> <span>simulator, not Microsoft</span></header>
        <main>
        %s
        </main>
        </body>
        </html>
        """
            .formatted(title, STYLE, content);
    return Reply.html(status, document)
        .withHeader("Cache-Control", "no-store")
        .withHeader("X-Content-Type-Options", "nosniff")
        .withHeader("Content-Security-Policy", policy);
  }

  /** Text made harmless for HTML, in content and in quoted attributes. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** Text as the value of a query parameter. */
  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String source(String inline) {
    return "'sha256-" + sha256(inline) + "'";
  }

  private static String sha256(String text) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
