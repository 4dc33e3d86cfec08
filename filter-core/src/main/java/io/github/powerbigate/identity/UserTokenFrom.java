package io.github.powerbigate.identity;

import static java.util.Objects.requireNonNull;

/** Where the settings say that the user's own token stands. Immutable. */
public sealed interface UserTokenFrom {

  /** The kind, as the setting {@code userToken} begins. */
  String kind();

  /** The header {@code Authorization}, as a bearer token, set by a trusted proxy. */
  record Header() implements UserTokenFrom {
    @Override
    public String kind() {
      return "header";
    }
  }

  /** Nowhere yet: the gate has the person sign in to Entra ID. */
  record SignIn() implements UserTokenFrom {
    @Override
    public String kind() {
      return "sign-in";
    }
  }

  /**
   * Something in the session.
   *
   * @param path where in it
   * @param forPowerBi whether it is a token for Power BI already, of which nothing can be read
   */
  record Session(SessionPath path, boolean forPowerBi) implements UserTokenFrom {
    /**
     * @throws NullPointerException if path is null
     */
    public Session {
      requireNonNull(path, "path is null");
    }

    @Override
    public String kind() {
      return forPowerBi ? "session-power-bi:" : "session:";
    }
  }
}
