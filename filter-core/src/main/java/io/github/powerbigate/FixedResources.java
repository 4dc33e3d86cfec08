package io.github.powerbigate;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.github.powerbigate.page.PageAsset;
import io.github.powerbigate.page.WaitPage;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the gate answers alike to everybody, signed in or not: there is nothing of anybody in it.
 * Immutable and thread-safe.
 */
final class FixedResources {

  private final Map<String, Answer> files;

  FixedResources(WaitPage page, GateAnswers answers) {
    files =
        page.assets().stream()
            .collect(toUnmodifiableMap(PageAsset::query, asset -> file(asset, answers)));
  }

  /**
   * The answer to a request for a style sheet or script of the page; null if it is for none. Their
   * queries are fixed to the last character: what another hash names is not here, and browsers
   * would keep what they get for it. Neither are they bound to the guarded part of the mapping,
   * since the query that a guard looks for may be a person's.
   */
  @Nullable Answer file(HttpServletRequest request, @Nullable String query) {
    Answer file = query == null ? null : files.get(query);
    return file == null || !Caller.isGetOrHead(request) || Caller.hasSuspiciousPath(request)
        ? null
        : file;
  }

  /** Kept by the browser alone: a shared cache that overlooks the query would show it to all. */
  private static Answer file(PageAsset asset, GateAnswers answers) {
    return Answer.kept()
        .with(asset.contentType(), asset.text().getBytes(StandardCharsets.UTF_8))
        .with("Vary", "Cookie")
        .with("Cross-Origin-Resource-Policy", "same-origin")
        .with(GateAnswers.GATE_HEADER, answers.header("file"));
  }
}
