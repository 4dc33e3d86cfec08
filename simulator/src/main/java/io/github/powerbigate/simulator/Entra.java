package io.github.powerbigate.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerbigate.simulator.wire.Answers;
import io.github.powerbigate.simulator.wire.Call;
import io.github.powerbigate.simulator.wire.Reply;
import io.github.powerbigate.simulator.world.App;
import io.github.powerbigate.simulator.world.Apps;
import io.github.powerbigate.simulator.world.Guid;
import io.github.powerbigate.simulator.world.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** The token endpoint of Entra ID, for apps that act for themselves. */
final class Entra implements Answers {
  private static final Set<String> OPENID_SCOPES = Set.of("openid", "profile", "offline_access");
  private static final String DEFAULT = "/.default";
  private static final String ASSERTION_TYPE =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private final SimulatorSettings settings;
  private final Apps apps;
  private final Invitations invitations;
  private final Tokens tokens;
  private final Replicas replicas;
  private final Random random;
  private final Resources resources;

  Entra(
      SimulatorSettings settings,
      Apps apps,
      Invitations invitations,
      Tokens tokens,
      Replicas replicas,
      Random random,
      Resources resources) {
    this.settings = settings;
    this.apps = apps;
    this.invitations = invitations;
    this.tokens = tokens;
    this.replicas = replicas;
    this.random = random;
    this.resources = resources;
  }

  @Override
  public Reply answer(Call call) {
    List<String> path = call.segments();
    if (path.size() == 1 && path.get(0).equals("redeem") && call.method().equals("GET")) {
      return redeem(call);
    }
    if (path.size() != 4 || !path.subList(1, 4).equals(List.of("oauth2", "v2.0", "token"))) {
      return Reply.empty(404);
    }
    if (!call.method().equals("POST")) {
      return Reply.empty(405).withHeader("Allow", "POST");
    }
    try {
      return grant(call, path.get(0));
    } catch (EntraRefusal refusal) {
      EntraError error = refusal.error;
      return refusal(error.status, error.error, error.code, error.words(refusal.about));
    }
  }

  @Override
  public Reply refuse(Call call, int status) {
    EntraError nearest = status == 429 ? EntraError.THROTTLED : EntraError.TRY_LATER;
    return refusal(status, nearest.error, nearest.code, nearest.words(""));
  }

  private Reply grant(Call call, String tenant) throws EntraRefusal {
    if (!tenant.equalsIgnoreCase(settings.tenantId())
        && !tenant.equalsIgnoreCase(settings.tenantDomain())) {
      throw new EntraRefusal(EntraError.UNKNOWN_TENANT, tenant);
    }
    Map<String, String> form = call.form();
    String grantType = required(form, "grant_type");
    if (!grantType.equals("client_credentials")) {
      throw new EntraRefusal(EntraError.UNSUPPORTED_GRANT, "'" + grantType + "'");
    }
    String clientId = required(form, "client_id");
    App app =
        apps.find(clientId).orElseThrow(() -> new EntraRefusal(EntraError.UNKNOWN_APP, clientId));
    checkCredential(call, form, app);
    String resource = resource(required(form, "scope"));
    boolean isGraph = resource.equals(resources.graph());
    Tokens.Issued issued = tokens.issue(app, resource, isGraph ? app.roles() : Set.of());
    ObjectNode body = Json.object();
    body.put("token_type", "Bearer");
    body.put("expires_in", issued.lifetime().toSeconds());
    body.put("ext_expires_in", issued.lifetime().toSeconds());
    body.put("access_token", issued.token());
    return withTrace(Reply.json(200, body), Guid.draw(random));
  }

  private void checkCredential(Call call, Map<String, String> form, App app) throws EntraRefusal {
    String assertion = form.get("client_assertion");
    String secret = form.get("client_secret");
    if (assertion != null && ASSERTION_TYPE.equals(form.get("client_assertion_type"))) {
      // The endpoint as the client named it: localhost and 127.0.0.1 are both ours.
      String endpoint = "https://" + call.header("host").orElse("") + call.path();
      ClientAssertion.check(assertion, app, endpoint, call.at());
    } else if (secret != null && !secret.isEmpty()) {
      checkSecret(secret, app, call.at(), replicas.answering(call));
    } else {
      throw new EntraRefusal(EntraError.NO_CREDENTIAL, "");
    }
  }

  /**
   * A replica that does not know a new secret yet has no other words for it than for a wrong one.
   */
  private static void checkSecret(String secret, App app, Instant now, int replica)
      throws EntraRefusal {
    for (Map.Entry<String, Secret> known : app.secrets().entrySet()) {
      boolean isIt = MessageDigest.isEqual(bytes(known.getKey()), bytes(secret));
      if (isIt && known.getValue().isKnownTo(replica, now)) {
        if (now.isBefore(known.getValue().expires())) {
          return;
        }
        throw new EntraRefusal(EntraError.EXPIRED_SECRET, app.clientId());
      }
    }
    throw new EntraRefusal(EntraError.WRONG_SECRET, app.clientId());
  }

  /** The resource asked for; libraries add the OpenID scopes, which mean nothing to an app. */
  private String resource(String scope) throws EntraRefusal {
    List<String> asked =
        Arrays.stream(scope.split(" +")).filter(it -> !OPENID_SCOPES.contains(it)).toList();
    if (asked.size() != 1 || !asked.get(0).endsWith(DEFAULT)) {
      throw new EntraRefusal(EntraError.WRONG_SCOPE, scope);
    }
    String named = asked.get(0);
    String resource = named.substring(0, named.length() - DEFAULT.length());
    resources.require(resource);
    return resource;
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

  private Reply refusal(int status, String error, int code, String words) {
    String trace = Guid.draw(random);
    String correlation = Guid.draw(random);
    String timestamp = TIMESTAMP.format(settings.clock().instant());
    ObjectNode body = Json.object();
    body.put("error", error);
    body.put(
        "error_description",
        "AADSTS%d: %s Trace ID: %s Correlation ID: %s Timestamp: %s"
            .formatted(code, words, trace, correlation, timestamp));
    body.putArray("error_codes").add(code);
    body.put("timestamp", timestamp);
    body.put("trace_id", trace);
    body.put("correlation_id", correlation);
    body.put("error_uri", "https://login.simulator.test/error?code=" + code);
    return withTrace(Reply.json(status, body), trace);
  }

  private static Reply withTrace(Reply reply, String trace) {
    return reply
        .withHeader("x-ms-request-id", trace)
        .withHeader("Cache-Control", "no-store, no-cache");
  }

  private static String required(Map<String, String> form, String name) throws EntraRefusal {
    String value = form.get(name);
    if (value == null || value.isEmpty()) {
      throw new EntraRefusal(EntraError.MISSING_PARAMETER, "'" + name + "'");
    }
    return value;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
