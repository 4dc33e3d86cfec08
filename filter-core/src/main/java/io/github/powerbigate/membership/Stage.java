package io.github.powerbigate.membership;

/** What a probe asks about. */
public enum Stage {
  /** Is the user a member of the group? */
  GROUP
}
