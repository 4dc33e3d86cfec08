package io.github.powerbigate.diagnosis;

import io.github.powerbigate.membership.Cause.Actor;
import io.github.powerbigate.microsoft.Examiner.TokenFacts;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What the gate's application may do: two permissions are enough, and none may write. */
public final class Permissions {

  static final String READ_HIDDEN = "Member.Read.Hidden";
  private static final Set<String> READ_USERS =
      Set.of(
          "User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All");
  private static final Set<String> READ_GROUPS =
      Set.of(
          "GroupMember.Read.All",
          "GroupMember.ReadWrite.All",
          "Group.Read.All",
          "Group.ReadWrite.All",
          "Directory.Read.All",
          "Directory.ReadWrite.All");
  private static final Set<String> OF_USE =
      Set.of("User.Read.All", "GroupMember.Read.All", READ_HIDDEN, "LicenseAssignment.Read.All");

  /** A code or a name of Microsoft's, which can be no person's. */
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  private Permissions() {}

  /** What may be shown of names that came from outside. */
  public static List<String> harmless(List<String> names) {
    return names.stream().filter(Permissions::isHarmless).sorted().toList();
  }

  static boolean isHarmless(String name) {
    return HARMLESS.matcher(name).matches();
  }

  /**
   * Whether the application has what it needs in Graph, and no more.
   *
   * @param groups whether the gate asks about groups
   */
  public static Check check(TokenFacts facts, boolean groups) {
    List<String> roles = harmless(facts.roles());
    if (facts.audience() == null) {
      return Check.warn(
          Subject.PERMISSIONS,
          "the token for Graph cannot be read, so its permissions are not known",
          "look them up in the app registration",
          Actor.ADMINISTRATOR);
    }
    Set<String> missing = lacking(roles, groups);
    Set<String> writing = writing(roles);
    if (!missing.isEmpty() || !writing.isEmpty()) {
      return Check.fail(
          Subject.PERMISSIONS,
          (missing.isEmpty() ? "" : "the application lacks " + String.join(", ", missing))
              + (missing.isEmpty() || writing.isEmpty() ? "" : "; ")
              + (writing.isEmpty()
                  ? ""
                  : "the application may do more than read: " + String.join(", ", writing)),
          (missing.isEmpty()
                  ? ""
                  : "add what is lacking, as application permissions, and grant admin consent")
              + (missing.isEmpty() || writing.isEmpty() ? "" : "; ")
              + (writing.isEmpty()
                  ? ""
                  : "take what writes away; what adds people needs an app registration of its own"),
          Actor.ADMINISTRATOR);
    }
    Set<String> idle = new TreeSet<>(roles);
    idle.removeAll(OF_USE);
    return idle.isEmpty()
        ? Check.pass(Subject.PERMISSIONS, "the application holds " + String.join(", ", roles))
        : Check.warn(
            Subject.PERMISSIONS,
            "the application may read more than the gate asks: " + String.join(", ", idle),
            "User.Read.All and GroupMember.Read.All are enough; take the others away",
            Actor.ADMINISTRATOR);
  }

  /** What the gate cannot do without, and has not. */
  public static Set<String> lacking(List<String> roles, boolean groups) {
    Set<String> missing = new TreeSet<>();
    if (roles.stream().noneMatch(READ_USERS::contains)) {
      missing.add("User.Read.All");
    }
    if (groups && roles.stream().noneMatch(READ_GROUPS::contains)) {
      missing.add("GroupMember.Read.All");
    }
    return missing;
  }

  /** Those that are for more than reading: none of their parts is {@code Read} or its like. */
  public static Set<String> writing(Collection<String> roles) {
    Set<String> writing = new TreeSet<>();
    for (String role : roles) {
      boolean reads = false;
      for (String part : role.split("\\.", -1)) {
        reads |= part.equals("Read") || part.equals("ReadBasic");
      }
      if (!reads) {
        writing.add(role);
      }
    }
    return writing;
  }
}
