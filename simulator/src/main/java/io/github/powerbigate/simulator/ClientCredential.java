package io.github.powerbigate.simulator;

import io.github.powerbigate.simulator.wire.Call;
import io.github.powerbigate.simulator.world.App;
import io.github.powerbigate.simulator.world.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Map;

/** That an app is who it says: by a secret, or by a certificate's key. Thread-safe. */
final class ClientCredential {
  private static final String ASSERTION_TYPE =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private final Replicas replicas;

  ClientCredential(Replicas replicas) {
    this.replicas = replicas;
  }

  void check(Call call, Map<String, String> form, App app) throws EntraRefusal {
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

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
