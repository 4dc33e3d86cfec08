package io.github.powerbigate.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Asks a simulator as a stranger would: over TLS, trusting only its written trust store. */
final class Client {
  static final String APP = "a1a1a1a1-0000-4000-8000-000000000001";
  static final String SECRET = "right-secret";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Simulator simulator;
  private final HttpClient http;

  Client(Simulator simulator) {
    this(simulator, HttpClient.Version.HTTP_1_1);
  }

  Client(Simulator simulator, HttpClient.Version version) {
    this.simulator = simulator;
    this.http =
        HttpClient.newBuilder()
            .version(version)
            .connectTimeout(Duration.ofSeconds(10))
            .sslContext(trusting(simulator))
            .build();
  }

  /** An answer with its body read as JSON, if it is. */
  record Answer(int status, JsonNode json, String text, HttpResponse<String> raw) {
    String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }
  }

  static SSLContext trusting(Simulator simulator) {
    return trusting(simulator.trustStore(), simulator.trustStorePassword());
  }

  static SSLContext trusting(Path trustStore, String password) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(trustStore)) {
        store.load(in, password.toCharArray());
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  Map<String, String> secretGrant() {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    form.put("client_id", APP);
    form.put("client_secret", SECRET);
    form.put("scope", simulator.graphUrl() + "/.default");
    return form;
  }

  URI tokenEndpoint() {
    return simulator.entraUrl().resolve("/" + simulator.tenantId() + "/oauth2/v2.0/token");
  }

  Answer token(Map<String, String> form) {
    return token(tokenEndpoint(), form);
  }

  Answer token(URI endpoint, Map<String, String> form) {
    return post(endpoint, form);
  }

  Answer post(URI address, Map<String, String> form, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(encode(form)));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  static String encode(Map<String, String> form) {
    return form.entrySet().stream()
        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  String graphToken() {
    return token(secretGrant()).json().path("access_token").asText();
  }

  Answer graph(String token, String path) {
    return send(
        HttpRequest.newBuilder(URI.create(simulator.graphUrl() + path))
            .header("Authorization", "Bearer " + token));
  }

  Answer postToGraph(String token, String path, String json) {
    return send(
        HttpRequest.newBuilder(URI.create(simulator.graphUrl() + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  Answer deleteFromGraph(String token, String path) {
    return send(
        HttpRequest.newBuilder(URI.create(simulator.graphUrl() + path))
            .header("Authorization", "Bearer " + token)
            .DELETE());
  }

  String powerBiToken() {
    Map<String, String> form = secretGrant();
    form.put("scope", simulator.powerBiScope());
    return token(form).json().path("access_token").asText();
  }

  /** Without a body where the text is empty. */
  Answer powerBi(String token, String method, String path, String json) {
    return send(
        HttpRequest.newBuilder(URI.create(simulator.powerBiApiUrl() + "/v1.0/myorg" + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(json)));
  }

  Answer get(URI address, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  Answer send(HttpRequest.Builder request) {
    try {
      return sendOrFail(request);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  Answer sendOrFail(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<String> raw =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Answer(raw.statusCode(), json(raw.body()), raw.body(), raw);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  CompletableFuture<HttpResponse<String>> sendLater(HttpRequest.Builder request) {
    return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static JsonNode json(String body) {
    try {
      return MAPPER.readTree(body);
    } catch (IOException notJson) {
      return MAPPER.missingNode();
    }
  }
}
