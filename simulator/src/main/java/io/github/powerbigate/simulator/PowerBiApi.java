package io.github.powerbigate.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerbigate.simulator.wire.Answers;
import io.github.powerbigate.simulator.wire.Call;
import io.github.powerbigate.simulator.wire.Reply;
import io.github.powerbigate.simulator.world.Guid;
import io.github.powerbigate.simulator.world.World;
import java.util.List;
import java.util.Random;

/**
 * The Power BI REST API (Microsoft facts §2.1, §2.4): whose token it is decides who answers. Apps
 * and people have nothing in common here but the addresses.
 */
final class PowerBiApi implements Answers {
  private final PowerBiForApps forApps;
  private final PowerBiForPeople forPeople;
  private final Tokens tokens;
  private final Resources resources;
  private final Random random;

  PowerBiApi(
      World world,
      Replicas replicas,
      Tokens tokens,
      Resources resources,
      Random random,
      String origin) {
    PowerBiWorkspaces workspaces = new PowerBiWorkspaces(world.workspaces(), origin);
    this.forApps = new PowerBiForApps(world, replicas, workspaces, origin);
    this.forPeople = new PowerBiForPeople(world, replicas, workspaces);
    this.tokens = tokens;
    this.resources = resources;
    this.random = random;
  }

  @Override
  public Reply answer(Call call) {
    return withId(answerOrRefuse(call));
  }

  @Override
  public Reply refuse(Call call, int status) {
    ObjectNode body = Json.object();
    if (status == 429) {
      body.put("message", PowerBiError.exceeded());
    } else {
      body.putObject("error").put("code", "InternalServerError");
    }
    return withId(Reply.json(status, body));
  }

  private Reply answerOrRefuse(Call call) {
    try {
      Tokens.Bearer bearer = bearer(call);
      List<String> path = call.segments();
      if (path.size() < 3 || !path.subList(0, 2).equals(List.of("v1.0", "myorg"))) {
        return Reply.empty(404);
      }
      return answer(call, bearer, path.subList(2, path.size()));
    } catch (PowerBiError error) {
      return error.reply;
    }
  }

  private Reply answer(Call call, Tokens.Bearer bearer, List<String> path) throws PowerBiError {
    if (bearer instanceof Tokens.Bearer.Known app) {
      return forApps.answer(call, app.clientId(), path);
    }
    if (bearer instanceof Tokens.Bearer.Person person) {
      return forPeople.answer(call, person, path);
    }
    throw bearer instanceof Tokens.Bearer.Expired
        ? PowerBiError.tokenExpired()
        : PowerBiError.invalidToken();
  }

  private Tokens.Bearer bearer(Call call) throws PowerBiError {
    String header = call.header("authorization").orElseThrow(PowerBiError::noToken);
    return tokens.read(header.replaceFirst("(?i)^Bearer +", ""), resources.powerBi());
  }

  private Reply withId(Reply reply) {
    return reply.withHeader("RequestId", Guid.draw(random));
  }
}
