package io.github.powerbigate;

import com.azure.json.JsonProviders;
import com.azure.json.JsonWriter;
import io.github.powerbigate.membership.GateRules;
import io.github.powerbigate.page.PageSettings;
import io.github.powerbigate.page.PageState;
import io.github.powerbigate.page.PageView;
import io.github.powerbigate.page.WaitPage;
import io.github.powerbigate.settings.GateSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Makes every answer that is the gate's own. Immutable and thread-safe. */
final class GateAnswers {

  static final String GATE_HEADER = "X-PowerBI-Gate";

  private static final String VARY =
      "Accept, Accept-Language, Cookie, Sec-Fetch-Mode, X-Requested-With";
  private static final String PROBLEM = "application/problem+json";

  private final GateSettings settings;
  private final WaitPage page;

  GateAnswers(GateSettings settings, WaitPage page) {
    this.settings = settings;
    this.page = page;
  }

  /** The page of somebody who waits or is refused. */
  Answer page(Standing standing, String language, GateQuery query, @Nullable String openQuery) {
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
            query.rest());
    int status = standing.isRefused() ? 403 : settings.answers().pendingStatus();
    Answer answer = page(status, view).with(GATE_HEADER, header(standing.header()));
    return standing.isRefused()
        ? answer
        : answer.with("Retry-After", Integer.toString(standing.retryAfterSeconds()));
  }

  /** The page of somebody who is not signed in, where the gate refuses such people. */
  Answer signInPage(String language, GateQuery query, Instant now) {
    PageView view = PageView.of(PageState.SIGNED_OUT, language, now, query.rest());
    return page(401, view).with(GATE_HEADER, header("anonymous"));
  }

  /** The answer to a script that came to the guarded address itself. */
  Answer pending(Standing standing, String language, GateQuery query) {
    int status = standing.isRefused() ? 403 : settings.answers().pendingApiStatus();
    String type = standing.isRefused() ? "not-entitled" : "access-pending";
    String statusUrl = "?" + query.with(GateQuery.NAME, "status");
    String title =
        standing.isRefused()
            ? "This account has no access to Power BI"
            : "Power BI access is not ready yet";
    Answer answer =
        problem(
                status,
                type,
                title,
                page.message(standing.state(), language),
                json -> {
                  String reference = standing.reference();
                  if (reference != null) {
                    json.writeStringField("instance", "urn:powerbi-gate:wait:" + reference);
                    json.writeStringField("reference", reference);
                  }
                  json.writeStringField("state", standing.state().code());
                  json.writeIntField("retryAfterSeconds", standing.retryAfterSeconds());
                  json.writeStringField("statusUrl", statusUrl);
                })
            .with("Link", "<" + statusUrl + ">; rel=\"status\"")
            .with("Content-Language", language)
            .with(GATE_HEADER, header(standing.header()));
    return standing.isRefused()
        ? answer
        : answer.with("Retry-After", Integer.toString(standing.retryAfterSeconds()));
  }

  /** How the user stands, for the page's poll. */
  Answer status(Standing standing, String language, @Nullable String openQuery) {
    byte[] body =
        json(
            json -> {
              json.writeIntField("version", 1);
              json.writeStringField("state", standing.state().code());
              json.writeBooleanField("ready", standing.isReady());
              json.writeStringField("reference", standing.reference());
              json.writeStringField("since", text(standing.since()));
              Instant since = standing.since();
              if (since != null) {
                json.writeLongField(
                    "elapsedSeconds", GateRules.elapsed(since, standing.now()).toSeconds());
              }
              json.writeStringField("checkedAt", text(standing.checkedAt()));
              if (!standing.isReady()) {
                json.writeIntField("retryAfterSeconds", standing.retryAfterSeconds());
              }
              json.writeLongField(
                  "maxWaitSeconds", settings.timings().propagationLimit().toSeconds());
              PageState told = standing.isReady() ? PageState.READY : standing.state();
              json.writeStringField("message", page.message(told, language));
              json.writeStringField("language", language);
              json.writeStringField("supportUrl", settings.page().supportUrl());
              json.writeStringField("open", openQuery);
              if (standing.invitationPending()) {
                json.writeBooleanField("invitationPending", true);
              }
            });
    Answer answer =
        Answer.of(200)
            .with("application/json", body)
            .with("Content-Language", language)
            .with("Vary", "Cookie, Accept-Language")
            .with("Cross-Origin-Resource-Policy", "same-origin")
            .with(GATE_HEADER, header(standing.header()));
    return standing.isReady()
        ? answer
        : answer.with("Retry-After", Integer.toString(standing.retryAfterSeconds()));
  }

  /** A problem document (RFC 9457) without anything of a person in it. */
  Answer problem(int status, String type, String title, String detail) {
    return problem(status, type, title, detail, json -> {});
  }

  private Answer page(int status, PageView view) {
    PageSettings options = settings.page();
    Answer answer =
        Answer.of(status)
            .with("text/html; charset=UTF-8", page.render(view))
            .with("Content-Language", view.language())
            .with("Vary", VARY)
            .with("Content-Security-Policy", page.contentSecurityPolicy())
            .with("Referrer-Policy", "same-origin")
            .with("X-Robots-Tag", "noindex, nofollow");
    // For browsers that do not know frame-ancestors; the header has no word for a list.
    return switch (options.frameAncestors()) {
      case "'self'" -> answer.with("X-Frame-Options", "SAMEORIGIN");
      case "'none'" -> answer.with("X-Frame-Options", "DENY");
      default -> answer;
    };
  }

  private Answer problem(int status, String type, String title, String detail, Fields more) {
    byte[] body =
        json(
            json -> {
              json.writeStringField("type", "urn:powerbi-gate:" + type);
              json.writeStringField("title", title);
              json.writeIntField("status", status);
              json.writeStringField("detail", detail);
              more.writeTo(json);
            });
    return Answer.of(status)
        .with(PROBLEM, body)
        .with("Vary", VARY)
        .with("Cross-Origin-Resource-Policy", "same-origin");
  }

  /** In a custom cloud every answer says so: nobody shall take the simulator for Microsoft. */
  private String header(String value) {
    return settings.microsoft().cloud().isCustom() ? value + "; custom-cloud" : value;
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null
        ? null
        : DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.SECONDS));
  }

  /** Writes the members of one JSON object; a null string is left out. */
  @FunctionalInterface
  private interface Fields {
    void writeTo(JsonWriter json) throws IOException;
  }

  private static byte[] json(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonWriter json = JsonProviders.createWriter(bytes)) {
      json.writeStartObject();
      fields.writeTo(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("JSON could not be written to memory", e);
    }
    return bytes.toByteArray();
  }
}
