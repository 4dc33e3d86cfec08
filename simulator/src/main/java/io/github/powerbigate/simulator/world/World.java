package io.github.powerbigate.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The simulated tenant, as its administrator sees and changes it. What the replicas see of it is in
 * {@link Directory}, what Power BI makes of it in {@link PowerBi}. Ids are GUIDs in any case.
 * Thread-safe.
 */
public final class World {
  private final InstantSource clock;
  private final RandomGenerator random;
  private final String tenantDomain;
  private final int replicas;
  private final Directory directory;
  private final PowerBi powerBi;
  private final Apps apps;
  private final Spreads spreads = new Spreads();

  /**
   * An empty tenant.
   *
   * @param random a thread-safe source; every delay is drawn from it
   * @param tenantDomain the tenant's first domain, such as {@code contoso.onmicrosoft.com}
   */
  public World(InstantSource clock, RandomGenerator random, String tenantDomain, int replicas) {
    this.clock = clock;
    this.random = random;
    this.tenantDomain = tenantDomain;
    this.replicas = replicas;
    this.apps = new Apps(clock, random, replicas);
    this.directory = new Directory(clock);
    this.powerBi = new PowerBi(clock, directory);
  }

  /** The app registrations. */
  public Apps apps() {
    return apps;
  }

  /** How what apps write spreads, for people who differ from the rest. */
  public Spreads spreads() {
    return spreads;
  }

  /** The tenant as its replicas see it. */
  public Directory directory() {
    return directory;
  }

  /** The tenant as Power BI sees it. */
  public PowerBi powerBi() {
    return powerBi;
  }

  /** The tenant's first domain. */
  public String tenantDomain() {
    return tenantDomain;
  }

  /** How many replicas the directory has. */
  public int replicas() {
    return replicas;
  }

  /** Adds an ordinary security group, or makes a deleted one anew. */
  public void addGroup(String groupId, String displayName) {
    directory.put(new Group(groupId, displayName, null, true));
  }

  /** Hides the members from apps without {@code Member.Read.Hidden}. */
  public void hideGroup(String groupId) {
    directory.put(requireGroup(groupId).withVisibility("HiddenMembership"));
  }

  /** Deletes the group; nobody is in it any more. */
  public void deleteGroup(String groupId) {
    directory.removeGroup(groupId);
  }

  /** Adds a user whom every replica and the index know at once. */
  public void addUser(User user) {
    addUser(user, Propagation.IMMEDIATE);
  }

  /** Adds a user of whom replicas and index learn by and by. */
  public void addUser(User user, Propagation propagation) {
    Instant now = clock.instant();
    directory.put(
        new Directory.Listed(
            user,
            draw(now, propagation.directory()),
            now.plus(propagation.mailIndex().draw(random, 0))));
  }

  /** Invites a guest, as {@code POST /invitations} does; a known guest is not made twice. */
  public synchronized User invite(String mail, String displayName, Propagation propagation) {
    for (User known : directory.everybody()) {
      if (known.isGuest() && mail.equalsIgnoreCase(known.mail())) {
        return known;
      }
    }
    User guest =
        User.guest(Guid.draw(random), mail, displayName, tenantDomain)
            .withCreatedDateTime(clock.instant())
            .withExternalUserState(User.PENDING);
    addUser(guest, propagation);
    return guest;
  }

  /** Takes up a guest's invitation. */
  public void acceptInvitation(String userId) {
    directory.change(
        userId,
        user ->
            User.PENDING.equals(user.externalUserState())
                ? user.withExternalUserState(User.ACCEPTED)
                : user);
  }

  /** Enables or disables an account, everywhere at once. */
  public void setAccountEnabled(String userId, boolean enabled) {
    requireUser(userId);
    directory.change(userId, user -> user.withAccountEnabled(enabled));
  }

  /** Deletes a user, everywhere at once. */
  public void deleteUser(String userId) {
    directory.removeUser(userId);
    powerBi.forget(userId);
  }

  /** Puts a user into a group; every replica sees it at once. */
  public void addMember(String groupId, String userId) {
    addMember(groupId, userId, Propagation.IMMEDIATE);
  }

  /** Puts a user into a group; replicas and Power BI learn of it by and by. */
  public void addMember(String groupId, String userId, Propagation propagation) {
    requireUser(userId);
    Membership added = membership(groupId, userId, propagation);
    directory.changeMemberships(userId, old -> joined(old, added));
    powerBi.freezeFor(userId, propagation.powerBiFreeze());
  }

  /** Puts one group into another, seen by all at once. */
  public void nestGroup(String outerGroupId, String innerGroupId) {
    Membership added = membership(outerGroupId, innerGroupId, Propagation.IMMEDIATE);
    directory.changeMemberships(innerGroupId, old -> joined(old, added));
  }

  /** Takes a user out of a group, seen by all at once. */
  public void removeMember(String groupId, String userId) {
    removeMember(groupId, userId, Propagation.IMMEDIATE);
  }

  /** Takes a user out of a group; replicas learn of it by and by. */
  public void removeMember(String groupId, String userId, Propagation propagation) {
    List<Instant> until = draw(clock.instant(), propagation.membership());
    directory.changeMemberships(
        userId,
        old ->
            old.stream().map(edge -> isOpen(edge, groupId) ? edge.endingAt(until) : edge).toList());
  }

  /** Says whether the user was put into this very group and not taken out since. */
  public boolean isMember(String groupId, String memberId) {
    return directory.membershipsOf(memberId).stream().anyMatch(edge -> isOpen(edge, groupId));
  }

  /** From when on every replica sees the direct membership for good. */
  public Instant settledAt(String groupId, String userId) {
    return directory.membershipsOf(userId).stream()
        .filter(edge -> isOpen(edge, groupId))
        .map(Membership::settledAt)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(userId + " is not in " + groupId));
  }

  /** Gives a user, a group or an app a role in a workspace. */
  public void grantWorkspace(String workspaceId, String principalId) {
    powerBi.grant(workspaceId, principalId);
  }

  /** Makes a user as new: in no group, and Power BI keeps no answer. */
  public void reset(String userId) {
    directory.changeMemberships(userId, old -> List.of());
    powerBi.forget(userId);
  }

  /** Lets Power BI forget the answer it keeps, as a new sign-in does. */
  public void forgetVisit(String userId) {
    powerBi.forget(userId);
  }

  /** The user with this id or UPN, whatever the replicas know. */
  public Optional<User> user(String idOrName) {
    return directory.listed(idOrName).map(Directory.Listed::user);
  }

  /** Everybody. */
  public List<User> users() {
    return directory.everybody();
  }

  /** Everybody, and how far their propagation has come. */
  public List<PersonState> people() {
    return directory.everybody().stream()
        .map(user -> PersonState.of(user, this, clock.instant()))
        .toList();
  }

  private Membership membership(String groupId, String memberId, Propagation propagation) {
    Duration powerBiDelay = propagation.powerBi().draw(random, 0);
    return new Membership(
        requireGroup(groupId).id(),
        Guid.normal(memberId),
        draw(clock.instant(), propagation.membership()),
        null,
        powerBiDelay,
        propagation.flapping());
  }

  private static List<Membership> joined(List<Membership> old, Membership added) {
    List<Membership> all = new ArrayList<>(old);
    all.removeIf(edge -> isOpen(edge, added.groupId()));
    all.add(added);
    return all;
  }

  private static boolean isOpen(Membership edge, String groupId) {
    return edge.groupId().equals(Guid.normal(groupId)) && !edge.hasEnded();
  }

  private List<Instant> draw(Instant now, Delay delay) {
    return IntStream.range(0, replicas)
        .mapToObj(replica -> now.plus(delay.draw(random, replica)))
        .toList();
  }

  private void requireUser(String userId) {
    if (!Guid.isGuid(userId) || user(userId).isEmpty()) {
      throw new IllegalArgumentException("no user has the id " + userId);
    }
  }

  private Group requireGroup(String groupId) {
    return directory
        .group(groupId)
        .orElseThrow(() -> new IllegalArgumentException("no group has the id " + groupId));
  }
}
