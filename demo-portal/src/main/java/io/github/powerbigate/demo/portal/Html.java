package io.github.powerbigate.demo.portal;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The frame of every page of the portal. */
final class Html {
  /** A river that bends. */
  private static final String MARK =
      """
      <svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
      <rect width="32" height="32" rx="8"/>
      <path d="M5 11c6-5 9 5 15 1 3-2 5-3 7-2M5 21c6-5 9 5 15 1 3-2 5-3 7-2"/>
      </svg>
      """;

  private Html() {}

  /** Text made harmless, in content and in quoted attributes. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** The first letters of the first and the last name, for the round picture. */
  static String initials(String fullName) {
    String[] names = fullName.strip().split("\\s+", -1);
    String first = names[0].isEmpty() ? "?" : names[0].substring(0, 1);
    return names.length == 1 ? first : first + names[names.length - 1].substring(0, 1);
  }

  /**
   * Writes a whole document.
   *
   * @param corner what stands at the right of the header; safe HTML
   * @param content safe HTML
   */
  static void write(
      HttpServletResponse response, int status, String title, String corner, String content)
      throws IOException {
    byte[] document =
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s – Riverbend Health Analytics</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="portal.css">
        </head>
        <body>
        <header>
        <a class="brand" href="./">%s<span>Riverbend <span class="wide">Health Analytics</span></span></a>
        %s
        </header>
        <main>
        %s
        </main>
        <footer><p>A demonstration of Access Gate for Power BI. Names and figures are made up.</p></footer>
        </body>
        </html>
        """
            .formatted(escape(title), MARK, corner, content)
            .getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("text/html; charset=UTF-8");
    response.setContentLength(document.length);
    response.getOutputStream().write(document);
  }

  /** Sends the browser to another page of the portal, by a GET. */
  static void go(HttpServletResponse response, String relative) {
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", relative);
  }
}
