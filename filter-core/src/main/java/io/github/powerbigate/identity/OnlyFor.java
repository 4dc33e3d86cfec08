package io.github.powerbigate.identity;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

/** Whom the gate is for. Immutable; shows no name. */
public sealed interface OnlyFor {

  /** Whether the request is one of theirs. Begins no session. */
  boolean includes(HttpServletRequest request);

  /** Everybody. */
  record All() implements OnlyFor {
    @Override
    public boolean includes(HttpServletRequest request) {
      return true;
    }
  }

  /**
   * Those in a role, as the container knows it.
   *
   * @param name the role's
   */
  record Role(String name) implements OnlyFor {
    /**
     * @throws NullPointerException if name is null
     */
    public Role {
      requireNonNull(name, "name is null");
    }

    @Override
    public boolean includes(HttpServletRequest request) {
      return request.isUserInRole(name);
    }

    @Override
    public String toString() {
      return "Role";
    }
  }

  /**
   * Those whose session has an attribute other than {@code Boolean.FALSE}.
   *
   * @param attribute its name
   */
  record Session(String attribute) implements OnlyFor {
    /**
     * @throws NullPointerException if attribute is null
     */
    public Session {
      requireNonNull(attribute, "attribute is null");
    }

    @Override
    public boolean includes(HttpServletRequest request) {
      HttpSession session = request.getSession(false);
      Object value = session == null ? null : session.getAttribute(attribute);
      return value != null && !Boolean.FALSE.equals(value);
    }

    @Override
    public String toString() {
      return "Session";
    }
  }
}
