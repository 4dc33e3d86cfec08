package io.github.powerbigate.simulator;

import io.github.powerbigate.simulator.wire.Answers;
import io.github.powerbigate.simulator.wire.Call;
import io.github.powerbigate.simulator.wire.Reply;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Microsoft Graph v1.0, the part of it that concerns users and groups: tokens, routes, errors. */
final class Graph implements Answers {
  private static final Pattern KEY_FORM = Pattern.compile("(\\w+)\\('(.*)'\\)");

  private final GraphUsers users;
  private final GraphMemberships memberships;
  private final GraphLicences licences;
  private final GraphInvitations invitations;
  private final GraphGroups groups;
  private final Tokens tokens;
  private final Budget budget;
  private final GraphReplies replies;
  private final String tenantId;
  private final String audience;

  Graph(
      GraphUsers users,
      GraphMemberships memberships,
      GraphLicences licences,
      GraphInvitations invitations,
      GraphGroups groups,
      Tokens tokens,
      Budget budget,
      Random random,
      String tenantId,
      String audience) {
    this.users = users;
    this.memberships = memberships;
    this.licences = licences;
    this.invitations = invitations;
    this.groups = groups;
    this.tokens = tokens;
    this.budget = budget;
    this.replies = new GraphReplies(random);
    this.tenantId = tenantId;
    this.audience = audience;
  }

  @Override
  public Reply answer(Call call) {
    try {
      Tokens.Bearer.Known app = app(call);
      Budget.Charge charge = budget.charge(app.clientId(), GraphCosts.of(call, pathOf(call)));
      Reply reply =
          charge
              .pause()
              .map(pause -> replies.throttled(call, app.clientId() + "/" + tenantId, pause))
              .orElseGet(() -> answer(call, app.roles()));
      return GraphReplies.withUnits(reply, charge);
    } catch (GraphError error) {
      return replies.refusal(call, error);
    }
  }

  private Reply answer(Call call, Set<String> roles) {
    try {
      return replies.withIds(call, route(call, roles));
    } catch (GraphError error) {
      return replies.refusal(call, error);
    }
  }

  @Override
  public Reply refuse(Call call, int status) {
    if (status == 429) {
      return replies.throttled(call, "simulator");
    }
    String code = status == 503 ? "serviceNotAvailable" : "UnknownError";
    return replies.refusal(call, new GraphError(status, code, "The service is not available now."));
  }

  private Reply route(Call call, Set<String> roles) throws GraphError {
    List<String> path = pathOf(call);
    return switch (shape(call.method(), path)) {
      case "GET users" -> users.search(call, roles);
      case "GET users/*" -> users.one(call, path.get(1), roles);
      case "DELETE users/*" -> users.delete(call, path.get(1), roles);
      case "GET users/*/licenseDetails" -> licences.details(call, path.get(1), roles);
      case "POST users/*/checkMemberGroups" ->
          memberships.checkMemberGroups(call, path.get(1), roles);
      case "POST users/*/checkMemberObjects" ->
          memberships.checkMemberObjects(call, path.get(1), roles);
      case "POST invitations" -> invitations.invite(call, roles);
      case "GET groups/*" -> groups.one(call, path.get(1), roles);
      case "GET groups/*/transitiveMembers" -> groups.transitiveMembers(call, path.get(1), roles);
      case "POST groups/*/members/$ref" -> groups.addMember(call, path.get(1), roles);
      case "DELETE groups/*/members/*/$ref" -> groups.removeMember(path.get(1), path.get(3), roles);
      default ->
          throw GraphError.badRequest("Resource not found for the segment '" + call.path() + "'.");
    };
  }

  /** The route without the names of its objects, which stand at every second place. */
  private static String shape(String method, List<String> path) {
    StringBuilder shape = new StringBuilder(method);
    for (int place = 0; place < path.size(); place++) {
      boolean isName = place % 2 == 1 && !path.get(place).equals("$ref");
      shape.append(place == 0 ? ' ' : '/').append(isName ? "*" : path.get(place));
    }
    return shape.toString();
  }

  /** The parts behind the version; {@code users('x')} is another way to write {@code users/x}. */
  private static List<String> pathOf(Call call) throws GraphError {
    List<String> segments = call.segments();
    if (segments.isEmpty() || !segments.get(0).equals("v1.0")) {
      throw GraphError.badRequest("Invalid version.");
    }
    return segments.stream().skip(1).flatMap(Graph::keyAndValue).toList();
  }

  private static Stream<String> keyAndValue(String segment) {
    Matcher form = KEY_FORM.matcher(segment);
    return form.matches()
        ? Stream.of(form.group(1), form.group(2).replace("''", "'"))
        : Stream.of(segment);
  }

  private Tokens.Bearer.Known app(Call call) throws GraphError {
    String header = call.header("authorization").orElse("");
    if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw GraphError.badToken("Access token is empty.");
    }
    Tokens.Bearer bearer = tokens.read(header.substring(7).strip(), audience);
    if (bearer instanceof Tokens.Bearer.Known known) {
      return known;
    }
    if (bearer instanceof Tokens.Bearer.Person) {
      // Delegated permissions of Graph are not simulated: a person may do nothing here.
      throw GraphError.denied();
    }
    if (bearer instanceof Tokens.Bearer.Expired) {
      throw GraphError.badToken("Lifetime validation failed, the token is expired.");
    }
    if (bearer instanceof Tokens.Bearer.WrongAudience) {
      throw GraphError.badToken("Access token validation failure. Invalid audience.");
    }
    throw GraphError.badToken("JWT is not well formed, or its signature is invalid.");
  }
}
