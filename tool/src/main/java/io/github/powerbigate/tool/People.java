package io.github.powerbigate.tool;

import static io.github.powerbigate.tool.Answered.now;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Trouble;
import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.microsoft.Examiner;
import io.github.powerbigate.microsoft.Examiner.Api;
import io.github.powerbigate.microsoft.Examiner.Examined;
import io.github.powerbigate.microsoft.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Whom a name leads to, asked for as the gate does.
 *
 * @param found the directory objects
 * @param by what they were found by
 */
record People(List<Json> found, String by) {

  /** Graph did not answer the question. */
  static final class CannotAsk extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Trouble trouble;

    CannotAsk(Trouble trouble) {
      super(trouble.code());
      this.trouble = trouble;
    }

    Trouble trouble() {
      return trouble;
    }
  }

  private static final Trouble UNEXPECTED =
      new Trouble(
          Cause.UNAVAILABLE,
          "Microsoft's answer lacks what was asked for. Find out who answers in its place.",
          "unexpected-json",
          null);

  private static final String SELECT =
      "$select=id,accountEnabled,externalUserState,userType,userPrincipalName,mail";

  static People find(Examiner examiner, UserId user) throws InterruptedException, CannotAsk {
    String name = user.value();
    People people = new People(List.of(), "name");
    if (user.form() != UserId.Form.MAIL) {
      String by = user.form() == UserId.Form.OBJECT_ID ? "object id" : "user principal name";
      people = new People(one(examiner, name), by);
    }
    boolean byMail = user.form() == UserId.Form.MAIL || user.form() == UserId.Form.AUTO;
    String quoted = "'" + name.replace("'", "''") + "'";
    if (people.found.isEmpty() && byMail) {
      people = new People(some(examiner, "mail eq " + quoted), "mail");
    }
    if (people.found.isEmpty() && byMail) {
      people = new People(some(examiner, "otherMails/any(x:x eq " + quoted + ")"), "other mails");
    }
    return people;
  }

  private static List<Json> one(Examiner examiner, String key)
      throws InterruptedException, CannotAsk {
    // A key that begins with a dollar sign would be taken for an operation of OData's.
    String segment =
        key.startsWith("$")
            ? "('$" + encoded(key.substring(1).replace("'", "''")) + "')"
            : "/" + encoded(key);
    Examined answer = now(examiner.get(Api.GRAPH, "/users" + segment + "?" + SELECT));
    if (answer.status() == 404 || answer.status() == 202) {
      return List.of();
    }
    return sound(List.of(json(answer)));
  }

  private static List<Json> some(Examiner examiner, String filter)
      throws InterruptedException, CannotAsk {
    String question = "/users?$filter=" + encoded(filter) + "&$top=6&" + SELECT;
    return sound(json(now(examiner.get(Api.GRAPH, question))).rows("value"));
  }

  /** What a proxy answers in Graph's place is nobody. */
  private static List<Json> sound(List<Json> people) throws CannotAsk {
    for (Json person : people) {
      if (!LinkCheck.isGuid(String.valueOf(person.text("id")))) {
        throw new CannotAsk(UNEXPECTED);
      }
    }
    return people;
  }

  private static Json json(Examined answer) throws CannotAsk {
    if (answer.trouble() != null) {
      throw new CannotAsk(answer.trouble());
    }
    if (answer.json() == null) {
      throw new CannotAsk(UNEXPECTED);
    }
    return answer.json();
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }

  /** Shows nobody. */
  @Override
  public String toString() {
    return "People";
  }
}
