package io.github.powerbigate.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.powerbigate.simulator.Simulator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;

/** Graph, as an app registration of the portal's own may call it. Thread-safe. */
final class GraphClient {
  // The usual pool is a thread-local: the threads are the container's, and outlive the portal.
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder().recyclerPool(JsonRecyclerPools.newConcurrentDequePool()).build());
  private static final int LONGEST_MILLIS = 10_000;

  private final SSLContext tls;
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
    this.tls = tls;
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
    HttpsURLConnection entra = open(tokenEndpoint, "application/x-www-form-urlencoded");
    Answer token = send(entra, grant.getBytes(StandardCharsets.UTF_8));
    if (token.status() != 200) {
      throw new IOException("no token: " + token.body().path("error_description").asText());
    }
    HttpsURLConnection call = open(graph.resolve("/v1.0" + path), "application/json");
    call.setRequestProperty(
        "Authorization", "Bearer " + token.body().path("access_token").asText());
    return send(call, JSON.writeValueAsBytes(body));
  }

  /** The address of an object, as one names it to Graph. */
  String objectUrl(String id) {
    return graph.resolve("/v1.0/directoryObjects/" + id).toString();
  }

  /** The old client of the JDK: it has no threads that would have to be ended with the portal. */
  private HttpsURLConnection open(URI to, String contentType) throws IOException {
    HttpsURLConnection connection = (HttpsURLConnection) to.toURL().openConnection();
    connection.setSSLSocketFactory(tls.getSocketFactory());
    connection.setConnectTimeout(LONGEST_MILLIS);
    connection.setReadTimeout(LONGEST_MILLIS);
    connection.setInstanceFollowRedirects(false);
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", contentType);
    connection.setRequestProperty("Connection", "close");
    return connection;
  }

  private static Answer send(HttpsURLConnection connection, byte[] body) throws IOException {
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body);
    }
    int status = connection.getResponseCode();
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return new Answer(status, in == null ? JSON.missingNode() : JSON.readTree(in));
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
