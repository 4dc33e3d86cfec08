package io.github.powerbigate.membership;

import java.util.Locale;

/** Why a user waits or is refused, or why the gate cannot tell; and who must act. */
public enum Cause {
  /** Microsoft knows the user, and the user is not in the group yet. */
  NOT_IN_GROUP(Actor.NOBODY),
  /** Microsoft does not know the user yet. */
  NOT_IN_DIRECTORY(Actor.NOBODY),
  /** Microsoft says that the user is a member, but has not said so for long enough. */
  SETTLING(Actor.NOBODY),
  /** The user was a member and is one no longer. */
  REMOVED(Actor.HELP_DESK),
  /** The account is disabled. */
  ACCOUNT_DISABLED(Actor.HELP_DESK),
  /** The user is a member, and Power BI does not let the user in yet: it keeps an older picture. */
  POWER_BI_STALE(Actor.NOBODY),
  /** The user has no role of their own in the workspace yet. */
  NOT_IN_WORKSPACE(Actor.NOBODY),
  /** The user is in the group, and the group has no role in the workspace. */
  GROUP_WITHOUT_ROLE(Actor.ADMINISTRATOR),
  /** The user has no licence that Power BI needs. */
  NO_LICENCE(Actor.ADMINISTRATOR),

  /** Microsoft did not answer, or not in time, or with an error of its own. */
  UNAVAILABLE(Actor.NOBODY),
  /** Microsoft asks for fewer questions. */
  THROTTLED(Actor.NOBODY),

  /** The client secret is wrong or has expired. */
  CLIENT_SECRET(Actor.ADMINISTRATOR),
  /** The certificate is not the application's, or is used outside its time. */
  CLIENT_CERTIFICATE(Actor.ADMINISTRATOR),
  /** The token of another identity provider cannot be read, or nothing in Entra ID trusts it. */
  FEDERATED_TOKEN(Actor.ADMINISTRATOR),
  /** The machine has no such managed identity. */
  MANAGED_IDENTITY(Actor.ADMINISTRATOR),
  /** The tenant does not know the application. */
  UNKNOWN_APPLICATION(Actor.ADMINISTRATOR),
  /** There is no such tenant in this cloud. */
  UNKNOWN_TENANT(Actor.ADMINISTRATOR),
  /**
   * The resource that the token is for does not exist in the tenant: most often the wrong cloud.
   */
  UNKNOWN_RESOURCE(Actor.ADMINISTRATOR),
  /** A Conditional Access policy stands in the application's way. */
  CONDITIONAL_ACCESS(Actor.ADMINISTRATOR),
  /** The way to Microsoft is set up wrongly: trust store, proxy or firewall. */
  CONNECTION(Actor.ADMINISTRATOR),
  /** Who answers is the simulator and not Microsoft. */
  NOT_MICROSOFT(Actor.ADMINISTRATOR),
  /** The application lacks a permission, or nobody has consented to it. */
  MISSING_CONSENT(Actor.ADMINISTRATOR),
  /** The workspace does not exist. */
  WORKSPACE_MISSING(Actor.ADMINISTRATOR),
  /** The application has no role in the workspace, or no such workspace can be seen. */
  WORKSPACE_CLOSED(Actor.ADMINISTRATOR),
  /** The tenant does not let applications ask Power BI. */
  SERVICE_PRINCIPALS_OFF(Actor.ADMINISTRATOR),
  /** The user's own token cannot be used: it is none, has expired, or is meant for others. */
  USER_TOKEN(Actor.ADMINISTRATOR),
  /** The user's own token is another person's. */
  WRONG_ACCOUNT(Actor.USER),
  /** Entra ID wants the person to sign in again before it gives a token. */
  SIGN_IN_NEEDED(Actor.USER),
  /** The group does not exist. */
  GROUP_MISSING(Actor.ADMINISTRATOR),
  /** The group hides its members from the application. */
  GROUP_HIDDEN(Actor.ADMINISTRATOR),
  /** One name fits more than five people. */
  AMBIGUOUS_NAME(Actor.ADMINISTRATOR),
  /** Microsoft refuses the question in a way that only another version of the gate can mend. */
  REFUSED_QUESTION(Actor.ADMINISTRATOR);

  /** Who must act. */
  public enum Actor {
    NOBODY,
    USER,
    HELP_DESK,
    ADMINISTRATOR;

    /** As it stands in tables and JSON: {@code help-desk}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Actor actor;

  Cause(Actor actor) {
    this.actor = actor;
  }

  /** Who must act for this cause to go away. */
  public Actor actor() {
    return actor;
  }

  /** Whether it says that the question was not answered, rather than what the answer was. */
  public boolean isTrouble() {
    return compareTo(UNAVAILABLE) >= 0;
  }

  /** The cause as it stands in logs, tables and JSON: {@code not-in-group}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
