package io.github.powerbigate.simulator.world;

import org.jspecify.annotations.Nullable;

/**
 * A group of the directory. Immutable.
 *
 * @param visibility {@code HiddenMembership} hides the members from apps without {@code
 *     Member.Read.Hidden}; null for an ordinary security group
 */
public record Group(
    String id, String displayName, @Nullable String visibility, boolean securityEnabled) {

  /** Refuses an id that is no GUID. */
  public Group {
    if (!Guid.isGuid(id)) {
      throw new IllegalArgumentException("a group's id is a GUID, not " + id);
    }
    id = Guid.normal(id);
  }

  /** Says whether only apps with {@code Member.Read.Hidden} see who is in it. */
  public boolean isHidden() {
    return "HiddenMembership".equals(visibility);
  }

  Group withVisibility(@Nullable String newVisibility) {
    return new Group(id, displayName, newVisibility, securityEnabled);
  }
}
