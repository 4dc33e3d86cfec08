package io.github.powerbigate.settings;

import java.util.List;
import java.util.stream.Stream;

/** The names that later versions know: this one refuses them, rather than do without in silence. */
final class LaterSettings {

  private static final List<String> CLUSTER = List.of("store", "storeKey", "graphShare");

  private static final List<String> OPERATIONS = List.of("operators", "debugHeader");

  private static final List<String> AS_FILES = List.of("storeKeyFile");

  private static final List<String> NAMES =
      Stream.of(CLUSTER, OPERATIONS, AS_FILES).flatMap(List::stream).toList();

  private LaterSettings() {}

  /** Every name, each once. */
  static List<String> names() {
    return NAMES;
  }
}
