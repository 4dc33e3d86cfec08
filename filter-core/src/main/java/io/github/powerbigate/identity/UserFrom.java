package io.github.powerbigate.identity;

import static java.util.Objects.requireNonNull;

/**
 * Where the settings say that the name of the user stands. Immutable. What stands behind the kind
 * is not shown: people paste the wrong thing there.
 */
public sealed interface UserFrom {

  /** The kind, as the setting {@code user} begins. */
  String kind();

  /** The name of the request's principal. */
  record Principal() implements UserFrom {
    @Override
    public String kind() {
      return "principal";
    }
  }

  /** The request's remote user. */
  record RemoteUser() implements UserFrom {
    @Override
    public String kind() {
      return "remote-user";
    }
  }

  /**
   * A header that a trusted proxy sets.
   *
   * @param name the header's
   */
  record Header(String name) implements UserFrom {
    /**
     * @throws NullPointerException if name is null
     */
    public Header {
      requireNonNull(name, "name is null");
    }

    @Override
    public String kind() {
      return "header:";
    }

    @Override
    public String toString() {
      return kind();
    }
  }

  /**
   * Something in the session.
   *
   * @param path where in it
   */
  record Session(SessionPath path) implements UserFrom {
    /**
     * @throws NullPointerException if path is null
     */
    public Session {
      requireNonNull(path, "path is null");
    }

    @Override
    public String kind() {
      return "session:";
    }
  }

  /** A bearer token in the header {@code Authorization}. */
  record TokenInHeader() implements UserFrom {
    @Override
    public String kind() {
      return "jwt:header";
    }
  }

  /**
   * A token in the session.
   *
   * @param path where in it
   */
  record TokenInSession(SessionPath path) implements UserFrom {
    /**
     * @throws NullPointerException if path is null
     */
    public TokenInSession {
      requireNonNull(path, "path is null");
    }

    @Override
    public String kind() {
      return "jwt:session:";
    }
  }

  /**
   * A {@link PortalSignIn} of the web application.
   *
   * @param name its class's
   */
  record OfClass(String name) implements UserFrom {
    /**
     * @throws NullPointerException if name is null
     */
    public OfClass {
      requireNonNull(name, "name is null");
    }

    @Override
    public String kind() {
      return "class:";
    }

    @Override
    public String toString() {
      return kind();
    }
  }
}
