package io.github.powerbigate.microsoft;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.concurrent.CompletableFuture;

/** Asks the Power BI REST API in a user's name. Thread-safe. */
final class PowerBi {

  /** Where its addresses begin. */
  static final String PATH = "/v1.0/myorg";

  private final URI root;
  private final Http http;

  PowerBi(URI origin, Http http) {
    this.root = URI.create(origin + PATH);
    this.http = http;
  }

  /**
   * Asks for a workspace, as the user sees it: <a
   * href="https://learn.microsoft.com/rest/api/power-bi/groups/get-group">get group</a>.
   *
   * @param token the user's
   * @return completes with the answer, or fails with {@link Ended}
   */
  CompletableFuture<Reply> workspace(String id, String token, Attempt attempt) {
    HttpRequest question = request("/groups/" + id, token).GET().build();
    return attempt.step(Asked.WORKSPACE, () -> http.send(question));
  }

  /**
   * Makes Power BI look anew at what the user may see: <a
   * href="https://learn.microsoft.com/rest/api/power-bi/users/refresh-user-permissions">refresh
   * user permissions</a>; otherwise as {@link #workspace}.
   */
  CompletableFuture<Reply> refresh(String token, Attempt attempt) {
    HttpRequest call =
        request("/RefreshUserPermissions", token).POST(HttpRequest.BodyPublishers.noBody()).build();
    return attempt.step(Asked.REFRESH, () -> http.send(call));
  }

  private HttpRequest.Builder request(String path, String token) {
    return HttpRequest.newBuilder(URI.create(root + path))
        .header("Accept", "application/json")
        .header("Authorization", "Bearer " + token);
  }
}
