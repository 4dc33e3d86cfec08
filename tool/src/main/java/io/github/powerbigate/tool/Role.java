package io.github.powerbigate.tool;

import java.util.Arrays;
import java.util.Optional;

/** A role in a workspace. */
enum Role {
  VIEWER("Viewer"),
  CONTRIBUTOR("Contributor"),
  MEMBER("Member"),
  ADMIN("Admin");

  private final String written;

  Role(String written) {
    this.written = written;
  }

  static Optional<Role> named(String text) {
    return Arrays.stream(values()).filter(role -> role.written.equals(text)).findFirst();
  }

  /** As Power BI writes it. */
  String written() {
    return written;
  }
}
