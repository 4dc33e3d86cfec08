package io.github.powerbigate.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows a path into the session. Thread-safe. What it remembers of a class hangs on that class,
 * and is nothing of ours: it holds on to no class loader, neither that of the class nor our own.
 */
final class SessionReading {

  /** A step that leads nowhere. The cause is what was thrown, if anything. */
  static final class Astray extends Exception {
    private static final long serialVersionUID = 1L;

    private final String why;

    Astray(String why, @Nullable Throwable cause) {
      super(why, cause, false, false);
      this.why = why;
    }

    String why() {
      return why;
    }
  }

  private final String attribute;
  private final List<Step> steps;

  SessionReading(SessionPath path) {
    this.attribute = path.attribute();
    this.steps = path.steps().stream().map(Step::new).toList();
  }

  /**
   * What the path leads to; null if there is no session, no attribute, or nothing on the way.
   *
   * @throws Astray if a step cannot be taken
   */
  @Nullable Object of(HttpServletRequest request) throws Astray {
    HttpSession session = request.getSession(false);
    Object value = session == null ? null : session.getAttribute(attribute);
    for (int i = 0; i < steps.size() && value != null; i++) {
      value = steps.get(i).from(value, i + 1);
    }
    return value;
  }

  /** One step, and the method that takes it, for each class that was met. */
  private static final class Step {
    private final String name;
    private final ClassValue<Optional<Method>> methods;

    Step(String name) {
      this.name = name;
      this.methods =
          new ClassValue<>() {
            @Override
            protected Optional<Method> computeValue(Class<?> type) {
              return Getters.find(type, name);
            }
          };
    }

    @Nullable Object from(Object value, int number) throws Astray {
      if (value instanceof Map<?, ?> map) {
        return map.get(name);
      }
      Optional<Method> method = methods.get(value.getClass());
      if (method.isEmpty()) {
        throw new Astray("there is no step " + number, null);
      }
      try {
        return method.get().invoke(value);
      } catch (InvocationTargetException e) {
        throw new Astray("step " + number + " throws", e.getCause());
      } catch (IllegalAccessException e) {
        throw new Astray("step " + number + " must not be taken", e);
      }
    }
  }
}
