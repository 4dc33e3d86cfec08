package io.github.powerbigate.simulator;

import io.github.powerbigate.simulator.wire.Answers;
import io.github.powerbigate.simulator.wire.Call;
import io.github.powerbigate.simulator.wire.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Entra ID: where people sign in, where apps get tokens, and where both look up its keys. */
final class Entra implements Answers {
  private final SimulatorSettings settings;
  private final Invitations invitations;
  private final TokenEndpoint tokenEndpoint;
  private final SignIn signIn;
  private final OpenIdDocuments documents;
  private final EntraReplies replies;

  Entra(
      SimulatorSettings settings,
      Invitations invitations,
      TokenEndpoint tokenEndpoint,
      SignIn signIn,
      OpenIdDocuments documents,
      EntraReplies replies) {
    this.settings = settings;
    this.invitations = invitations;
    this.tokenEndpoint = tokenEndpoint;
    this.signIn = signIn;
    this.documents = documents;
    this.replies = replies;
  }

  @Override
  public Reply answer(Call call) {
    List<String> path = call.segments();
    if (path.size() == 1 && path.get(0).equals("redeem") && call.method().equals("GET")) {
      return redeem(call);
    }
    String place = path.isEmpty() ? "" : String.join("/", path.subList(1, path.size()));
    return switch (place) {
      case "oauth2/v2.0/token" -> only(call, "POST", () -> token(call, path.get(0)));
      case "oauth2/v2.0/authorize" -> only(call, "GET, POST", () -> authorize(call, path.get(0)));
      case "discovery/v2.0/keys" ->
          only(call, "GET", () -> document(path.get(0), Reply.json(200, documents.keys())));
      case "v2.0/.well-known/openid-configuration" ->
          only(
              call, "GET", () -> document(path.get(0), Reply.json(200, documents.configuration())));
      default -> Reply.empty(404);
    };
  }

  @Override
  public Reply refuse(Call call, int status) {
    EntraError nearest = status == 429 ? EntraError.THROTTLED : EntraError.TRY_LATER;
    return replies.refusal(status, nearest, "");
  }

  /** An answer to a request whose method has been looked at. */
  private interface Answering {
    Reply answer();
  }

  private static Reply only(Call call, String methods, Answering answering) {
    return List.of(methods.split(", ", -1)).contains(call.method())
        ? answering.answer()
        : Reply.empty(405).withHeader("Allow", methods);
  }

  private Reply token(Call call, String tenant) {
    try {
      requireTenant(tenant);
      return replies.success(tokenEndpoint.grant(call));
    } catch (EntraRefusal refusal) {
      return replies.refusal(refusal);
    }
  }

  private Reply authorize(Call call, String tenant) {
    try {
      requireTenant(tenant);
      return signIn.answer(call);
    } catch (EntraRefusal refusal) {
      return SignInPages.refused(replies.description(refusal));
    }
  }

  private Reply document(String tenant, Reply found) {
    try {
      requireTenant(tenant);
      return found;
    } catch (EntraRefusal refusal) {
      return replies.refusal(refusal);
    }
  }

  private void requireTenant(String tenant) throws EntraRefusal {
    if (!tenant.equalsIgnoreCase(settings.tenantId())
        && !tenant.equalsIgnoreCase(settings.tenantDomain())) {
      throw new EntraRefusal(EntraError.UNKNOWN_TENANT, tenant);
    }
  }

  /** The outer address leads to the inner one, which takes up the invitation and leads on. */
  private Reply redeem(Call call) {
    Map<String, String> link = call.parameters();
    Optional<String> next =
        link.containsKey("rd")
            ? Optional.of(link.get("rd")).filter(invitations::isInner)
            : invitations.redeem(link);
    return next.map(address -> Reply.empty(302).withHeader("Location", address))
        .orElseGet(() -> Pages.reply(404, "Invitation (simulator)", "<h1>No such invitation</h1>"));
  }
}
