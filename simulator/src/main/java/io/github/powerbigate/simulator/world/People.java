package io.github.powerbigate.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Who comes and goes. One change at a time, so that nobody is invited twice. Thread-safe. */
final class People {
  /** For so long a deleted user can be had back (Graph's page of {@code DELETE /users}). */
  private static final Duration RESTORABLE = Duration.ofDays(30);

  private final InstantSource clock;
  private final RandomGenerator random;
  private final String tenantDomain;
  private final Directory directory;
  private final PowerBi powerBi;
  private final Function<Delay, List<Instant>> moments;
  private final Map<String, Deleted> deleted = new ConcurrentHashMap<>();

  People(
      InstantSource clock,
      RandomGenerator random,
      String tenantDomain,
      Directory directory,
      PowerBi powerBi,
      Function<Delay, List<Instant>> moments) {
    this.clock = clock;
    this.random = random;
    this.tenantDomain = tenantDomain;
    this.directory = directory;
    this.powerBi = powerBi;
    this.moments = moments;
  }

  private record Deleted(
      Directory.Listed listed, List<Membership> memberships, Instant goneForGood) {}

  synchronized void add(User user, Propagation propagation) {
    directory.put(
        new Directory.Listed(
            user,
            moments.apply(propagation.directory()),
            clock.instant().plus(propagation.mailIndex().draw(random, 0)),
            propagation.unfinished()));
    powerBi.freezeFor(user.id(), propagation.powerBiFreeze());
  }

  /** A known guest is not made twice; a deleted one is made anew, with another id. */
  synchronized User invite(String mail, String displayName, Propagation propagation) {
    for (User known : directory.everybody()) {
      if (known.isGuest() && mail.equalsIgnoreCase(known.mail())) {
        return known;
      }
    }
    User guest =
        User.guest(Guid.draw(random), mail, displayName, tenantDomain)
            .withCreatedDateTime(clock.instant())
            .withExternalUserState(User.PENDING);
    add(guest, propagation);
    return guest;
  }

  void accept(String userId) {
    directory.change(
        userId,
        user ->
            User.PENDING.equals(user.externalUserState())
                ? user.withExternalUserState(User.ACCEPTED)
                : user);
  }

  void setEnabled(String userId, boolean enabled) {
    directory.change(userId, user -> user.withAccountEnabled(enabled));
  }

  synchronized void delete(String userId) {
    powerBi.signIn(userId);
    List<Membership> memberships = directory.membershipsOf(userId);
    Instant goneForGood = clock.instant().plus(RESTORABLE);
    directory
        .removeUser(userId)
        .ifPresent(
            listed ->
                deleted.put(listed.user().id(), new Deleted(listed, memberships, goneForGood)));
  }

  /** Who can still be had back. */
  List<User> deleted() {
    Instant now = clock.instant();
    return deleted.values().stream()
        .filter(it -> now.isBefore(it.goneForGood()))
        .map(it -> it.listed().user())
        .sorted(Directory.BY_NAME)
        .toList();
  }

  synchronized void restore(String userId) {
    Deleted found = deleted.get(Guid.normal(userId));
    if (found == null || !clock.instant().isBefore(found.goneForGood())) {
      throw new IllegalArgumentException("no deleted user has the id " + userId);
    }
    directory.put(found.listed());
    directory.changeMemberships(userId, old -> found.memberships());
    deleted.remove(found.listed().user().id());
  }
}
