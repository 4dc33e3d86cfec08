package io.github.powerbigate;

import io.github.powerbigate.page.PageLinks;
import jakarta.servlet.http.HttpServletRequest;

/** Sends a browser to a page of the gate: by a query of the address that it asked for. */
final class WayBack {
  private WayBack() {}

  /** By a GET. */
  static Answer to(PageLinks links) {
    return to(303, links);
  }

  /** The same, and a form that the page keeps is posted there as it was here. */
  static Answer to(PageLinks links, HttpServletRequest request) {
    return Caller.isGetOrHead(request)
        ? to(links)
        // With no-referrer the form would come without its origin, by which it is known.
        : to(307, links).with("Referrer-Policy", "same-origin");
  }

  /**
   * By a GET.
   *
   * @param reference a query; or, where the browser stands at another path of ours, this path too
   */
  static Answer to(String reference) {
    return to(303, reference);
  }

  private static Answer to(int status, PageLinks links) {
    return to(status, links.self());
  }

  private static Answer to(int status, String reference) {
    return Answer.of(status)
        .with("Location", reference)
        .with("Referrer-Policy", "no-referrer")
        .with(GateAnswers.GATE_HEADER, "redirect");
  }
}
