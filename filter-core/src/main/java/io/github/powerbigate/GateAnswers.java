package io.github.powerbigate;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.GateRules;
import io.github.powerbigate.page.Note;
import io.github.powerbigate.page.PageLinks;
import io.github.powerbigate.page.PageSettings;
import io.github.powerbigate.page.PageState;
import io.github.powerbigate.page.PageView;
import io.github.powerbigate.page.WaitPage;
import io.github.powerbigate.settings.GateSettings;
import io.github.powerbigate.settings.GateSettings.Mode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes every answer that is the gate's own. Immutable and thread-safe. */
final class GateAnswers {

  static final String GATE_HEADER = "X-PowerBI-Gate";

  private static final String VARY =
      "Accept, Accept-Language, Cookie, Sec-Fetch-Mode, X-Requested-With";
  private static final String PROBLEM = "application/problem+json";

  /**
   * What may stand in a header Link or Refresh: no way out of the brackets, and no more than a
   * header holds.
   */
  private static final Pattern LINKABLE = Pattern.compile("[\\x21-\\x7e&&[^<>\"]]{1,1000}");

  private final GateSettings settings;
  private final WaitPage page;

  GateAnswers(GateSettings settings, WaitPage page) {
    this.settings = settings;
    this.page = page;
  }

  /** The page of somebody who waits or is refused. */
  Answer page(Standing standing, String language, PageLinks links, @Nullable String openQuery) {
    PageView view =
        new PageView(
            standing.state(),
            language,
            standing.reference(),
            standing.since(),
            standing.checkedAt(),
            standing.now(),
            standing.retryAfterSeconds(),
            standing.invitationPending(),
            standing.isRemoved(),
            standing.isAccountDisabled(),
            settings.timings().admitWhenOverdue(),
            openQuery,
            links);
    int status = standing.isRefused() ? 403 : settings.answers().pendingStatus();
    Answer answer = page(status, view).with(GATE_HEADER, header(standing.header()));
    return standing.isRefused()
        ? answer
        : answer.with("Retry-After", Integer.toString(standing.retryAfterSeconds()));
  }

  /** A page of which a wait is no part. */
  Answer bare(
      int status, PageState state, String word, String language, PageLinks links, Instant now) {
    return page(status, PageView.of(state, language, now, links)).with(GATE_HEADER, header(word));
  }

  /**
   * What a person is told of a sign-in to Entra ID.
   *
   * @param again where the main button leads
   * @param goOn where the way on without a sign-in leads, where there is one
   */
  Answer note(Note note, String language, String again, String goOn) {
    WaitPage.Sheet sheet = page.note(note, language, again, goOn);
    return Answer.of(200)
        .with("text/html; charset=UTF-8", sheet.html().getBytes(StandardCharsets.UTF_8))
        .with("Content-Language", language)
        .with("Vary", VARY)
        .with("Content-Security-Policy", sheet.contentSecurityPolicy())
        // The address may hold a code, or a ticket.
        .with("Referrer-Policy", "no-referrer")
        .with("X-Robots-Tag", "noindex, nofollow")
        .with("X-Frame-Options", "DENY")
        .with(GATE_HEADER, header("sign-in; " + note.code().replace('_', '-')));
  }

  /** The answer to a script that came to the guarded address itself. */
  Answer pending(Standing standing, String language, PageLinks links) {
    int status = standing.isRefused() ? 403 : settings.answers().pendingApiStatus();
    String type = standing.isRefused() ? "not-entitled" : "access-pending";
    String statusUrl = links.status();
    String title =
        standing.isRefused()
            ? "This account has no access to Power BI"
            : "Power BI access is not ready yet";
    Map<String, Object> more = new LinkedHashMap<>();
    String reference = standing.reference();
    if (reference != null) {
      more.put("instance", "urn:powerbi-gate:wait:" + reference);
      more.put("reference", reference);
    }
    Cause cause = standing.cause();
    if (cause != null) {
      more.put("cause", cause.code());
      more.put("whoMustAct", cause.actor().code());
    }
    more.put("state", standing.state().code());
    more.put("retryAfterSeconds", standing.retryAfterSeconds());
    more.put("statusUrl", statusUrl);
    if (links.standsElsewhere()) {
      more.put("continueUrl", links.self());
    }
    Answer answer =
        problem(status, type, title, page.message(standing.state(), language), more)
            .with("Content-Language", language)
            .with(GATE_HEADER, header(standing.header()));
    if (LINKABLE.matcher(statusUrl).matches()) {
      answer = answer.with("Link", "<" + statusUrl + ">; rel=\"status\"");
    }
    return standing.isRefused()
        ? answer
        : answer.with("Retry-After", Integer.toString(standing.retryAfterSeconds()));
  }

  /**
   * How the user stands, for the page's poll.
   *
   * @param self query of the page to which a window goes that shows this answer: containers save
   *     the poll of a dead session, with its headers, and replay it to whoever signs in
   */
  Answer status(Standing standing, String language, @Nullable String openQuery, String self) {
    PageState told = standing.isReady() ? PageState.READY : standing.state();
    Instant since = standing.since();
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("version", 1);
    members.put("state", standing.state().code());
    members.put("ready", standing.isReady());
    members.put("reference", standing.reference());
    Cause cause = standing.cause();
    members.put("cause", cause == null ? null : cause.code());
    members.put("whoMustAct", cause == null ? null : cause.actor().code());
    members.put("since", text(since));
    members.put(
        "elapsedSeconds",
        since == null ? null : GateRules.elapsed(since, standing.now()).toSeconds());
    members.put("checkedAt", text(standing.checkedAt()));
    members.put("retryAfterSeconds", standing.isReady() ? null : standing.retryAfterSeconds());
    members.put("maxWaitSeconds", settings.timings().propagationLimit().toSeconds());
    members.put("message", page.message(told, language));
    members.put("language", language);
    members.put("supportUrl", settings.page().supportUrl());
    members.put("open", openQuery);
    members.put("invitationPending", standing.invitationPending() ? true : null);
    Answer answer =
        Answer.of(200)
            .with("application/json", json(members))
            .with("Content-Language", language)
            .with("Vary", "Cookie, Accept-Language")
            .with("Cross-Origin-Resource-Policy", "same-origin")
            .with(GATE_HEADER, header(dryRun() + standing.header()));
    if (LINKABLE.matcher(self).matches()) {
      answer = answer.with("Refresh", "0; url=" + self);
    }
    return standing.isReady()
        ? answer
        : answer.with("Retry-After", Integer.toString(standing.retryAfterSeconds()));
  }

  /** The answer at which the gate itself failed. */
  Answer fault() {
    return problem(500, "internal", "The gate failed", "Try again.");
  }

  /** A problem document (RFC 9457) without anything of a person in it. */
  Answer problem(int status, String type, String title, String detail) {
    return problem(status, type, title, detail, Map.of());
  }

  private Answer page(int status, PageView view) {
    PageSettings options = settings.page();
    Answer answer =
        Answer.of(status)
            .with("text/html; charset=UTF-8", page.render(view))
            .with("Content-Language", view.language())
            .with("Vary", VARY)
            .with("Content-Security-Policy", policy(view))
            // An address that holds a ticket is told to nobody, not even to our own log by a poll.
            .with("Referrer-Policy", view.links().standsElsewhere() ? "no-referrer" : "same-origin")
            .with("X-Robots-Tag", "noindex, nofollow");
    // For browsers that do not know frame-ancestors; the header has no word for a list.
    return switch (options.frameAncestors()) {
      case "'self'" -> answer.with("X-Frame-Options", "SAMEORIGIN");
      case "'none'" -> answer.with("X-Frame-Options", "DENY");
      default -> answer;
    };
  }

  private String policy(PageView view) {
    if (view.state() == PageState.EXPIRED) {
      return page.contentSecurityPolicyOfExpired();
    }
    return view.links().byForm()
        ? page.contentSecurityPolicyWithForm(loopbackOrigins())
        : page.contentSecurityPolicy();
  }

  private List<String> loopbackOrigins() {
    return settings.microsoft().cloud().powerBiWebHosts().stream()
        .filter(host -> host.startsWith("http://"))
        .toList();
  }

  private Answer problem(
      int status, String type, String title, String detail, Map<String, Object> more) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("type", "urn:powerbi-gate:" + type);
    members.put("title", title);
    members.put("status", status);
    members.put("detail", detail);
    members.putAll(more);
    return Answer.of(status)
        .with(PROBLEM, json(members))
        .with("Vary", VARY)
        .with("Cross-Origin-Resource-Policy", "same-origin")
        .with(GATE_HEADER, header(type));
  }

  private String dryRun() {
    return settings.mode() == Mode.DRY_RUN ? "dry-run; " : "";
  }

  /** In a custom cloud every answer says so: nobody shall take the simulator for Microsoft. */
  String header(String value) {
    return settings.microsoft().cloud().isCustom() ? value + "; custom-cloud" : value;
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null
        ? null
        : DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.SECONDS));
  }

  /**
   * The members as one JSON object, without those that are null. Not by the JSON library of the
   * questions to Microsoft: that keeps buffers in thread-locals, and these threads are the
   * container's.
   */
  private static byte[] json(Map<String, @Nullable Object> members) {
    members.values().removeIf(Objects::isNull);
    return JSONObjectUtils.toJSONString(members).getBytes(StandardCharsets.UTF_8);
  }
}
