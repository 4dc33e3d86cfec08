package io.github.powerbigate.simulator.world;

import java.util.Arrays;
import java.util.Optional;

/** A role in a workspace ({@code GroupUserAccessRight} of the Power BI API, less {@code None}). */
public enum AccessRight {
  /** May read. */
  VIEWER("Viewer"),
  /** May write. */
  CONTRIBUTOR("Contributor"),
  /** May let others in. */
  MEMBER("Member"),
  /** May do everything. */
  ADMIN("Admin");

  private final String written;

  AccessRight(String written) {
    this.written = written;
  }

  /** As the API writes it. */
  public String written() {
    return written;
  }

  /** Who may give others access: Admins and Members (FD give-access-workspaces). */
  public boolean mayLetOthersIn() {
    return this == ADMIN || this == MEMBER;
  }

  /** The role that the API writes so. */
  public static Optional<AccessRight> named(String written) {
    return Arrays.stream(values()).filter(right -> right.written.equals(written)).findFirst();
  }
}
