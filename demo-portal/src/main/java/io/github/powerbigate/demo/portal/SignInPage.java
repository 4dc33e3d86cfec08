package io.github.powerbigate.demo.portal;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Collectors;

/** The front page of the portal: a choice of people, or a name and the password. */
final class SignInPage {
  private static final String BY_NAME =
      """
      <form class="card narrow" method="post" action="sign-in">
      <label for="who">Your name in Entra ID</label>
      <p class="hint" id="who-hint">A user principal name or a mail address.</p>
      <input id="who" name="who" autocomplete="username" aria-describedby="who-hint" required>
      <label for="password">Password of this demo</label>
      <p class="hint" id="password-hint">The one that was given when the demo was started.</p>
      <input id="password" name="password" type="password" autocomplete="off"
        aria-describedby="password-hint" required>
      <button class="main">Sign in</button>
      </form>
      """;

  private SignInPage() {}

  static void write(HttpServletResponse response, Tenant tenant, boolean refused)
      throws IOException {
    boolean byClick = !tenant.people().isEmpty();
    String words =
        byClick
            ? "Each of them meets Power BI differently. Begin with the first; change at any time."
            : "This demo asks the real Microsoft cloud.";
    String error =
        refused
            ? "<p class=\"error\" role=\"alert\">That did not work. Check what you typed.</p>"
            : "";
    String content =
        """
        <h1>%s</h1>
        <p class="lead">%s</p>
        %s
        %s
        """
            .formatted(
                byClick ? "Who would you like to be?" : "Sign in",
                words,
                error,
                byClick ? choice(tenant) : BY_NAME);
    Html.write(
        response,
        refused ? HttpServletResponse.SC_FORBIDDEN : HttpServletResponse.SC_OK,
        "Sign in",
        "",
        content);
  }

  private static String choice(Tenant tenant) {
    return tenant.people().stream()
        .map(SignInPage::card)
        .collect(
            Collectors.joining(
                "\n",
                "<form method=\"post\" action=\"sign-in\">\n<ul class=\"people\">\n",
                "\n</ul>\n</form>"));
  }

  private static String card(Person person) {
    return """
        <li class="card">
        <div class="who"><span class="face" aria-hidden="true">%s</span>
        <div><h2>%s</h2><p class="kind">%s</p></div></div>
        <p class="grow">%s</p>
        <button name="who" value="%s">Sign in<span class="unseen"> as %s</span></button>
        </li>
        """
        .formatted(
            Html.escape(Html.initials(person.fullName())),
            Html.escape(person.fullName()),
            Html.escape(person.kind()),
            Html.escape(person.expectation()),
            Html.escape(person.id()),
            Html.escape(person.fullName()));
  }
}
