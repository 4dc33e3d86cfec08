package io.github.powerbigate.demo.portal;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** What somebody sees who is signed in: the report, with and without the gate. */
final class HomePage {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private static final String PICTURE =
      """
      <svg class="picture" viewBox="0 0 320 120" preserveAspectRatio="none" aria-hidden="true">
      <path class="area" d="M0 96C40 90 56 58 92 62s52 26 88 8 48-46 76-40 44 10 64-6V120H0Z"/>
      <path class="line" d="M0 96C40 90 56 58 92 62s52 26 88 8 48-46 76-40 44 10 64-6"/>
      </svg>
      """;

  private static final String RUNS =
      "The click sets you up with Microsoft, then sends you there. Runs of the portal's handler for"
          + " you: <strong id=\"runs\">%d</strong>.";

  private static final String NOT_HERE =
      "This demo adds nobody to a group of your tenant: do that yourself, then open Power BI.";

  private static final String OTHER_WAYS =
      """
      <section class="card" aria-labelledby="ways">
      <h2 id="ways">How other portals do it</h2>
      <form method="post" action="analytics" target="_blank">
      <button>Post a form<span class="unseen"> (opens in a new tab)</span></button>
      </form>
      <p id="by-script" hidden><button type="button">Open by script<span
      class="unseen"> (opens in a new tab)</span></button></p>
      <p id="went-wrong" role="alert"></p>
      <p><a href="report" target="_blank" rel="noopener">A plain link<span
      class="unseen"> (opens in a new tab)</span></a>, for who has been set up before.</p>
      </section>
      <script src="portal.js" defer></script>
      """;

  private HomePage() {}

  static void write(HttpServletResponse response, Tenant tenant, Visitor visitor, int runs)
      throws IOException {
    Optional<Person> person =
        tenant.people().stream().filter(it -> it.id().equals(visitor.personId())).findFirst();
    String content =
        """
        <h1>Hello, %s</h1>
        <p class="lead">You are signed in as <strong>%s</strong>%s</p>
        <div class="columns">
        <section class="card report" aria-labelledby="report">
        %s
        <div class="inner">
        <h2 id="report">Quality measures</h2>
        <p>Plans, members and ratings of this year, in Power BI.</p>
        <p class="acts"><a class="main" href="analytics" target="_blank" rel="noopener">Open Power BI<span
        class="unseen"> (opens in a new tab)</span>%s</a>
        <a href="analytics">Open it in this tab</a></p>
        <p class="note">%s</p>
        </div>
        </section>
        <div class="stack">
        %s
        %s
        <section class="card" aria-labelledby="without">
        <h2 id="without">The same visit without the gate</h2>
        <p>Goes straight to Power BI, as portals do today.</p>
        <p><a href="without-gate" target="_blank" rel="noopener">Go without the gate<span
        class="unseen"> (opens in a new tab)</span>%s</a></p>
        </section>
        </div>
        </div>
        """
            .formatted(
                Html.escape(firstName(visitor)),
                Html.escape(visitor.name()),
                person.map(HomePage::kind).orElse(""),
                PICTURE,
                arrow(),
                person.isPresent() ? RUNS.formatted(runs) : NOT_HERE,
                person.map(it -> story(it, tenant.settledAt(visitor))).orElse(""),
                OTHER_WAYS,
                arrow());
    Html.write(response, HttpServletResponse.SC_OK, "Home", corner(visitor), content);
  }

  private static String story(Person person, Optional<Instant> settledAt) {
    String moment =
        settledAt
            .map(
                at ->
                    "<p class=\"moment\">By <time datetime=\"%s\">%s</time> all of Microsoft knows.</p>"
                        .formatted(at, CLOCK.format(at.atZone(ZoneId.systemDefault()))))
            .orElse("");
    return """
        <section class="card" aria-labelledby="expect">
        <h2 id="expect">What to expect</h2>
        <p>%s</p>
        %s
        <form method="post" action="start-over">
        <button>Start over<span class="unseen"> as %s</span></button>
        </form>
        </section>
        """
        .formatted(Html.escape(person.expectation()), moment, Html.escape(person.fullName()));
  }

  private static String kind(Person person) {
    return " <span class=\"pill\">%s</span>".formatted(Html.escape(person.kind()));
  }

  private static String corner(Visitor visitor) {
    return """
        <form class="corner" method="post" action="sign-out">
        <span class="face" aria-hidden="true">%s</span>
        <span class="wide">%s</span>
        <button>Sign out</button>
        </form>
        """
        .formatted(Html.escape(Html.initials(visitor.fullName())), Html.escape(visitor.fullName()));
  }

  private static String arrow() {
    return """
        <svg class="arrow" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path
        d="M6 3H3v10h10v-3M9 3h4v4M13 3 7 9"/></svg>\
        """;
  }

  private static String firstName(Visitor visitor) {
    return visitor.fullName().split("[ @]", 2)[0];
  }
}
