package io.github.powerbigate.settings;

import static io.github.powerbigate.settings.Setting.Shown.FULL;
import static io.github.powerbigate.settings.Setting.Shown.HOST;
import static io.github.powerbigate.settings.Setting.Shown.KIND;
import static io.github.powerbigate.settings.Setting.Shown.MASKED;

import io.github.powerbigate.microsoft.Secret;
import io.github.powerbigate.settings.rules.Amounts;
import io.github.powerbigate.settings.rules.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the table of settings. Filled row by row while the class that holds it is initialised,
 * and never again.
 */
final class Rows {

  private final List<Setting<?>> rows = new ArrayList<>();

  /** Every row, in order. */
  List<Setting<?>> all() {
    return List.copyOf(rows);
  }

  void add(List<Setting<?>> more) {
    rows.addAll(more);
  }

  <T> Setting<T> required(String name, Rule<T> rule, String meaning) {
    return row(new Setting<>(name, null, true, rule, FULL, false, meaning));
  }

  <T> Setting<T> option(String name, @Nullable String standard, Rule<T> rule, String meaning) {
    return row(new Setting<>(name, standard, false, rule, FULL, false, meaning));
  }

  Setting<Duration> length(String name, String standard, String meaning) {
    return option(name, standard, Amounts.LENGTH, meaning);
  }

  Setting<Integer> count(String name, String standard, String meaning) {
    return option(name, standard, Amounts.COUNT, meaning);
  }

  <T> Setting<T> free(String name, Rule<T> rule, String meaning) {
    return option(name, null, rule, meaning);
  }

  <T> Setting<T> address(String name, Rule<T> rule, String meaning) {
    return row(new Setting<>(name, null, false, rule, HOST, false, meaning));
  }

  /** Of which the kind is shown, as of {@code header:NAME}. */
  <T> Setting<T> kind(String name, String standard, Rule<T> rule, String meaning) {
    return row(new Setting<>(name, standard, false, rule, KIND, false, meaning));
  }

  /** The same, without a default. */
  <T> Setting<T> freeKind(String name, Rule<T> rule, String meaning) {
    return row(new Setting<>(name, null, false, rule, KIND, false, meaning));
  }

  <T> Setting<T> hidden(String name, Rule<T> rule, String meaning) {
    return hidden(name, null, rule, meaning);
  }

  <T> Setting<T> hidden(String name, @Nullable String standard, Rule<T> rule, String meaning) {
    return row(new Setting<>(name, standard, false, rule, MASKED, false, meaning));
  }

  Setting<Secret> secret(String name, Rule<Secret> rule, String meaning) {
    return row(new Setting<>(name, null, false, rule, MASKED, true, meaning));
  }

  private <T> Setting<T> row(Setting<T> setting) {
    rows.add(setting);
    return setting;
  }
}
