package io.github.powerbigate.simulator.scenario;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one kind, by the names under which other parts of the scenario speak of them. Case
 * does not matter. For one thread.
 */
final class Names {
  private final String kind;
  private final @Nullable Names wider;
  private final Map<String, Set<String>> idsByName = new HashMap<>();

  Names(String kind) {
    this(kind, null);
  }

  /** A kind whose objects are of a wider kind too. */
  Names(String kind, @Nullable Names wider) {
    this.kind = kind;
    this.wider = wider;
  }

  /** Remembers an object, which must have an id of its own. */
  void add(Place place, String id, String... names) {
    if (wider != null) {
      wider.add(place, id, names);
    }
    if (idsByName.containsKey(key(id))) {
      throw place.wrong("is a second " + kind + ": " + id);
    }
    remember(id, id);
    for (String name : names) {
      remember(name, id);
    }
  }

  boolean has(String id) {
    return idsByName.containsKey(key(id));
  }

  /** The id of the one object that has this name. */
  String id(Place reference) {
    Set<String> found = idsByName.getOrDefault(key(reference.text()), Set.of());
    if (found.size() == 1) {
      return found.iterator().next();
    }
    throw reference.wrong(
        (found.isEmpty() ? "names no " : "names more than one ")
            + kind
            + " of this scenario: "
            + reference.text());
  }

  /** An id for what the scenario gives none: made from its name, so the same at every start. */
  static String madeFrom(String kindAndName) {
    return UUID.nameUUIDFromBytes(key(kindAndName).getBytes(StandardCharsets.UTF_8)).toString();
  }

  private void remember(String name, String id) {
    idsByName.computeIfAbsent(key(name), unused -> new LinkedHashSet<>()).add(key(id));
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
