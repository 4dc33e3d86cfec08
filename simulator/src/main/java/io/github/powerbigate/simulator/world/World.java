package io.github.powerbigate.simulator.world;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The simulated tenant, as its administrator sees and changes it. What the replicas see of it is in
 * {@link Directory}, what Power BI makes of it in {@link PowerBi}. Ids are GUIDs in any case.
 * Thread-safe.
 */
public final class World {
  private final InstantSource clock;
  private final String tenantDomain;
  private final int replicas;
  private final Directory directory;
  private final People people;
  private final Members members;
  private final Workspaces workspaces = new Workspaces();
  private final PowerBi powerBi;
  private final Licences licences;
  private final Apps apps;
  private final Tenant tenant = new Tenant();
  private final Consents consents = new Consents();
  private final ConditionalAccess conditionalAccess = new ConditionalAccess();
  private final Spreads spreads = new Spreads();

  /**
   * An empty tenant.
   *
   * @param random a thread-safe source; every delay is drawn from it
   * @param tenantDomain the tenant's first domain, such as {@code contoso.onmicrosoft.com}
   */
  public World(InstantSource clock, RandomGenerator random, String tenantDomain, int replicas) {
    this.clock = clock;
    this.tenantDomain = tenantDomain;
    this.replicas = replicas;
    this.apps = new Apps(clock, random, replicas);
    this.directory = new Directory(clock);
    this.powerBi = new PowerBi(clock, directory, workspaces, tenant);
    this.licences = new Licences(clock, directory);
    Function<Delay, List<Instant>> moments =
        delay ->
            IntStream.range(0, replicas)
                .mapToObj(replica -> clock.instant().plus(delay.draw(random, replica)))
                .toList();
    this.people = new People(clock, random, tenantDomain, directory, powerBi, moments);
    this.members = new Members(directory, moments, delay -> delay.draw(random, 0));
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

  /** The workspaces and the roles in them. */
  public Workspaces workspaces() {
    return workspaces;
  }

  /** Who has which licence. */
  public Licences licences() {
    return licences;
  }

  /** What holds for the tenant as a whole: its cloud, and what apps may call. */
  public Tenant tenant() {
    return tenant;
  }

  /** Which delegated permissions apps were granted. */
  public Consents consents() {
    return consents;
  }

  /** What stands between people and their tokens. */
  public ConditionalAccess conditionalAccess() {
    return conditionalAccess;
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
    directory.put(members.requireGroup(groupId).withVisibility("HiddenMembership"));
  }

  /** Deletes the group; nobody is in it any more. */
  public void deleteGroup(String groupId) {
    directory.removeGroup(groupId);
  }

  /** Adds a user whom every replica and the index know at once. */
  public void addUser(User user) {
    addUser(user, Propagation.IMMEDIATE);
  }

  /** Adds a user of whom replicas and index learn by and by. Names are unique, mails are not. */
  public void addUser(User user, Propagation propagation) {
    people.add(user, propagation);
  }

  /** Invites a guest, as {@code POST /invitations} does; a known guest is not made twice. */
  public User invite(String mail, String displayName, Propagation propagation) {
    return people.invite(mail, displayName, propagation);
  }

  /** Takes up a guest's invitation. */
  public void acceptInvitation(String userId) {
    people.accept(userId);
  }

  /** Enables or disables an account, everywhere at once. */
  public void setAccountEnabled(String userId, boolean enabled) {
    requireUser(userId);
    people.setEnabled(userId, enabled);
  }

  /**
   * Deletes a user, everywhere at once, as {@code DELETE /users/{id}} does: they can be restored
   * for 30 days. Whoever is invited anew with the same mail is somebody else, with another id.
   */
  public void deleteUser(String userId) {
    people.delete(userId);
  }

  /** Brings a deleted user back, with their groups, licences and roles. */
  public void restoreUser(String userId) {
    people.restore(userId);
  }

  /** Who was deleted and can still be restored. */
  public List<User> deletedUsers() {
    return people.deleted();
  }

  /** Puts a user or an app into a group; every replica sees it at once. */
  public void addMember(String groupId, String memberId) {
    addMember(groupId, memberId, Propagation.IMMEDIATE);
  }

  /**
   * Puts a user or an app into a group; replicas and Power BI learn of it by and by. A freeze that
   * is named replaces the member's own; without one, theirs stays.
   */
  public void addMember(String groupId, String memberId, Propagation propagation) {
    if (apps.find(memberId).isEmpty()) {
      requireUser(memberId);
    }
    members.add(groupId, memberId, propagation);
    if (!propagation.powerBiFreeze().isZero()) {
      powerBi.freezeFor(memberId, propagation.powerBiFreeze());
    }
  }

  /** Puts one group into another, seen by all at once. */
  public void nestGroup(String outerGroupId, String innerGroupId) {
    nestGroup(outerGroupId, innerGroupId, Propagation.IMMEDIATE);
  }

  /**
   * Puts one group into another; replicas and Power BI learn of it by and by. A freeze is of no
   * account here: Power BI keeps answers for people, not for groups.
   */
  public void nestGroup(String outerGroupId, String innerGroupId, Propagation propagation) {
    members.add(outerGroupId, members.requireGroup(innerGroupId).id(), propagation);
  }

  /** Takes a member out of a group, seen by all at once. */
  public void removeMember(String groupId, String memberId) {
    removeMember(groupId, memberId, Propagation.IMMEDIATE);
  }

  /** Takes a user, an app or a group out of a group; replicas learn of it by and by. */
  public void removeMember(String groupId, String memberId, Propagation propagation) {
    members.remove(groupId, memberId, propagation);
  }

  /** Says whether the member was put into this very group and not taken out since. */
  public boolean isMember(String groupId, String memberId) {
    return members.has(groupId, memberId);
  }

  /** From when on every replica sees the direct membership for good. */
  public Instant settledAt(String groupId, String memberId) {
    return members.settledAt(groupId, memberId);
  }

  /** Lets a user, a group or an app read a workspace. */
  public void grantWorkspace(String workspaceId, String principalId) {
    workspaces.grant(workspaceId, principalId, AccessRight.VIEWER);
  }

  /** Makes a user as new: in no group, and Power BI keeps no answer and knows of no refresh. */
  public void reset(String userId) {
    members.forget(userId);
    powerBi.forget(userId);
  }

  /** Lets Power BI forget the answer it keeps, as a new sign-in does. */
  public void forgetVisit(String userId) {
    powerBi.signIn(userId);
  }

  /** The user with this id or UPN, whatever the replicas know. */
  public Optional<User> user(String idOrName) {
    return directory.listed(idOrName).map(Directory.Listed::user);
  }

  /**
   * The user with this id, UPN or mail, of several with one mail the first: people give their mail
   * where they are asked for a name, guests above all.
   */
  public Optional<User> userByMail(String idOrNameOrMail) {
    return user(idOrNameOrMail)
        .or(
            () ->
                users().stream()
                    .filter(user -> idOrNameOrMail.equalsIgnoreCase(user.mail()))
                    .findFirst());
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

  private void requireUser(String userId) {
    if (!Guid.isGuid(userId) || user(userId).isEmpty()) {
      throw new IllegalArgumentException("no user has the id " + userId);
    }
  }
}
