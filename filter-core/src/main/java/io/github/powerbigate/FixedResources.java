package io.github.powerbigate;

import io.github.powerbigate.page.PageAsset;
import io.github.powerbigate.page.WaitPage;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the gate answers alike to everybody, signed in or not: there is nothing of anybody in it.
 * Immutable and thread-safe.
 */
final class FixedResources {

  private static final String PREVIEW = GateQuery.NAME + "=preview";

  /** By their whole queries. */
  private final Map<String, Answer> answers;

  FixedResources(WaitPage page, GateAnswers answers) {
    Map<String, Answer> all = new HashMap<>();
    page.assets().forEach(asset -> all.put(asset.query(), file(asset, answers)));
    WaitPage.Sheet preview = page.preview();
    if (preview != null) {
      all.put(PREVIEW, sheet(preview, answers));
    }
    this.answers = Map.copyOf(all);
  }

  /**
   * The answer to a request for one of these; null if it is for none. The queries are fixed to the
   * last character: what another hash names is not here, and browsers would keep what they get for
   * it. Neither are they bound to the guarded part of the mapping, since the query that a guard
   * looks for may be a person's.
   */
  @Nullable Answer answer(HttpServletRequest request, @Nullable String query) {
    Answer answer = query == null ? null : answers.get(query);
    return answer == null || !Caller.isGetOrHead(request) || Caller.hasSuspiciousPath(request)
        ? null
        : answer;
  }

  /** Kept by the browser alone: a shared cache that overlooks the query would show it to all. */
  private static Answer file(PageAsset asset, GateAnswers answers) {
    return Answer.kept()
        .with(asset.contentType(), asset.text().getBytes(StandardCharsets.UTF_8))
        .with("Vary", "Cookie")
        .with("Cross-Origin-Resource-Policy", "same-origin")
        .with(GateAnswers.GATE_HEADER, answers.header("file"));
  }

  private static Answer sheet(WaitPage.Sheet sheet, GateAnswers answers) {
    return Answer.of(200)
        .with("text/html; charset=UTF-8", sheet.html().getBytes(StandardCharsets.UTF_8))
        .with("Vary", "Cookie")
        .with("Content-Security-Policy", sheet.contentSecurityPolicy())
        .with("Cross-Origin-Resource-Policy", "same-origin")
        .with("Referrer-Policy", "same-origin")
        .with("X-Robots-Tag", "noindex, nofollow")
        .with(GateAnswers.GATE_HEADER, answers.header("preview"));
  }
}
