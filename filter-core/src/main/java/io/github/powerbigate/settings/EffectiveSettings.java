package io.github.powerbigate.settings;

import io.github.powerbigate.microsoft.Cloud;
import io.github.powerbigate.settings.Answers.Answer;
import io.github.powerbigate.settings.Place.Source;
import java.util.ArrayList;
import java.util.List;

/** What the log says of good settings at start: their effective values, and what to think over. */
final class EffectiveSettings {

  private EffectiveSettings() {}

  /** One line: what is given, each with its source; what counts by default; what is not set. */
  static String line(String filterName, Answers answers) {
    List<String> given = new ArrayList<>();
    List<String> byDefault = new ArrayList<>();
    List<String> unset = new ArrayList<>();
    for (Setting<?> setting : KnownSettings.all()) {
      Answer answer = answers.answer(setting).orElse(null);
      if (answer == null) {
        unset.add(setting.name());
      } else if (answer.title() == null) {
        byDefault.add(setting.name() + "=" + answer.shown());
      } else {
        given.add(setting.name() + "=" + answer.shown() + " (" + answer.title() + ")");
      }
    }
    return "Settings of the access gate \""
        + filterName
        + "\": "
        + String.join(", ", given)
        + "; by default: "
        + String.join(", ", byDefault)
        + "; not set: "
        + String.join(", ", unset);
  }

  /** What an administrator should know, a text each. */
  static List<String> warnings(Answers answers) {
    List<String> warnings = new ArrayList<>();
    for (Setting<?> setting : KnownSettings.all()) {
      boolean inTheOpen =
          answers
              .answer(setting)
              .filter(answer -> answer.source() == Source.SYSTEM_PROPERTY)
              .filter(answer -> setting.fileable() && !(answer.value() instanceof SecretFile))
              .isPresent();
      if (inTheOpen) {
        warnings.add(
            setting.name()
                + " is given as a system property, which every list of processes and every crash"
                + " report shows; use "
                + setting.fileName());
      }
    }
    boolean custom = answers.get(KnownSettings.CLOUD).equals(Cloud.CUSTOM);
    if (custom) {
      warnings.add(
          "cloud=custom: the gate believes servers that are not Microsoft's, and sends its"
              + " credential to "
              + answers.get(KnownSettings.ENTRA_URL));
    }
    // A custom cloud has a trust store of its own, and has been warned of already.
    if (!custom
        && answers.find(CredentialRows.CLIENT_SECRET).isPresent()
        && answers.find(KnownSettings.TRUST_STORE).isPresent()) {
      warnings.add(
          "clientSecret together with trustStore: whoever inspects TLS on the way can read the"
              + " secret; the key of a certificate is never sent");
    }
    return List.copyOf(warnings);
  }
}
