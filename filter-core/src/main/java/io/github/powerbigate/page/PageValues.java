package io.github.powerbigate.page;

import io.github.powerbigate.form.PostedForm;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What goes into the holes of the template for one view. */
final class PageValues {
  // The states that the page can come to without a new page, and "opening": going on at the limit.
  private static final List<String> TEXTS =
      List.of(
          "waiting",
          "slow",
          "overdue",
          "opening",
          "ready",
          "not_entitled",
          "unavailable",
          "misconfigured",
          "signed_out",
          "offline");

  private final PageSettings settings;
  private final PageView view;
  private final Messages messages;
  private final UnaryOperator<String> languageNames;

  PageValues(
      PageSettings settings,
      PageView view,
      Messages messages,
      UnaryOperator<String> languageNames) {
    this.settings = settings;
    this.view = view;
    this.messages = messages;
    this.languageNames = languageNames;
  }

  Map<String, Object> all() {
    boolean live = view.state().live();
    String shown = shown();
    Map<String, Object> values = new HashMap<>();
    values.put("lang", messages.language());
    values.put("dir", messages.direction());
    values.put("locale", messages.get("locale"));
    values.put("brand", settings.brand() == null ? messages.get("brand") : settings.brand());
    values.put(
        "logo",
        settings.logo() == null ? List.of() : List.of(Map.of("src", settings.logo().address())));
    values.put("inline", settings.assets() == Assets.INLINE);
    values.put("state", shown);
    values.put("heading", messages.heading(wording(shown)));
    values.put("text", text(wording(shown)));
    values.put("live", live);
    values.put("expired", view.state() == PageState.EXPIRED);
    values.put("texts", live ? texts() : List.of());
    values.put("action", messages.get("action." + action()));
    putLinks(values);
    values.put("languages", otherLanguages());
    // What cannot be sent again would be lost for a language.
    values.put("choice", settings.languages().size() > 1 && !view.links().lost());
    values.put("invitation", view.invitationPending());
    putPace(values);
    putWay(values, live);
    putDetails(values, live);
    values.putAll(Contacts.of(settings));
    return values;
  }

  /** The state, but that an overdue wait which ends in admission is one that is being opened. */
  private String shown() {
    return view.state() == PageState.OVERDUE && view.overdueAdmits()
        ? "opening"
        : view.state().code();
  }

  /** Which words stand for a state: some states have others for some people. */
  private String wording(String state) {
    return switch (state) {
      case "waiting", "slow", "overdue" -> view.removed() ? "removed" : state;
      case "not_entitled" -> view.accountDisabled() ? "disabled" : state;
      case "signed_out" -> view.state() == PageState.SIGNED_OUT ? "anonymous" : state;
      default -> state;
    };
  }

  private String text(String wording) {
    String ofForm = FormValues.text(view.links(), wording);
    if (ofForm != null) {
      return messages.get(ofForm);
    }
    return wording.equals("ready") && view.state() == PageState.READY
        ? messages.get("hold")
        : messages.text(wording);
  }

  private List<Map<String, String>> texts() {
    List<Map<String, String>> texts = new ArrayList<>();
    for (String state : TEXTS) {
      // Of the two ends of a wait only one can come.
      if (!state.equals(view.overdueAdmits() ? "overdue" : "opening")) {
        String wording = wording(state);
        texts.add(
            Map.of("code", state, "heading", messages.heading(wording), "text", text(wording)));
      }
    }
    return texts;
  }

  private String action() {
    return switch (view.state()) {
      case READY -> "continue";
      case SIGNED_OUT, NOT_ENTITLED, EXPIRED -> "again";
      default -> shown().equals("opening") ? "continue" : "check";
    };
  }

  private List<Map<String, Object>> otherLanguages() {
    List<Map<String, Object>> others = new ArrayList<>();
    for (String language : settings.languages()) {
      if (!language.equals(messages.language())) {
        others.add(
            Map.of(
                "code",
                language,
                "name",
                languageNames.apply(language),
                "href",
                view.links().language(language),
                "sealed",
                view.links().sealedInForm(),
                "kept",
                view.links().posted() instanceof PostedForm.Kept));
      }
    }
    return others;
  }

  private void putLinks(Map<String, Object> values) {
    PageLinks links = view.links();
    values.put("self", links.self());
    values.put("status", links.status());
    values.put("form", links.byForm());
    values.put("sealed", links.sealedInForm());
    values.put("ticket", links.sealedInForm() && links.ticket() != null ? links.ticket() : "");
    values.putAll(FormValues.of(links, messages));
  }

  private void putPace(Map<String, Object> values) {
    values.put("retry", Integer.toString(view.retryAfterSeconds()));
    values.put("age", view.since() == null ? "" : Long.toString(waited().toSeconds()));
    boolean goesOn = settings.autoContinue() && !view.links().lost();
    values.put("auto", goesOn ? "1" : "0");
    values.put("autoOn", messages.get(goesOn ? "auto.on" : "auto.on.manual"));
    values.put("idle", Long.toString(settings.autoCheckFor().toSeconds()));
    values.put("tell", Long.toString(settings.announceEvery().toSeconds()));
    long minutes = waited().toMinutes();
    values.put(
        "elapsed",
        minutes < 1 ? "" : messages.get("elapsed").replace("{minutes}", Long.toString(minutes)));
  }

  private Duration waited() {
    Instant since = view.since() == null ? view.now() : view.since();
    Duration waited = Duration.between(since, view.now());
    return waited.isNegative() ? Duration.ZERO : waited;
  }

  private void putWay(Map<String, Object> values, boolean live) {
    boolean offered = view.openQuery() != null;
    values.put("row", live || offered);
    values.put("way", live || offered);
    values.put("offered", offered);
    values.put("open", view.openQuery() == null ? "?" : view.links().open(view.openQuery()));
  }

  private void putDetails(Map<String, Object> values, boolean live) {
    boolean known = view.reference() != null && view.state() != PageState.EXPIRED;
    values.put("details", live || known);
    values.put("reference", orNotYet(view.reference()));
    values.put("since", time(view.since()));
    values.put("checked", time(view.checkedAt()));
  }

  private String orNotYet(@Nullable String value) {
    return value == null ? messages.get("details.none") : value;
  }

  private String time(@Nullable Instant instant) {
    return instant == null
        ? messages.get("details.none")
        : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.LONG)
            .withLocale(Locale.forLanguageTag(messages.get("locale")))
            .withZone(settings.timeZone())
            .format(instant);
  }
}
