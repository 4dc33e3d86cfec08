package io.github.powerbigate.testing;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers, weakly, the class loader of every application that named it as a listener. */
public final class Loaders implements ServletContextListener {

  private static final List<WeakReference<ClassLoader>> SEEN = new CopyOnWriteArrayList<>();

  @Override
  public void contextInitialized(ServletContextEvent event) {
    SEEN.add(new WeakReference<>(event.getServletContext().getClassLoader()));
  }

  /** Forgets all of them. */
  public static void clear() {
    SEEN.clear();
  }

  /** How many there were. */
  public static int seen() {
    return SEEN.size();
  }

  /** Those that somebody still holds. */
  public static List<ClassLoader> alive() {
    return SEEN.stream().map(WeakReference::get).filter(Objects::nonNull).toList();
  }
}
