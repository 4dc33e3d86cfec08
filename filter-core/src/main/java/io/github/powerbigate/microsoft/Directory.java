package io.github.powerbigate.microsoft;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.UserId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Finds the directory objects that a name leads to (<a
 * href="https://learn.microsoft.com/graph/api/user-get">get</a>, <a
 * href="https://learn.microsoft.com/graph/api/user-list">list</a>), and remembers what it found: a
 * name without an object may get one any moment. Thread-safe.
 *
 * <p>Never sends {@code ConsistencyLevel: eventual}: those questions are answered from an index
 * that lags behind.
 */
final class Directory {

  /** More people than this with one mail address are a mistake in the directory, or in ours. */
  private static final int MOST_NAMESAKES = 5;

  private final AsApp graph;
  private final Answers answers;
  private final Memory<List<Person>> memory;

  Directory(AsApp graph, Answers answers, Memory<List<Person>> memory) {
    this.graph = graph;
    this.answers = answers;
    this.memory = memory;
  }

  /**
   * Whom the look-up found.
   *
   * @param people at least one, none disabled
   * @param remembered whether this may have changed since
   */
  record Found(List<Person> people, boolean remembered) {}

  /**
   * Looks up, unless remembered.
   *
   * @return completes with whom it found; fails with {@link Ended} if nobody, or only accounts that
   *     are disabled
   */
  CompletableFuture<Found> find(UserId user, Attempt attempt) {
    List<Person> remembered = memory.recall(user.value());
    if (remembered != null) {
      return CompletableFuture.completedFuture(new Found(remembered, true));
    }
    return lookUp(user, attempt).thenApply(people -> found(user, people));
  }

  void forget(UserId user) {
    memory.forget(user.value());
  }

  private Found found(UserId user, List<Person> people) {
    if (people.isEmpty()) {
      throw new Ended(new Finding.NotYet(Cause.NOT_IN_DIRECTORY, false));
    }
    List<Person> enabled = people.stream().filter(Person::enabled).toList();
    if (enabled.isEmpty()) {
      throw new Ended(new Finding.Blocked(Cause.ACCOUNT_DISABLED));
    }
    memory.remember(user.value(), enabled);
    return new Found(enabled, false);
  }

  private CompletableFuture<List<Person>> lookUp(UserId user, Attempt attempt) {
    String name = user.value();
    return switch (user.form()) {
      case OBJECT_ID, UPN -> byKey(name, attempt);
      case MAIL -> byMails(name, attempt);
      case AUTO ->
          byKey(name, attempt)
              .thenCompose(
                  people ->
                      people.isEmpty()
                          ? byMails(name, attempt)
                          : CompletableFuture.completedFuture(people));
    };
  }

  private CompletableFuture<List<Person>> byKey(String key, Attempt attempt) {
    return graph
        .get(Asked.USER, "/users" + segment(key) + "?$select=" + Person.SELECT, attempt)
        .thenApply(answer -> answer.map(user -> List.of(person(user))).orElse(List.of()));
  }

  /** The other mails count only if nobody has this as mail: people may set them themselves. */
  private CompletableFuture<List<Person>> byMails(String mail, Attempt attempt) {
    String quoted = "'" + mail.replace("'", "''") + "'";
    return byFilter("mail eq " + quoted, attempt)
        .thenCompose(
            people ->
                people.isEmpty()
                    ? byFilter("otherMails/any(x:x eq " + quoted + ")", attempt)
                    : CompletableFuture.completedFuture(people));
  }

  private CompletableFuture<List<Person>> byFilter(String filter, Attempt attempt) {
    String question =
        "/users?$filter="
            + encoded(filter)
            + "&$top="
            + (MOST_NAMESAKES + 1)
            + "&$select="
            + Person.SELECT;
    return graph
        .get(Asked.USER, question, attempt)
        .thenApply(answer -> answer.map(this::people).orElse(List.of()));
  }

  private List<Person> people(Json answer) {
    try {
      List<Person> people = answer.objects("value").stream().map(Person::of).toList();
      if (people.size() > MOST_NAMESAKES) {
        throw new NoAnswer("ambiguous-name");
      }
      return people;
    } catch (NoAnswer e) {
      throw new Ended(answers.findingOf(Asked.USER, e));
    }
  }

  private Person person(Json user) {
    try {
      return Person.of(user);
    } catch (NoAnswer e) {
      throw new Ended(answers.findingOf(Asked.USER, e));
    }
  }

  /** A key that begins with a dollar sign would be taken for an operation of OData's. */
  private static String segment(String key) {
    return key.startsWith("$")
        ? "('$" + encoded(key.substring(1).replace("'", "''")) + "')"
        : "/" + encoded(key);
  }

  /** Percent-encodes all but letters, digits and {@code - . _ *}; a guest's {@code #} above all. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }
}
