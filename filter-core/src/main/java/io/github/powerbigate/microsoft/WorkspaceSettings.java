package io.github.powerbigate.microsoft;

import static java.util.Objects.requireNonNull;

/**
 * The Power BI workspace that the gate is about. Immutable.
 *
 * @param id its id, a GUID
 * @param users whether its own list of users says who has access
 * @param licenceCheck whether a licence that is missing is told as the cause of a wait
 */
public record WorkspaceSettings(String id, Users users, boolean licenceCheck) {

  /** Whether the workspace's list of users is asked in the place of the group. */
  public enum Users {
    /** It is not: a group gives access. */
    NO,
    /** It is, as the application sees it that has a role there. */
    LISTED,
    /** It is, by the read-only admin API, which answers 200 calls an hour. */
    LISTED_BY_ADMIN
  }

  /**
   * @throws NullPointerException if an argument is null
   */
  public WorkspaceSettings {
    requireNonNull(id, "id is null");
    requireNonNull(users, "users is null");
  }
}
