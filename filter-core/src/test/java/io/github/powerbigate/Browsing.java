package io.github.powerbigate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Requests as a browser, a page or a script makes them, over real sockets. */
final class Browsing {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(30))
          .build();

  private Browsing() {}

  static HttpRequest.Builder request(URI address, String user) {
    return HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(60)).header("X-User", user);
  }

  static HttpRequest.Builder navigation(URI address, String user) {
    return request(address, user)
        .header("Accept", "text/html,*/*;q=0.8")
        .header("Sec-Fetch-Mode", "navigate")
        .header("Sec-Fetch-Site", "same-origin")
        .header("Sec-Fetch-Dest", "document");
  }

  static HttpRequest.Builder poll(URI address, String user) {
    return request(URI.create(address + "?powerbi-gate=status"), user)
        .header("Accept", "application/json")
        .header("X-PowerBI-Gate-Poll", "1");
  }

  static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }
}
