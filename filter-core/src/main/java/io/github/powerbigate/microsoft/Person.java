package io.github.powerbigate.microsoft;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the gate wants to know of a user's directory object (<a
 * href="https://learn.microsoft.com/graph/api/resources/user">Graph: user</a>). Immutable; {@code
 * toString} shows nothing.
 *
 * @param id the object id
 * @param createdAt when it was created, or null if Graph does not say
 * @param enabled false only if Graph says so
 * @param invitationPending whether a guest has still to accept the invitation
 * @param names by which others may know the person: object id, user principal name, mail; in lower
 *     case
 */
record Person(
    String id,
    @Nullable Instant createdAt,
    boolean enabled,
    boolean invitationPending,
    Set<String> names) {

  static final String SELECT =
      "id,createdDateTime,accountEnabled,externalUserState,userType,userPrincipalName,mail";

  private static final Pattern GUID =
      Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

  /**
   * @throws NoAnswer if there is no object id
   */
  static Person of(Json user) {
    String id = user.text("id");
    if (id == null || !GUID.matcher(id).matches()) {
      throw new NoAnswer(NoAnswer.UNEXPECTED_JSON);
    }
    return new Person(
        id,
        instant(user.text("createdDateTime")),
        !user.denies("accountEnabled"),
        "Guest".equalsIgnoreCase(user.text("userType"))
            && "PendingAcceptance".equalsIgnoreCase(user.text("externalUserState")),
        names(id, user.text("userPrincipalName"), user.text("mail")));
  }

  private static Set<String> names(@Nullable String... names) {
    return Stream.of(names)
        .filter(name -> name != null && !name.isEmpty())
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  @Override
  public String toString() {
    return "Person";
  }
}
