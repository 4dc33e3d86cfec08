package io.github.powerbigate.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What Entra ID publishes of itself, for those who check its tokens. Immutable. */
final class OpenIdDocuments {
  private final String base;
  private final String issuer;

  OpenIdDocuments(String entraOrigin, String tenantId, String issuer) {
    this.base = entraOrigin + "/" + tenantId;
    this.issuer = issuer;
  }

  /** The metadata (OpenID Connect Discovery 1.0). */
  ObjectNode configuration() {
    ObjectNode body = Json.object();
    body.put("issuer", issuer);
    body.put("authorization_endpoint", base + "/oauth2/v2.0/authorize");
    body.put("token_endpoint", base + "/oauth2/v2.0/token");
    body.put("jwks_uri", base + "/discovery/v2.0/keys");
    body.putArray("response_types_supported").add("code");
    body.putArray("response_modes_supported").add("query").add("form_post");
    body.putArray("subject_types_supported").add("pairwise");
    body.putArray("id_token_signing_alg_values_supported").add("RS256");
    body.putArray("scopes_supported")
        .add("openid")
        .add("profile")
        .add("email")
        .add("offline_access");
    return body;
  }

  ObjectNode keys() {
    return SigningKey.ours().published(issuer);
  }
}
