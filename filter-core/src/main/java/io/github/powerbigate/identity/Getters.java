package io.github.powerbigate.identity;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the method by which a property is read: the accessor of a record's component, or a public
 * method without arguments that a public type declares. Never one of {@code Object}'s.
 */
final class Getters {

  /** From these one gets to everything there is. */
  private static final List<Class<?>> DEAD_ENDS =
      List.of(Class.class, ClassLoader.class, Module.class, Thread.class);

  private Getters() {}

  /** The method that reads that property of objects of that class. */
  static Optional<Method> find(Class<?> type, String property) {
    if (DEAD_ENDS.stream().anyMatch(end -> end.isAssignableFrom(type))) {
      return Optional.empty();
    }
    Method component = component(type, property);
    if (component != null) {
      return Optional.of(component);
    }
    String capital = Character.toUpperCase(property.charAt(0)) + property.substring(1);
    for (String name : List.of("get" + capital, "is" + capital, property)) {
      for (Class<?> declaring : family(type)) {
        Method method = declared(declaring, name);
        if (method != null) {
          return Optional.of(method);
        }
      }
    }
    return Optional.empty();
  }

  private static @Nullable Method component(Class<?> type, String property) {
    if (!type.isRecord()) {
      return null;
    }
    for (RecordComponent component : type.getRecordComponents()) {
      // A record of the application's need not be public: its components are.
      if (component.getName().equals(property) && component.getAccessor().trySetAccessible()) {
        return component.getAccessor();
      }
    }
    return null;
  }

  private static @Nullable Method declared(Class<?> type, String name) {
    boolean open =
        Modifier.isPublic(type.getModifiers())
            && type.getModule().isExported(type.getPackageName(), Getters.class.getModule());
    if (!open) {
      return null;
    }
    try {
      Method method = type.getDeclaredMethod(name);
      int modifiers = method.getModifiers();
      boolean reads =
          Modifier.isPublic(modifiers)
              && !Modifier.isStatic(modifiers)
              && method.getReturnType() != void.class;
      return reads ? method : null;
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  /** The class and all that it extends and implements, but {@code Object}. */
  private static Set<Class<?>> family(Class<?> type) {
    Set<Class<?>> family = new LinkedHashSet<>();
    for (Class<?> one = type; one != null && one != Object.class; one = one.getSuperclass()) {
      family.add(one);
    }
    for (Class<?> one : List.copyOf(family)) {
      addInterfaces(one, family);
    }
    return family;
  }

  private static void addInterfaces(Class<?> type, Set<Class<?>> family) {
    for (Class<?> one : type.getInterfaces()) {
      if (family.add(one)) {
        addInterfaces(one, family);
      }
    }
  }
}
