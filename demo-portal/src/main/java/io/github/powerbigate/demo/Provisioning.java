package io.github.powerbigate.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;

/**
 * What a portal does to let somebody into Power BI: it invites them and puts them into the group.
 * Both may be done again at any time. Needs the application permissions {@code User.Invite.All} and
 * {@code GroupMember.ReadWrite.All}. Thread-safe.
 */
final class Provisioning {
  private static final int ATTEMPTS = 10;
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final GraphClient graph;

  Provisioning(GraphClient graph) {
    this.graph = graph;
  }

  /**
   * Makes a guest of whoever has this mail; who is one already is not made anew.
   *
   * @param redirect where the link in an invitation leads in the end
   * @return the guest's object id
   */
  String invite(String mail, String fullName, URI redirect) throws IOException {
    ObjectNode invitation = JsonNodeFactory.instance.objectNode();
    invitation.put("invitedUserEmailAddress", mail);
    invitation.put("invitedUserDisplayName", fullName);
    invitation.put("inviteRedirectUrl", redirect.toString());
    invitation.put("sendInvitationMessage", false);
    GraphClient.Answer answer = graph.post("/invitations", invitation);
    String id = answer.body().at("/invitedUser/id").asText();
    if (answer.status() != 201 || id.isEmpty()) {
      throw answer.failure("the invitation");
    }
    return id;
  }

  /** Puts somebody into a group; false if they were in it before. */
  boolean addMember(String groupId, String userId) throws IOException {
    ObjectNode reference = JsonNodeFactory.instance.objectNode();
    reference.put("@odata.id", graph.objectUrl(userId));
    String path = "/groups/" + groupId + "/members/$ref";
    GraphClient.Answer answer = graph.post(path, reference);
    // Not every replica knows somebody who was invited a moment ago.
    for (int attempt = 1; answer.status() == 404 && attempt < ATTEMPTS; attempt++) {
      pause();
      answer = graph.post(path, reference);
    }
    boolean isIn = answer.status() == 400 && answer.words().contains("already exist");
    if (answer.status() != 204 && !isIn) {
      throw answer.failure("the membership");
    }
    return !isIn;
  }

  private static void pause() throws InterruptedIOException {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for Microsoft");
    }
  }
}
