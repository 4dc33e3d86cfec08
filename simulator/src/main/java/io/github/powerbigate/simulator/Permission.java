package io.github.powerbigate.simulator;

import java.util.Set;

/**
 * What an app wants to do in Graph.
 *
 * @param roles the application permissions any one of which allows it
 */
record Permission(Set<String> roles) {
  static final Permission READ_USERS =
      of("User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All");
  static final Permission READ_BASIC_USERS =
      of(
          "User.ReadBasic.All",
          "User.Read.All",
          "User.ReadWrite.All",
          "Directory.Read.All",
          "Directory.ReadWrite.All");
  static final Permission READ_GROUPS =
      of(
          "GroupMember.Read.All",
          "GroupMember.ReadWrite.All",
          "Group.Read.All",
          "Group.ReadWrite.All",
          "Directory.Read.All",
          "Directory.ReadWrite.All");
  static final Permission READ_HIDDEN = of("Member.Read.Hidden");
  static final Permission READ_LICENCES =
      of(
          "LicenseAssignment.Read.All",
          "User.Read.All",
          "User.ReadWrite.All",
          "Directory.Read.All",
          "Directory.ReadWrite.All");

  /** Deleting a user: {@code Directory.ReadWrite.All} is not enough (Graph's user-delete page). */
  static final Permission WRITE_USERS = of("User.ReadWrite.All");

  static final Permission INVITE =
      of("User.Invite.All", "User.ReadWrite.All", "Directory.ReadWrite.All");
  static final Permission WRITE_MEMBERS =
      of("GroupMember.ReadWrite.All", "Group.ReadWrite.All", "Directory.ReadWrite.All");

  Permission {
    roles = Set.copyOf(roles);
  }

  boolean isGivenBy(Set<String> granted) {
    return granted.stream().anyMatch(roles::contains);
  }

  void require(Set<String> granted) throws GraphError {
    if (!isGivenBy(granted)) {
      throw GraphError.denied();
    }
  }

  private static Permission of(String... roles) {
    return new Permission(Set.of(roles));
  }
}
