package io.github.powerbigate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.powerbigate.simulator.Simulator;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import javax.net.ssl.SSLContext;

/** Graph, as an app registration of the portal's own may call it. Thread-safe. */
final class GraphClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final HttpClient http;
  private final URI graph;
  private final URI tokenEndpoint;
  private final String grant;

  /**
   * A client that knows itself by a secret.
   *
   * @param entra the origin of Entra ID
   * @param graph the origin of Graph
   * @param tls whom it trusts
   */
  GraphClient(
      URI entra, String tenantId, URI graph, String clientId, String secret, SSLContext tls) {
    this.graph = graph;
    tokenEndpoint = entra.resolve("/" + tenantId + "/oauth2/v2.0/token");
    grant =
        "grant_type=client_credentials&client_id=%s&client_secret=%s&scope=%s"
            .formatted(encode(clientId), encode(secret), encode(graph + "/.default"));
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LONGEST)
            .sslContext(tls)
            .build();
  }

  /** A new app in the simulator, allowed what {@link Provisioning} needs. */
  static GraphClient registeredWith(Simulator simulator) {
    String clientId = UUID.randomUUID().toString();
    String secret = UUID.randomUUID().toString();
    simulator.world().apps().add(clientId, secret, "User.Invite.All", "GroupMember.ReadWrite.All");
    return new GraphClient(
        simulator.entraUrl(),
        simulator.tenantId(),
        simulator.graphUrl(),
        clientId,
        secret,
        TrustedBy.file(simulator.trustStore(), simulator.trustStorePassword()));
  }

  /** What Graph answered. */
  record Answer(int status, JsonNode body) {
    /** That it was not what was hoped for; the words are Graph's. */
    IOException failure(String what) {
      return new IOException(what + ": " + status + " " + words());
    }

    String words() {
      return body.at("/error/message").asText();
    }
  }

  /** Posts JSON, with a token drawn for this call: a portal that is busier keeps it. */
  Answer post(String path, JsonNode body) throws IOException {
    Answer token =
        send(
            HttpRequest.newBuilder(tokenEndpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(grant)));
    if (token.status() != 200) {
      throw new IOException("no token: " + token.body().path("error_description").asText());
    }
    return send(
        HttpRequest.newBuilder(graph.resolve("/v1.0" + path))
            .header("Authorization", "Bearer " + token.body().path("access_token").asText())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  /** The address of an object, as one names it to Graph. */
  String objectUrl(String id) {
    return graph.resolve("/v1.0/directoryObjects/" + id).toString();
  }

  private Answer send(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<String> reply =
          http.send(request.timeout(LONGEST).build(), BodyHandlers.ofString());
      return new Answer(reply.statusCode(), JSON.readTree(reply.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while asking Microsoft");
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
