package io.github.powerbigate;

import io.github.powerbigate.membership.AccessGate;
import io.github.powerbigate.membership.Verdict;
import io.github.powerbigate.page.Languages;
import io.github.powerbigate.page.PageLinks;
import io.github.powerbigate.settings.GateSettings;
import io.github.powerbigate.settings.GateSettings.Stand.BeforeRequest;
import io.github.powerbigate.ticket.Tickets;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What somebody is answered who waits or is refused. Thread-safe. */
final class Holding {

  private static final Duration LIFE_OF_A_PROOF = Duration.ofMinutes(10);

  private final GateSettings settings;
  private final AccessGate gate;
  private final GateAnswers answers;
  private final Languages languages;
  private final Tickets tickets;
  private final RequestJournal journal;
  private final PostedForms forms;
  private final InstantSource clock;

  Holding(
      GateSettings settings,
      AccessGate gate,
      GateAnswers answers,
      Languages languages,
      Tickets tickets,
      RequestJournal journal,
      InstantSource clock) {
    this.settings = settings;
    this.gate = gate;
    this.answers = answers;
    this.languages = languages;
    this.tickets = tickets;
    this.journal = journal;
    this.forms = new PostedForms(settings.answers().keepPost());
    this.clock = clock;
  }

  /**
   * Answers a request that has to wait.
   *
   * @param page whether with the page, rather than JSON
   * @param key the user's canonical name
   */
  Answer hold(
      HttpServletRequest request, boolean page, Verdict verdict, String key, PageLinks links) {
    return hold(request, page, verdict, key, links, null);
  }

  /**
   * Answers a form that has to wait, with a page that carries it or says that it does not. From
   * here on the request is ours alone, whatever fails: the application would find an empty body.
   */
  Answer holdForm(HttpServletRequest request, Verdict verdict, String key, String rest) {
    try {
      return hold(request, true, verdict, key, PageLinks.at(rest, forms.of(request)));
    } catch (RuntimeException | LinkageError e) {
      journal.faultAfterTheBody(e);
      return answers.fault();
    }
  }

  /** The same, in a language that was chosen just now, if we speak it. */
  Answer hold(
      HttpServletRequest request,
      boolean page,
      Verdict verdict,
      String key,
      PageLinks links,
      @Nullable String chosen) {
    Standing standing = standing(verdict);
    String language = language(request, chosen);
    Answer answer =
        page
            ? answers.page(
                standing, language, links, openQuery(request, links.rest(), standing, key))
            : answers.pending(standing, language, links);
    return remembering(request, chosen, answer);
  }

  /**
   * Answers a request of which it cannot be told whose it is: nothing is known yet, so there is no
   * wait, and no way past that would have to be bound to somebody.
   */
  Answer holdUntold(HttpServletRequest request, boolean page, PageLinks links) {
    return hold(request, page, Standing.unknown(clock.instant()), "", links);
  }

  /** The answer, by which the browser remembers the language that was chosen, if we speak it. */
  Answer remembering(HttpServletRequest request, @Nullable String chosen, Answer answer) {
    if (!languages.knows(chosen)) {
      return answer;
    }
    String secure = request.isSecure() ? "; Secure" : "";
    return answer.cookie(
        Caller.LANGUAGE_COOKIE + "=" + chosen + "; Path=/; HttpOnly; SameSite=Lax" + secure);
  }

  /** How the user stands now; a wait that may never end is told to the operator. */
  Standing standing(Verdict verdict) {
    Standing standing =
        Standing.of(verdict, gate.rules(), settings.answers().openAnyway(), clock.instant());
    if (standing.isLongAndInVain()
        && settings.stand() instanceof BeforeRequest
        && !gate.hasAWaitEndedWell()) {
      journal.perhapsTheWrongWay();
    }
    return standing;
  }

  /** The language to answer in. */
  String language(HttpServletRequest request) {
    return language(request, null);
  }

  private String language(HttpServletRequest request, @Nullable String chosen) {
    return languages.choose(
        chosen, Caller.languageCookie(request), request.getHeader("Accept-Language"));
  }

  /** The query of the way past, where it is offered. */
  @Nullable String openQuery(
      HttpServletRequest request, String rest, Standing standing, String key) {
    if (!standing.offersWayPast()) {
      return null;
    }
    String open = GateQuery.joined(rest, GateQuery.NAME, "open");
    // A browser that says where its requests come from needs no proof.
    return Caller.tellsItsSite(request)
        ? open
        : GateQuery.joined(
            open, GateQuery.PROOF, tickets.seal(Tickets.Purpose.OPEN, key, "", LIFE_OF_A_PROOF));
  }

  /** Whether the request comes by the link that the page offers. */
  boolean isOwnLink(HttpServletRequest request, GateQuery query, String key) {
    if (Caller.tellsItsSite(request)) {
      return Caller.isOwnLinkFollowed(request);
    }
    String proof = query.proof();
    return proof != null && tickets.open(Tickets.Purpose.OPEN, proof, key) != null;
  }

  /** The answer to a prefetch: no wait begins, and nobody is asked. */
  Answer tooEarly() {
    return answers.problem(
        409, "prefetch", "Not before somebody comes", "This address cannot be fetched ahead.");
  }
}
