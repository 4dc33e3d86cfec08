package io.github.powerbigate.settings;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One place where texts of settings may stand: a source, in its plain form or in the form for one
 * gate. Immutable; shows no text in {@code toString}.
 *
 * @param source the source
 * @param prefix what stands before each name there
 * @param entries everything that stands in the source, by full name
 */
record Place(Source source, String prefix, Map<String, String> entries) {

  /** The sources, in the order of their precedence. */
  enum Source {
    SYSTEM_PROPERTY("system property "),
    ENVIRONMENT("environment "),
    JNDI("JNDI java:comp/env/"),
    FILE("settings file, "),
    INIT_PARAM("init-param "),
    CONTEXT_PARAM("context-param ");

    private final String title;

    Source(String title) {
      this.title = title;
    }

    /** The source in words, to stand before a name. */
    String title() {
      return title;
    }

    /** Whether an empty text there is the way to say that nothing is set. */
    boolean emptyMeansNothing() {
      return this == SYSTEM_PROPERTY || this == ENVIRONMENT;
    }

    /** Whether everything there is meant for this gate, so that an unknown name is a mistake. */
    boolean isOursAlone() {
      return this == FILE || this == INIT_PARAM;
    }
  }

  Place {
    entries = Map.copyOf(entries);
  }

  /** The text of that setting, or null if there is none. */
  @Nullable String text(String name) {
    String text = entries.get(fullName(name));
    return text != null && text.isBlank() && source.emptyMeansNothing() ? null : text;
  }

  /** The name of that setting as this source spells it. */
  String fullName(String name) {
    return prefix + (source == Source.ENVIRONMENT ? Setting.upperSnake(name) : name);
  }

  /** That setting in this place, in words. */
  String title(String name) {
    return source.title + fullName(name);
  }

  @Override
  public String toString() {
    return source.title + prefix;
  }
}
