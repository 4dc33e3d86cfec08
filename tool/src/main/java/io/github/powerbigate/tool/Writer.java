package io.github.powerbigate.tool;

import io.github.powerbigate.microsoft.MicrosoftSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives and takes away roles in a workspace: the one class of all that changes something at
 * Microsoft. Part of the command-line tool, never of a filter, with a token of its own.
 */
final class Writer {

  /**
   * What was answered.
   *
   * @param status the HTTP status
   * @param code the first code in the answer, or {@code http-…}
   * @param aboutTheUser whether it complains of the user's name
   * @param requestId under which Microsoft knows the call, or empty
   * @param retryAfter how long Power BI asks to be left alone, or null
   */
  record Answer(
      int status,
      String code,
      boolean aboutTheUser,
      String requestId,
      @Nullable Duration retryAfter) {

    boolean isSuccess() {
      return status == 200 || status == 204;
    }
  }

  /** Wherever it stands: Power BI has four forms of it. Its words are never looked at. */
  private static final Pattern CODE =
      Pattern.compile("\"code\"\\s*:\\s*\"([A-Za-z0-9_.-]{1,100})\"");

  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_.-]{1,100}");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,6}(\\.\\d{1,9})?");

  private final Wire wire;
  private final String token;
  private final URI users;

  private Writer(Wire wire, String token, URI users) {
    this.wire = wire;
    this.token = token;
    this.users = users;
  }

  /**
   * Signs in.
   *
   * @throws Refused if Entra ID gives no token
   */
  static Writer of(MicrosoftSettings settings, String workspace)
      throws InterruptedException, Refused {
    Wire wire = new Wire(settings);
    URI users =
        URI.create(settings.cloud().powerBiApi() + "/v1.0/myorg/groups/" + workspace + "/users");
    return new Writer(wire, SignIn.token(settings, wire), users);
  }

  /** Gives a user a role, by object id. */
  Answer add(String objectId, Role role) throws InterruptedException, Refused {
    String body =
        "{\"identifier\":"
            + Shown.json(objectId)
            + ",\"principalType\":\"User\",\"groupUserAccessRight\":"
            + Shown.json(role.written())
            + "}";
    return send(
        request(users)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  /**
   * Takes a user's own role away.
   *
   * @param name as the list of the workspace has it
   */
  Answer remove(String name) throws InterruptedException, Refused {
    return send(request(URI.create(users + "/" + People.encoded(name))).DELETE().build());
  }

  private HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri)
        .header("Accept", "application/json")
        .header("Authorization", "Bearer " + token);
  }

  private Answer send(HttpRequest request) throws InterruptedException, Refused {
    try {
      Wire.Reply reply = wire.send(request);
      Matcher code = CODE.matcher(reply.body());
      String first =
          reply
              .header("X-PowerBI-Error-Info")
              .filter(text -> HARMLESS.matcher(text).matches())
              .or(() -> code.find() ? Optional.of(code.group(1)) : Optional.empty())
              .orElse("http-" + reply.status());
      return new Answer(
          reply.status(),
          first,
          reply.body().contains("UserEmailAddress"),
          reply.header("RequestId").filter(id -> HARMLESS.matcher(id).matches()).orElse(""),
          reply
              .header("Retry-After")
              .filter(text -> SECONDS.matcher(text).matches())
              .map(text -> Duration.ofMillis(new BigDecimal(text).movePointRight(3).longValue()))
              .orElse(null));
    } catch (IOException e) {
      // Not its words, which may name an address with an identifier in it.
      throw new Refused(
          "Power BI did not answer in time, or the connection broke. Whether anything was changed is"
              + " not known: look by who.");
    }
  }

  @Override
  public String toString() {
    return "Writer";
  }
}
