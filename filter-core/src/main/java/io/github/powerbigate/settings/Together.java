package io.github.powerbigate.settings;

import static io.github.powerbigate.settings.KnownSettings.CLOUD;
import static io.github.powerbigate.settings.KnownSettings.DEFAULT_LANGUAGE;
import static io.github.powerbigate.settings.KnownSettings.ENTRA_URL;
import static io.github.powerbigate.settings.KnownSettings.FIRST_PAUSE;
import static io.github.powerbigate.settings.KnownSettings.GRAPH_URL;
import static io.github.powerbigate.settings.KnownSettings.INTERCEPT;
import static io.github.powerbigate.settings.KnownSettings.LANGUAGES;
import static io.github.powerbigate.settings.KnownSettings.LONGEST_PAUSE;
import static io.github.powerbigate.settings.KnownSettings.POWER_BI_API_URL;
import static io.github.powerbigate.settings.KnownSettings.POWER_BI_SCOPE;
import static io.github.powerbigate.settings.KnownSettings.POWER_BI_WEB_HOSTS;
import static io.github.powerbigate.settings.KnownSettings.PROPAGATION_LIMIT;
import static io.github.powerbigate.settings.KnownSettings.SLOW_AFTER;
import static io.github.powerbigate.settings.KnownSettings.TARGET_URL;
import static io.github.powerbigate.settings.KnownSettings.TRUST_STORE;
import static io.github.powerbigate.settings.KnownSettings.TRUST_STORE_PASSWORD;

import io.github.powerbigate.address.WebHosts;
import io.github.powerbigate.microsoft.Cloud;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What must hold between settings, and between a setting and this machine. */
final class Together {

  private static final String HOW_TO_STAND =
      "intercept, targetUrl: neither is given. Does the code behind this path add the person to the"
          + " group? If it only leads to Power BI, set intercept=request; if nothing need stand"
          + " behind the path, set targetUrl to the address in Power BI, and the gate itself"
          + " redirects there; if it adds the person and then redirects, set"
          + " intercept=redirect";

  private static final List<Setting<?>> OF_A_CUSTOM_CLOUD =
      List.of(ENTRA_URL, GRAPH_URL, POWER_BI_API_URL, POWER_BI_SCOPE, POWER_BI_WEB_HOSTS);

  private final Answers answers;

  private Together(Answers answers) {
    this.answers = answers;
  }

  /** Notes among the problems of the answers what does not go together. */
  static void check(Answers answers) {
    Together together = new Together(answers);
    together.checkCloud();
    together.checkStand();
    together.checkTrustStore();
    together.checkOrder(FIRST_PAUSE, LONGEST_PAUSE);
    together.checkOrder(SLOW_AFTER, PROPAGATION_LIMIT);
    together.checkLanguage();
    HowPowerBiIsAsked.check(answers);
  }

  private void checkCloud() {
    Optional<String> cloud = answers.find(CLOUD);
    if (cloud.isEmpty()) {
      return;
    }
    boolean custom = cloud.get().equals(Cloud.CUSTOM);
    for (Setting<?> setting : OF_A_CUSTOM_CLOUD) {
      if (custom && !answers.isMentioned(setting)) {
        answers
            .problems()
            .add(
                setting.name()
                    + ": is missing; cloud=custom needs it; "
                    + setting.rule().sentence()
                    + Answers.whereToGive(setting));
      } else if (!custom && has(setting)) {
        answers.object(setting, "is allowed with cloud=custom only");
      }
    }
  }

  private void checkStand() {
    if (has(INTERCEPT) && has(TARGET_URL)) {
      answers.object(
          TARGET_URL,
          "stands beside intercept; with targetUrl the gate itself redirects, with intercept the"
              + " application does: give one of them");
    } else if (!answers.isMentioned(INTERCEPT) && !answers.isMentioned(TARGET_URL)) {
      answers.problems().add(HOW_TO_STAND);
    }
    Optional<List<String>> hosts = webHosts(answers);
    Optional<String> target = answers.find(TARGET_URL);
    if (hosts.isPresent() && target.isPresent() && !new WebHosts(hosts.get()).serve(target.get())) {
      answers.object(
          TARGET_URL,
          "must begin with https:// and one of the hosts "
              + String.join(", ", hosts.get())
              + " in lower case (or, in a custom cloud, with one of its loopback origins)");
    }
  }

  private void checkTrustStore() {
    Optional<Path> file = answers.find(TRUST_STORE);
    if (file.isPresent()) {
      try {
        SmallFile.check(file.get());
      } catch (IOException e) {
        answers.object(
            TRUST_STORE, "the file " + SmallFile.shown(file.get()) + " " + e.getMessage());
      }
    }
    if (has(TRUST_STORE_PASSWORD) && !answers.isMentioned(TRUST_STORE)) {
      answers.object(TRUST_STORE_PASSWORD, "is given without trustStore");
    }
  }

  private void checkOrder(Setting<Duration> shorter, Setting<Duration> longer) {
    Optional<Duration> least = answers.find(shorter);
    Optional<Duration> most = answers.find(longer);
    if (least.isPresent() && most.isPresent() && least.get().compareTo(most.get()) > 0) {
      boolean longerIsGiven = answers.answer(longer).map(a -> a.title() != null).orElse(false);
      if (longerIsGiven) {
        answers.object(longer, "must not be shorter than " + shorter.name());
      } else {
        answers.object(shorter, "must not be longer than " + longer.name());
      }
    }
  }

  private void checkLanguage() {
    Optional<List<String>> languages = answers.find(LANGUAGES);
    Optional<String> language = answers.find(DEFAULT_LANGUAGE);
    if (languages.isPresent()
        && language.isPresent()
        && !languages.get().contains(language.get())) {
      answers.object(DEFAULT_LANGUAGE, "must be one of languages");
    }
  }

  /** The hosts of Power BI, if the settings of the cloud are good. */
  private static Optional<List<String>> webHosts(Answers answers) {
    Optional<String> cloud = answers.find(CLOUD);
    return cloud.isPresent() && cloud.get().equals(Cloud.CUSTOM)
        ? answers.find(POWER_BI_WEB_HOSTS)
        : cloud.flatMap(Cloud::named).map(Cloud::powerBiWebHosts);
  }

  private boolean has(Setting<?> setting) {
    return answers.answer(setting).isPresent();
  }
}
