package io.github.powerbigate.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerbigate.simulator.wire.Call;
import io.github.powerbigate.simulator.world.App;
import io.github.powerbigate.simulator.world.Apps;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The token endpoint, for apps that act for themselves or for a person. Thread-safe. */
final class TokenEndpoint {
  private static final Set<String> OPENID_SCOPES = Set.of("openid", "profile", "offline_access");
  private static final String DEFAULT = "/.default";

  private final Apps apps;
  private final Tokens tokens;
  private final Resources resources;
  private final ClientCredential credential;
  private final UserGrants userGrants;

  TokenEndpoint(
      Apps apps,
      Tokens tokens,
      Resources resources,
      ClientCredential credential,
      UserGrants userGrants) {
    this.apps = apps;
    this.tokens = tokens;
    this.resources = resources;
    this.credential = credential;
    this.userGrants = userGrants;
  }

  /** The body of a good answer. */
  ObjectNode grant(Call call) throws EntraRefusal {
    Map<String, String> form = call.form();
    String grantType = required(form, "grant_type");
    return switch (grantType) {
      case "client_credentials" -> forItself(form, app(call, form));
      case "authorization_code" -> userGrants.byCode(app(call, form), form, call.at());
      case "refresh_token" -> userGrants.byRefreshToken(app(call, form), form);
      case "urn:ietf:params:oauth:grant-type:jwt-bearer" ->
          userGrants.onBehalf(app(call, form), form);
      default -> throw new EntraRefusal(EntraError.UNSUPPORTED_GRANT, "'" + grantType + "'");
    };
  }

  static String required(Map<String, String> form, String name) throws EntraRefusal {
    String value = form.get(name);
    if (value == null || value.isEmpty()) {
      throw new EntraRefusal(EntraError.MISSING_PARAMETER, "'" + name + "'");
    }
    return value;
  }

  /** The app that asks, once it has shown that it is that app. */
  private App app(Call call, Map<String, String> form) throws EntraRefusal {
    String clientId = required(form, "client_id");
    App app =
        apps.find(clientId).orElseThrow(() -> new EntraRefusal(EntraError.UNKNOWN_APP, clientId));
    credential.check(call, form, app);
    return app;
  }

  private ObjectNode forItself(Map<String, String> form, App app) throws EntraRefusal {
    String audience = audience(required(form, "scope"));
    boolean isGraph = audience.equals(resources.graph());
    Set<String> roles = isGraph ? app.roles() : apps.powerBiRoles(app.clientId());
    Tokens.Issued issued = tokens.issue(app, audience, roles);
    ObjectNode body = Json.object();
    body.put("token_type", "Bearer");
    body.put("expires_in", issued.lifetime().toSeconds());
    body.put("ext_expires_in", issued.lifetime().toSeconds());
    body.put("access_token", issued.token());
    return body;
  }

  /** Of the resource asked for; libraries add the OpenID scopes, which mean nothing to an app. */
  private String audience(String scope) throws EntraRefusal {
    List<String> asked =
        Arrays.stream(scope.split(" +")).filter(it -> !OPENID_SCOPES.contains(it)).toList();
    if (asked.size() != 1 || !asked.get(0).endsWith(DEFAULT)) {
      throw new EntraRefusal(EntraError.WRONG_SCOPE, scope);
    }
    String named = asked.get(0);
    return resources.audience(named.substring(0, named.length() - DEFAULT.length()));
  }
}
