package io.github.powerbigate;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a request says about who sends it: a person's browser, a script, a prefetch. Pure functions
 * of its headers; the body and the parameters are never touched.
 */
final class Caller {

  static final String POLL_HEADER = "X-PowerBI-Gate-Poll";
  static final String LANGUAGE_COOKIE = "pbgate_lang";

  private Caller() {}

  static boolean isGetOrHead(HttpServletRequest request) {
    return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
  }

  /** Whether the address itself is gone to: by a link, not by a form that is posted. */
  static boolean isNavigation(HttpServletRequest request) {
    return isGetOrHead(request) && wantsPage(request);
  }

  /** Whether a whole window goes somewhere, and no frame in it, as far as the browser says. */
  static boolean isWholeWindow(HttpServletRequest request) {
    String destination = request.getHeader("Sec-Fetch-Dest");
    return wantsPage(request) && (destination == null || destination.equals("document"));
  }

  /** Whether a person posts a form to the address itself. */
  static boolean isFormPost(HttpServletRequest request) {
    return request.getMethod().equals("POST") && wantsPage(request);
  }

  /** Whether a page is the right answer, rather than JSON. First match wins. */
  static boolean wantsPage(HttpServletRequest request) {
    String mode = request.getHeader("Sec-Fetch-Mode");
    if (mode != null) {
      return mode.equals("navigate");
    }
    // Browsers send Sec-Fetch-* only over https and to localhost, so what follows must stand alone.
    if (isPoll(request) || "XMLHttpRequest".equals(request.getHeader("X-Requested-With"))) {
      return false;
    }
    String accept = request.getHeader("Accept");
    if (accept == null) {
      return false;
    }
    double page = Math.max(weight(accept, "text/html"), weight(accept, "application/xhtml+xml"));
    double json = Math.max(weight(accept, "application/json"), weight(accept, "+json"));
    return page > 0 && page > json;
  }

  static boolean isPoll(HttpServletRequest request) {
    return request.getHeader(POLL_HEADER) != null;
  }

  /** Whether the request is made ahead of a person who may never come. */
  static boolean isPrefetch(HttpServletRequest request) {
    return contains(request.getHeader("Sec-Purpose"), "prefetch")
        || contains(request.getHeader("Purpose"), "prefetch")
        || contains(request.getHeader("X-Moz"), "prefetch");
  }

  /** Whether no other site can have sent it, as far as the browser says. */
  static boolean isSameOriginOrSilent(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    return site == null || site.equals("same-origin") || site.equals("none");
  }

  /**
   * Whether the browser vouches that a page of ours sent it. What is behind a proxy that ends TLS
   * and does not tell the container so, proves nothing without {@code Sec-Fetch-Site}.
   */
  static boolean provesSameOrigin(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin");
    }
    String origin = request.getHeader("Origin");
    return origin != null
        && origin.equalsIgnoreCase(request.getScheme() + "://" + request.getHeader("Host"));
  }

  /** Whether the browser vouches that a person followed a link on a page of ours. */
  static boolean isOwnLinkFollowed(HttpServletRequest request) {
    return "same-origin".equals(request.getHeader("Sec-Fetch-Site"))
        && "document".equals(request.getHeader("Sec-Fetch-Dest"));
  }

  /** Whether the browser says where its requests come from. */
  static boolean tellsItsSite(HttpServletRequest request) {
    return request.getHeader("Sec-Fetch-Site") != null;
  }

  /**
   * Whether the path is such that a reference to ourselves could lead elsewhere, or nowhere good:
   * containers let {@code //evil.example/..;/powerbi} through to a filter on {@code /powerbi}.
   */
  static boolean hasSuspiciousPath(HttpServletRequest request) {
    String path = request.getRequestURI();
    if (path == null || path.startsWith("//") || path.indexOf('\\') >= 0) {
      return true;
    }
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) <= ' ' || path.charAt(i) == 0x7f) {
        return true;
      }
    }
    for (String segment : path.split("/", -1)) {
      int semicolon = segment.indexOf(';');
      String name = semicolon < 0 ? segment : segment.substring(0, semicolon);
      if (semicolon >= 0 && (name.equals(".") || name.equals(".."))) {
        return true;
      }
    }
    return false;
  }

  static @Nullable String languageCookie(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(LANGUAGE_COOKIE)) {
          return cookie.getValue();
        }
      }
    }
    return null;
  }

  private static boolean contains(@Nullable String header, String word) {
    return header != null && header.toLowerCase(Locale.ROOT).contains(word);
  }

  /**
   * The weight that an Accept header gives a media type that it names; 0 if it does not name it.
   */
  private static double weight(String accept, String type) {
    double weight = 0;
    for (String range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = range.split(";", -1);
      String name = parts[0].trim();
      if (type.startsWith("+") ? name.endsWith(type) : name.equals(type)) {
        weight = Math.max(weight, quality(parts));
      }
    }
    return weight;
  }

  private static double quality(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i].trim();
      if (part.startsWith("q=")) {
        // A weight that cannot be read is no reason to refuse anybody.
        return part.matches("q=[01](\\.[0-9]{0,3})?") ? Double.parseDouble(part.substring(2)) : 1;
      }
    }
    return 1;
  }
}
