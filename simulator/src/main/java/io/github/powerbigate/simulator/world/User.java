package io.github.powerbigate.simulator.world;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user of the directory, with the fields that Graph shows. Immutable.
 *
 * @param id the object id, a GUID
 * @param createdDateTime null where Microsoft does not say
 * @param externalUserState {@code PendingAcceptance} or {@code Accepted} for guests, otherwise null
 * @param userType {@code Member} or {@code Guest}
 */
public record User(
    String id,
    String userPrincipalName,
    @Nullable String mail,
    List<String> otherMails,
    String displayName,
    boolean accountEnabled,
    @Nullable Instant createdDateTime,
    @Nullable String externalUserState,
    String userType) {

  /** The state of a guest who has not taken up the invitation. */
  public static final String PENDING = "PendingAcceptance";

  /** The state of a guest who has. */
  public static final String ACCEPTED = "Accepted";

  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  /** Refuses an id that is no GUID. */
  public User {
    if (!Guid.isGuid(id)) {
      throw new IllegalArgumentException("a user's id is a GUID, not " + id);
    }
    id = Guid.normal(id);
    otherMails = List.copyOf(otherMails);
  }

  /** Somebody of the tenant itself, there for years, whose mail is the UPN. */
  public static User member(String id, String userPrincipalName, String displayName) {
    return new User(
        id,
        userPrincipalName,
        userPrincipalName,
        List.of(),
        displayName,
        true,
        LONG_AGO,
        null,
        "Member");
  }

  /**
   * A guest, there for years, who accepted the invitation; the UPN is made from the mail as Entra
   * ID makes it: {@code alias_domain.tld#EXT#@tenantDomain}.
   */
  public static User guest(String id, String mail, String displayName, String tenantDomain) {
    return new User(
        id,
        mail.replace('@', '_') + "#EXT#@" + tenantDomain,
        mail,
        List.of(mail),
        displayName,
        true,
        LONG_AGO,
        ACCEPTED,
        "Guest");
  }

  /** Says whether the user comes from another tenant. */
  public boolean isGuest() {
    return userType.equals("Guest");
  }

  /** The same user with another mail, or none. */
  public User withMail(@Nullable String newMail) {
    return new User(
        id,
        userPrincipalName,
        newMail,
        otherMails,
        displayName,
        accountEnabled,
        createdDateTime,
        externalUserState,
        userType);
  }

  /** The same user with other further mails. */
  public User withOtherMails(String... mails) {
    return new User(
        id,
        userPrincipalName,
        mail,
        List.of(mails),
        displayName,
        accountEnabled,
        createdDateTime,
        externalUserState,
        userType);
  }

  /** The same user, enabled or not. */
  public User withAccountEnabled(boolean enabled) {
    return new User(
        id,
        userPrincipalName,
        mail,
        otherMails,
        displayName,
        enabled,
        createdDateTime,
        externalUserState,
        userType);
  }

  /** The same user, created at another moment. */
  public User withCreatedDateTime(@Nullable Instant created) {
    return new User(
        id,
        userPrincipalName,
        mail,
        otherMails,
        displayName,
        accountEnabled,
        created,
        externalUserState,
        userType);
  }

  /** The same user in another state of invitation. */
  public User withExternalUserState(@Nullable String state) {
    return new User(
        id,
        userPrincipalName,
        mail,
        otherMails,
        displayName,
        accountEnabled,
        createdDateTime,
        state,
        userType);
  }
}
