package io.github.powerbigate.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerbigate.simulator.wire.Call;
import io.github.powerbigate.simulator.wire.Reply;
import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.util.Set;

/** The invitations by which Graph makes guests. Who is known already is not made twice. */
final class GraphInvitations {
  private final World world;
  private final Invitations invitations;
  private final Propagation propagation;
  private final String origin;

  GraphInvitations(World world, Invitations invitations, Propagation propagation, String origin) {
    this.world = world;
    this.invitations = invitations;
    this.propagation = propagation;
    this.origin = origin;
  }

  Reply invite(Call call, Set<String> roles) throws GraphError {
    Permission.INVITE.require(roles);
    ObjectNode sent = GraphBody.of(call);
    String mail = GraphBody.text(sent, "invitedUserEmailAddress");
    String redirect = GraphBody.text(sent, "inviteRedirectUrl");
    if (!mail.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+")) {
      throw GraphError.badRequest("The invited user's mail address is not valid.");
    }
    if (!invitations.mayLeadTo(redirect)) {
      throw GraphError.badRequest(
          "The simulator takes an inviteRedirectUrl on its own Power BI or on loopback only.");
    }
    User guest =
        world.invite(
            mail,
            sent.path("invitedUserDisplayName").asText(mail),
            world.spreads().of(mail, propagation));
    ObjectNode body = Json.object();
    body.put("@odata.context", origin + "/v1.0/$metadata#invitations/$entity");
    body.put("id", guest.id());
    body.put("inviteRedeemUrl", invitations.link(guest, redirect));
    body.put("invitedUserDisplayName", guest.displayName());
    body.put("invitedUserType", "Guest");
    body.put("invitedUserEmailAddress", mail);
    body.put("sendInvitationMessage", sent.path("sendInvitationMessage").asBoolean(false));
    body.put("inviteRedirectUrl", redirect);
    body.put(
        "status", User.ACCEPTED.equals(guest.externalUserState()) ? "Completed" : User.PENDING);
    body.putObject("invitedUser").put("id", guest.id());
    return Reply.json(201, body);
  }
}
