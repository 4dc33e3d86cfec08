package io.github.powerbigate.settings;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NameClassPair;
import javax.naming.NamingException;

/**
 * What JNDI holds for the gate, below {@code java:comp/env/powerbigate}. Nothing else in JNDI is
 * looked at, and no name comes from anywhere but there and web.xml.
 */
@SuppressWarnings("BanJNDI") // no name comes from a request, and java:comp/env is the container's
final class JndiEntries {

  private static final String ROOT = "powerbigate";

  private JndiEntries() {}

  /** The entries for that gate, by their names below {@code java:comp/env/}; empty without JNDI. */
  static Map<String, String> read(String filterName) {
    try {
      InitialContext initial = new InitialContext();
      try {
        return initial.lookup("java:comp/env") instanceof Context environment
            ? read(environment, filterName)
            : Map.of();
      } finally {
        initial.close();
      }
    } catch (NamingException e) {
      return Map.of(); // a container without JNDI, or nothing of ours in it
    }
  }

  /** The same, from what {@code java:comp/env} is. */
  static Map<String, String> read(Context environment, String filterName) {
    Map<String, String> entries = new HashMap<>();
    for (String folder : List.of(ROOT, ROOT + "/" + filterName)) {
      for (String name : names(environment, folder)) {
        Object value = look(environment, folder + "/" + name);
        if (value instanceof String
            || value instanceof Number
            || value instanceof Boolean
            || value instanceof Character) {
          entries.put(folder + "/" + name, value.toString());
        } else if (UnknownNames.isKnown(name)) {
          throw new BadSettings(
              filterName,
              List.of(name + " (JNDI java:comp/env/" + folder + "/" + name + "): is not a text"));
        } else if (!(value instanceof Context)) {
          entries.put(folder + "/" + name, "");
        }
      }
    }
    return entries;
  }

  private static List<String> names(Context environment, String folder) {
    try {
      return Collections.list(environment.list(folder)).stream()
          .map(NameClassPair::getName)
          .toList();
    } catch (NamingException e) {
      return List.of(); // there is no such folder
    }
  }

  private static Object look(Context environment, String name) {
    try {
      return environment.lookup(name);
    } catch (NamingException e) {
      return e; // listed but not to be had: not a text
    }
  }
}
