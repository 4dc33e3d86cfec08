package io.github.powerbigate.microsoft;

import com.microsoft.aad.msal4j.HttpMethod;
import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import io.github.powerbigate.membership.Finding;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP of one request for a token: sends for msal4j, and judges the answer in its place. msal4j
 * gets to see nothing but a sound token: what it makes of other answers depends on their oddities
 * (a {@code NullPointerException}, an exception without a status, a success without a token), and
 * it logs their words, which may hold people's names.
 */
final class TokenCall implements IHttpClient {

  /** The JDK's client sets these itself, and refuses them. */
  private static final Set<String> NOT_OURS =
      Set.of("connection", "content-length", "expect", "host", "upgrade");

  private static final Pattern REFRESH_SCOPE =
      Pattern.compile("(?:\\+|%20)offline_access\\b|\\boffline_access(?:\\+|%20)");

  private final Asked asked;
  private final URI origin;
  private final Http http;
  private final Answers answers;
  private final Attempt attempt;
  private volatile @Nullable Ended refusal;
  private volatile @Nullable Long lifeInSeconds;
  private volatile @Nullable String idToken;

  /**
   * @param asked what the token is for
   */
  TokenCall(Asked asked, URI origin, Http http, Answers answers, Attempt attempt) {
    this.asked = asked;
    this.origin = origin;
    this.http = http;
    this.answers = answers;
    this.attempt = attempt;
  }

  /** Why there is no token, as far as the answer says; null if it does not. */
  @Nullable Ended refusal() {
    return refusal;
  }

  /** How long the token lives; null if there is none. */
  @Nullable Long lifeInSeconds() {
    return lifeInSeconds;
  }

  /** Who has signed in, in a token that nobody has looked at; null if there is none. */
  @Nullable String idToken() {
    return idToken;
  }

  @Override
  public IHttpResponse send(com.microsoft.aad.msal4j.HttpRequest request) throws IOException {
    try {
      Reply reply = attempt.step(asked, () -> http.send(translated(request))).join();
      if (!reply.isSuccess()) {
        throw new Ended(answers.reply(asked, reply));
      }
      Json json = Json.parse(reply.body());
      lifeInSeconds = judged(json);
      idToken = json.text("id_token");
      HttpResponse response = new HttpResponse();
      response.statusCode(reply.status());
      String id = headers(request).get("client-request-id");
      // msal4j logs at INFO if its own id does not come back, and Entra need not send it back.
      response.addHeaders(id == null ? Map.of() : Map.of("client-request-id", List.of(id)));
      response.body(new String(reply.body(), StandardCharsets.UTF_8));
      return response;
    } catch (RuntimeException e) {
      Finding finding = answers.findingOf(asked, Ended.unwrapped(e));
      refusal = new Ended(finding);
      throw new IOException("the gate has judged this answer itself");
    }
  }

  private static long judged(Json json) {
    Token.sound(json.text("access_token"));
    String life = json.text("expires_in");
    if (life == null || !life.matches("[0-9]{1,9}")) {
      throw new NoAnswer(NoAnswer.UNEXPECTED_JSON);
    }
    return Long.parseLong(life);
  }

  private HttpRequest translated(com.microsoft.aad.msal4j.HttpRequest request) {
    URI uri = uri(request);
    if (!uri.getRawAuthority().equals(origin.getRawAuthority())) {
      // Nothing that msal4j has in mind of itself gets our credential.
      throw new NoAnswer("unexpected");
    }
    HttpRequest.Builder builder = HttpRequest.newBuilder(uri);
    headers(request)
        .forEach(
            (name, value) -> {
              if (!NOT_OURS.contains(name.toLowerCase(Locale.ROOT))) {
                builder.setHeader(name, value);
              }
            });
    String body = request.body() == null ? "" : request.body();
    return request.httpMethod() == HttpMethod.POST
        ? builder.POST(HttpRequest.BodyPublishers.ofString(withoutRefresh(body))).build()
        : builder.GET().build();
  }

  /** msal4j asks for a refresh token, always, which would be the user's for months. */
  private static String withoutRefresh(String form) {
    return REFRESH_SCOPE.matcher(form).replaceAll("");
  }

  /** msal4j gives no map, and not an empty one, where it has no headers. */
  private static Map<String, String> headers(com.microsoft.aad.msal4j.HttpRequest request) {
    Map<String, String> headers = request.headers();
    return headers == null ? Map.of() : headers;
  }

  private static URI uri(com.microsoft.aad.msal4j.HttpRequest request) {
    try {
      return request.url().toURI();
    } catch (URISyntaxException e) {
      throw new NoAnswer("unexpected");
    }
  }
}
