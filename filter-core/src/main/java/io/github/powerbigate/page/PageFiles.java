package io.github.powerbigate.page;

import org.jspecify.annotations.Nullable;

/** What the application brings along for the page: the files of one folder. Thread-safe. */
@FunctionalInterface
public interface PageFiles {

  /** An application that brings nothing. */
  PageFiles NONE = name -> null;

  /**
   * The text of a file.
   *
   * @param name such as {@code messages_es.properties}
   * @return null if there is no such file
   * @throws IllegalArgumentException if it cannot be read as UTF-8 or is too large; the message
   *     names the file
   */
  @Nullable String read(String name);
}
