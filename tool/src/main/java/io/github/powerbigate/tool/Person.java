package io.github.powerbigate.tool;

import static io.github.powerbigate.tool.Answered.now;

import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.microsoft.Examiner;
import io.github.powerbigate.microsoft.Examiner.Api;
import io.github.powerbigate.microsoft.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One person of the directory.
 *
 * @param id the object id
 * @param names every name that a list may have the person by, in lower case: object id, user
 *     principal name, mail
 */
record Person(String id, Set<String> names) {

  /** The name leads to nobody, or to several. */
  static final class NotOne extends Exception {
    private static final long serialVersionUID = 1L;

    NotOne(String message) {
      super(message);
    }
  }

  Person {
    names = Set.copyOf(names);
  }

  /** Somebody of whom only the object id is known. */
  static Person onlyId(String id) {
    return new Person(id, Set.of(id));
  }

  /** Looks the one person up whom the name leads to. */
  static Person found(Examiner examiner, UserId user)
      throws InterruptedException, Unanswered, NotOne {
    List<Json> found;
    try {
      found = People.find(examiner, user).found();
    } catch (People.CannotAsk e) {
      throw Unanswered.of(e.trouble(), null);
    }
    if (found.size() > 1) {
      throw new NotOne("The name fits more than one person. Give the object id instead.");
    }
    String id = found.isEmpty() ? null : found.get(0).text("id");
    String known = id == null ? null : UserId.Form.OBJECT_ID.canonical(id);
    if (known == null) {
      throw new NotOne(
          "Entra ID does not find anybody by that name. Whoever was invited a moment ago is found"
              + " soon.");
    }
    return withNames(examiner, known);
  }

  private static Person withNames(Examiner examiner, String id)
      throws InterruptedException, Unanswered {
    Json json =
        Unanswered.object(
            now(examiner.get(Api.GRAPH, "/users/" + id + "?$select=id,userPrincipalName,mail")));
    Set<String> names = new LinkedHashSet<>();
    names.add(id);
    for (String name : List.of("userPrincipalName", "mail")) {
      String text = json.text(name);
      if (text != null && !text.isBlank()) {
        names.add(text.toLowerCase(Locale.ROOT));
      }
    }
    return new Person(id, names);
  }

  /** Shows nobody. */
  @Override
  public String toString() {
    return "Person";
  }
}
