package io.github.powerbigate.settings;

import static io.github.powerbigate.settings.KnownSettings.ADMIT_FOR;
import static io.github.powerbigate.settings.KnownSettings.ANNOUNCE_EVERY;
import static io.github.powerbigate.settings.KnownSettings.APPEND_TENANT;
import static io.github.powerbigate.settings.KnownSettings.ASSETS;
import static io.github.powerbigate.settings.KnownSettings.AUTO_CHECK_FOR;
import static io.github.powerbigate.settings.KnownSettings.AUTO_CONTINUE;
import static io.github.powerbigate.settings.KnownSettings.BRAND;
import static io.github.powerbigate.settings.KnownSettings.CLOUD;
import static io.github.powerbigate.settings.KnownSettings.COLOR_FOCUS;
import static io.github.powerbigate.settings.KnownSettings.COLOR_LINK;
import static io.github.powerbigate.settings.KnownSettings.COLOR_ON_PRIMARY;
import static io.github.powerbigate.settings.KnownSettings.COLOR_PANEL;
import static io.github.powerbigate.settings.KnownSettings.COLOR_PRIMARY;
import static io.github.powerbigate.settings.KnownSettings.CONFIRMATIONS;
import static io.github.powerbigate.settings.KnownSettings.DEFAULT_LANGUAGE;
import static io.github.powerbigate.settings.KnownSettings.ENTRA_URL;
import static io.github.powerbigate.settings.KnownSettings.EXCEPT;
import static io.github.powerbigate.settings.KnownSettings.FIRST_ANSWER_WITHIN;
import static io.github.powerbigate.settings.KnownSettings.FIRST_PAUSE;
import static io.github.powerbigate.settings.KnownSettings.FRAME_ANCESTORS;
import static io.github.powerbigate.settings.KnownSettings.GRAPH_URL;
import static io.github.powerbigate.settings.KnownSettings.GROUP_ID;
import static io.github.powerbigate.settings.KnownSettings.GROUP_MATCH;
import static io.github.powerbigate.settings.KnownSettings.INTERCEPT;
import static io.github.powerbigate.settings.KnownSettings.KEEP_POST;
import static io.github.powerbigate.settings.KnownSettings.LANGUAGES;
import static io.github.powerbigate.settings.KnownSettings.LOGO;
import static io.github.powerbigate.settings.KnownSettings.LONGEST_PAUSE;
import static io.github.powerbigate.settings.KnownSettings.MAX_CALLS_AT_ONCE;
import static io.github.powerbigate.settings.KnownSettings.MAX_HELD_REQUESTS;
import static io.github.powerbigate.settings.KnownSettings.MAX_USERS;
import static io.github.powerbigate.settings.KnownSettings.MODE;
import static io.github.powerbigate.settings.KnownSettings.ONLY;
import static io.github.powerbigate.settings.KnownSettings.OPEN_ANYWAY;
import static io.github.powerbigate.settings.KnownSettings.PENDING_API_STATUS;
import static io.github.powerbigate.settings.KnownSettings.PENDING_STATUS;
import static io.github.powerbigate.settings.KnownSettings.POWER_BI_API_URL;
import static io.github.powerbigate.settings.KnownSettings.POWER_BI_SCOPE;
import static io.github.powerbigate.settings.KnownSettings.POWER_BI_WEB_HOSTS;
import static io.github.powerbigate.settings.KnownSettings.PREVIEW;
import static io.github.powerbigate.settings.KnownSettings.PROBE_TIMEOUT;
import static io.github.powerbigate.settings.KnownSettings.PROPAGATION_LIMIT;
import static io.github.powerbigate.settings.KnownSettings.PROXY;
import static io.github.powerbigate.settings.KnownSettings.REFUSED_FOR;
import static io.github.powerbigate.settings.KnownSettings.SLOW_AFTER;
import static io.github.powerbigate.settings.KnownSettings.STABLE_FOR;
import static io.github.powerbigate.settings.KnownSettings.SUPPORT_EMAIL;
import static io.github.powerbigate.settings.KnownSettings.SUPPORT_PHONE;
import static io.github.powerbigate.settings.KnownSettings.SUPPORT_TTY;
import static io.github.powerbigate.settings.KnownSettings.SUPPORT_URL;
import static io.github.powerbigate.settings.KnownSettings.TARGET_URL;
import static io.github.powerbigate.settings.KnownSettings.TENANT_ID;
import static io.github.powerbigate.settings.KnownSettings.THEME;
import static io.github.powerbigate.settings.KnownSettings.TIME_ZONE;
import static io.github.powerbigate.settings.KnownSettings.TRUST_STORE;
import static io.github.powerbigate.settings.KnownSettings.TRUST_STORE_PASSWORD;
import static io.github.powerbigate.settings.KnownSettings.UNAVAILABLE_GRACE;
import static io.github.powerbigate.settings.KnownSettings.WHEN_OVERDUE;
import static io.github.powerbigate.settings.KnownSettings.WHEN_UNAVAILABLE;

import io.github.powerbigate.membership.GateTimings;
import io.github.powerbigate.microsoft.Cloud;
import io.github.powerbigate.microsoft.MicrosoftSettings;
import io.github.powerbigate.page.Look;
import io.github.powerbigate.page.PageSettings;
import io.github.powerbigate.settings.GateSettings.HowToAnswer;
import io.github.powerbigate.settings.GateSettings.Limits;
import io.github.powerbigate.settings.GateSettings.Redirects;
import io.github.powerbigate.settings.GateSettings.Stand;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts what the sources say together, once nothing is wrong with it. */
final class Assembly {

  private Assembly() {}

  /**
   * @throws BadSettings if anything is wrong
   */
  static GateSettings of(SettingSources sources) {
    UnknownNames unknown = new UnknownNames(sources);
    Answers answers = Answers.of(sources);
    ProofOfIdentity.check(answers);
    Together.check(answers);
    WhoIsGated.check(answers);
    SealingKeys ticketKeys = SealingKeys.read(answers);
    List<String> problems = new ArrayList<>(unknown.problems());
    problems.addAll(answers.problems());
    if (!problems.isEmpty()) {
      throw new BadSettings(sources.filterName(), problems);
    }
    List<String> warnings = new ArrayList<>(unknown.warnings());
    warnings.addAll(EffectiveSettings.warnings(answers));
    return new GateSettings(
        sources.filterName(),
        answers.get(MODE),
        stand(answers),
        Scope.of(answers.find(ONLY).orElse(List.of()), answers.find(EXCEPT).orElse(List.of())),
        new Redirects(answers.get(APPEND_TENANT), ticketKeys),
        WhoIsGated.read(answers),
        microsoft(answers),
        timings(answers),
        limits(answers),
        new HowToAnswer(
            answers.get(OPEN_ANYWAY),
            answers.get(PENDING_STATUS),
            answers.get(PENDING_API_STATUS),
            answers.get(KEEP_POST)),
        page(answers),
        EffectiveSettings.line(sources.filterName(), answers),
        warnings);
  }

  private static Stand stand(Answers answers) {
    Optional<String> target = answers.find(TARGET_URL);
    if (target.isPresent()) {
      return new Stand.InPlace(target.get());
    }
    return answers.get(INTERCEPT).equals("redirect")
        ? new Stand.AtRedirect()
        : new Stand.BeforeRequest();
  }

  private static MicrosoftSettings microsoft(Answers answers) {
    return new MicrosoftSettings(
        cloud(answers),
        answers.get(TENANT_ID),
        ProofOfIdentity.clientId(answers),
        ProofOfIdentity.read(answers),
        answers.find(GROUP_ID).orElse(List.of()),
        answers.get(GROUP_MATCH),
        answers.find(TRUST_STORE).orElse(null),
        answers.find(TRUST_STORE_PASSWORD).orElse(null),
        answers.find(PROXY).orElse(null),
        answers.get(PROBE_TIMEOUT),
        answers.get(ADMIT_FOR),
        HowPowerBiIsAsked.workspace(answers),
        HowPowerBiIsAsked.read(answers));
  }

  private static Cloud cloud(Answers answers) {
    Optional<Cloud> preset = Cloud.named(answers.get(CLOUD));
    return preset.isPresent()
        ? preset.get()
        : Cloud.custom(
            answers.get(ENTRA_URL),
            answers.get(GRAPH_URL),
            answers.get(POWER_BI_API_URL),
            answers.get(POWER_BI_SCOPE),
            answers.get(POWER_BI_WEB_HOSTS));
  }

  private static GateTimings timings(Answers answers) {
    return new GateTimings(
        answers.get(ADMIT_FOR),
        answers.get(REFUSED_FOR),
        answers.get(CONFIRMATIONS),
        answers.get(STABLE_FOR),
        answers.get(FIRST_PAUSE),
        answers.get(LONGEST_PAUSE),
        answers.get(SLOW_AFTER),
        answers.get(PROPAGATION_LIMIT),
        answers.get(WHEN_OVERDUE),
        answers.get(WHEN_UNAVAILABLE),
        answers.get(UNAVAILABLE_GRACE),
        answers.get(PROBE_TIMEOUT),
        HowPowerBiIsAsked.longest(answers));
  }

  private static Limits limits(Answers answers) {
    return new Limits(
        answers.get(FIRST_ANSWER_WITHIN),
        answers.get(MAX_HELD_REQUESTS),
        answers.get(MAX_CALLS_AT_ONCE),
        answers.get(MAX_USERS));
  }

  private static PageSettings page(Answers answers) {
    List<String> languages = answers.get(LANGUAGES);
    return new PageSettings(
        answers.find(BRAND).orElse(null),
        answers.find(LOGO).orElse(null),
        answers.find(SUPPORT_PHONE).orElse(null),
        answers.find(SUPPORT_TTY).orElse(null),
        answers.find(SUPPORT_EMAIL).orElse(null),
        answers.find(SUPPORT_URL).orElse(null),
        languages,
        answers.find(DEFAULT_LANGUAGE).orElse(languages.get(0)),
        answers.get(AUTO_CONTINUE),
        answers.get(AUTO_CHECK_FOR),
        answers.get(ANNOUNCE_EVERY),
        answers.get(FRAME_ANCESTORS),
        answers.get(ASSETS),
        answers.get(PREVIEW),
        answers.find(TIME_ZONE).orElseGet(ZoneId::systemDefault),
        look(answers));
  }

  private static Look look(Answers answers) {
    return new Look(
        answers.get(THEME),
        answers.find(COLOR_PRIMARY).orElse(null),
        answers.find(COLOR_ON_PRIMARY).orElse(null),
        answers.find(COLOR_LINK).orElse(null),
        answers.find(COLOR_PANEL).orElse(null),
        answers.find(COLOR_FOCUS).orElse(null));
  }
}
