package io.github.powerbigate.microsoft;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.UserId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Finds out whether a user has a role of their own in the workspace, in the place of the group
 * stage: for portals that assign people directly. Thread-safe.
 */
final class WorkspaceUsersStage {

  private static final Logger LOG = System.getLogger("io.github.powerbigate");

  private final Directory directory;
  private final WorkspaceRoles roles;
  private final AtomicBoolean toldOfGroups = new AtomicBoolean();

  WorkspaceUsersStage(Directory directory, WorkspaceRoles roles) {
    this.directory = directory;
    this.roles = roles;
  }

  /**
   * Asks.
   *
   * @return completes with the finding, or fails with {@link Ended}, which holds it
   */
  CompletableFuture<Finding> ask(UserId user, Attempt attempt) {
    return directory
        .find(user, attempt)
        .thenCompose(
            found ->
                attempt
                    .step(Asked.ROLES, roles::now)
                    .thenApply(listed -> weigh(user, found.people(), listed)));
  }

  /** Whether the list can be had at all. */
  CompletableFuture<Void> known() {
    return roles.now().thenAccept(this::tellOfGroups);
  }

  private Finding weigh(UserId user, List<Person> people, Roles listed) {
    tellOfGroups(listed);
    for (Person person : people) {
      if (listed.has(person)) {
        return new Finding.Ready(person.createdAt(), person.invitationPending());
      }
    }
    // The name may be another's by now: look again next time.
    directory.forget(user);
    return new Finding.NotYet(
        Cause.NOT_IN_WORKSPACE, people.stream().anyMatch(Person::invitationPending));
  }

  private void tellOfGroups(Roles listed) {
    if (listed.holdGroups() && toldOfGroups.compareAndSet(false, true)) {
      LOG.log(
          Level.WARNING,
          "Groups have roles in the workspace of workspaceId. Who comes through one of them is in"
              + " no list that powerBiCheck=workspace-users reads, and waits until the end. If"
              + " people are meant to, set groupId, and powerBiCheck to none or as-user.");
    }
  }
}
