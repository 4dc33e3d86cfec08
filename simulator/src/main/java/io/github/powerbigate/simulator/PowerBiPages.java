package io.github.powerbigate.simulator;

import io.github.powerbigate.simulator.wire.Reply;
import io.github.powerbigate.simulator.world.User;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the simulated web app shows. The titles are what tests look for. */
final class PowerBiPages {
  private static final String SUFFIX = " - Power BI (simulator)";

  private PowerBiPages() {}

  static Reply report(User person) {
    return page(
        200,
        "Report",
        """
        <h1>Quality measures</h1>
        <p>Signed in as %s.</p>
        <div class="tiles">
        <p class="tile">Plans<strong>128</strong></p>
        <p class="tile">Members<strong>41,302</strong></p>
        <p class="tile">Rating<strong>4.2</strong></p>
        </div>
        <h2>Members by quarter, in thousands</h2>
        %s
        """
            .formatted(name(person), chart()));
  }

  static Reply noAccess(User person) {
    return page(
        403,
        "No access",
        """
        <h1>User doesn't have access to group</h1>
        <p>%s is signed in, but Power BI does not let this account open the workspace.
        Ask its owner for access.</p>
        <p>Power BI may go on showing this for a while even after access has been given: it keeps
        the answer of the first visit.</p>
        """
            .formatted(name(person)));
  }

  static Reply home(User person) {
    return page(
        200,
        "Home",
        """
        <h1>There is no content here</h1>
        <p>%s is in the tenant of their own organization, where nothing has been shared with them.
        A link for guests names the other tenant: <code>?ctid=</code>.</p>
        """
            .formatted(name(person)));
  }

  /** Entra ID shows this on the way; here it stands where the browser lands. */
  static Reply reviewPermissions(User person, String tenantDomain, String back) {
    return page(
        200,
        "Review permissions",
        """
        <h1>Review permissions</h1>
        <p>%s invites %s to work with them. They would like to receive your name and mail address,
        and to log what you do there.</p>
        <form method="post" action="/accept">
        <input type="hidden" name="return" value="%s">
        <button>Accept the invitation</button>
        </form>
        <p><a href="/">Cancel</a></p>
        """
            .formatted(Pages.escape(tenantDomain), name(person), Pages.escape(back)));
  }

  static Reply disabled(User person) {
    return page(
        403,
        "Account disabled",
        "<h1>Your account is disabled</h1><p>AADSTS50057: the account of %s cannot sign in.</p>"
            .formatted(name(person)));
  }

  static Reply signedOut() {
    return page(200, "Signed out", "<h1>Signed out</h1><p><a href=\"/signin\">Sign in</a></p>");
  }

  static Reply outOfOrder(int status) {
    return page(
        status, "Something went wrong", "<h1>Something went wrong</h1><p>Try again later.</p>");
  }

  /** A choice of people in place of a password: this is not Microsoft. */
  static Reply whoAreYou(Map<String, String> namesById, String back) {
    String people =
        namesById.entrySet().stream()
            .map(
                person ->
                    "<li><a href=\"/signin?as=%s&amp;return=%s\">%s</a></li>"
                        .formatted(
                            person.getKey(), Pages.encode(back), Pages.escape(person.getValue())))
            .collect(Collectors.joining("\n"));
    return page(200, "Sign in", "<h1>Sign in as</h1>\n<ul>\n" + people + "\n</ul>");
  }

  private static Reply page(int status, String title, String content) {
    return Pages.reply(status, title + SUFFIX, content);
  }

  private static String name(User person) {
    return Pages.escape(person.displayName());
  }

  /** A quarter of the chart. */
  private record Bar(String name, int value) {
    String draw(int place) {
      int left = 40 + place * 140;
      int height = value * 4;
      return """
          <rect x="%d" y="%d" width="90" height="%d" rx="4" fill="#0b5a9d"/>
          <text x="%d" y="%d" text-anchor="middle" font-size="16" fill="#242424">%d</text>
          <text x="%d" y="222" text-anchor="middle" font-size="16" fill="#242424">%s</text>
          """
          .formatted(left, 200 - height, height, left + 45, 192 - height, value, left + 45, name);
    }
  }

  private static String chart() {
    List<Bar> bars =
        List.of(new Bar("Q1", 24), new Bar("Q2", 31), new Bar("Q3", 36), new Bar("Q4", 41));
    StringBuilder drawn = new StringBuilder();
    for (int place = 0; place < bars.size(); place++) {
      drawn.append(bars.get(place).draw(place));
    }
    String words =
        bars.stream().map(bar -> bar.name() + " " + bar.value()).collect(Collectors.joining(", "));
    return """
        <svg viewBox="0 0 600 230" role="img" aria-label="Bar chart: %s">
        %s<path d="M20 200H580" stroke="#8a8a8a"/>
        </svg>
        """
        .formatted(words, drawn);
  }
}
