package io.github.powerbigate.tool;

import static io.github.powerbigate.tool.Answered.now;

import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.microsoft.Examiner;
import io.github.powerbigate.microsoft.Examiner.Api;
import io.github.powerbigate.microsoft.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One person of the directory.
 *
 * @param id the object id
 * @param names what is this person's alone, in lower case: object id and user principal name
 * @param mail in lower case, or null; others may have the same
 */
record Person(String id, Set<String> names, @Nullable String mail) {

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
    return new Person(id, Set.of(id), null);
  }

  /** Whether more than the object id is known. */
  boolean isLookedUp() {
    return names.size() > 1;
  }

  /**
   * The row that gives this person a role of their own. A row that has no more than the person's
   * mail is another's if Entra ID says that the mail is another's user principal name.
   */
  Optional<Roles.Row> ownRow(Examiner examiner, Roles roles)
      throws InterruptedException, Unanswered {
    Optional<Roles.Row> certain =
        roles.rows().stream()
            .filter(row -> names.stream().anyMatch(row::isIdentifiedBy))
            .findFirst();
    Optional<Roles.Row> byMail =
        roles.rows().stream().filter(row -> mail != null && row.isIdentifiedBy(mail)).findFirst();
    if (certain.isPresent() || byMail.isEmpty() || isOfAnother(examiner, byMail.get())) {
      return certain;
    }
    return byMail;
  }

  private boolean isOfAnother(Examiner examiner, Roles.Row row)
      throws InterruptedException, Unanswered {
    String name = UserId.Form.UPN.canonical(row.identifier());
    try {
      return name != null && !found(examiner, new UserId(UserId.Form.UPN, name)).id().equals(id);
    } catch (NotOne e) {
      return false;
    }
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
    String mail = lowerCase(json.text("mail"));
    String principalName = lowerCase(json.text("userPrincipalName"));
    Set<String> names = principalName == null ? Set.of(id) : Set.of(id, principalName);
    return new Person(id, names, mail);
  }

  private static @Nullable String lowerCase(@Nullable String name) {
    return name == null || name.isBlank() ? null : name.toLowerCase(Locale.ROOT);
  }

  /** Shows nobody. */
  @Override
  public String toString() {
    return "Person";
  }
}
