package io.github.powerbigate.simulator;

import io.github.powerbigate.simulator.wire.Call;
import io.github.powerbigate.simulator.wire.Reply;
import io.github.powerbigate.simulator.world.User;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What Entra ID shows in a browser. The titles are what tests look for; the wording is the
 * simulator's own.
 */
final class SignInPages {
  private static final String SUFFIX = " - Entra ID (simulator)";
  private static final String SUBMIT = "document.forms[0].submit()";

  private final Call call;
  private final User person;
  private final SignInAnswers given;

  SignInPages(Call call, User person, SignInAnswers given) {
    this.call = call;
    this.person = person;
    this.given = given;
  }

  /** A page, unless none may be shown. */
  Reply orRefuse(SignInRequest request, EntraError error, Reply page) throws EntraRefusal {
    if (request.isSilent()) {
      throw new EntraRefusal(error, request.asked().audience());
    }
    return page;
  }

  /** A choice of people in place of a password, or any other account. */
  static Reply whoAreYou(List<User> people, Call call, Optional<String> hint) {
    String choice =
        people.stream()
            .map(
                user ->
                    "<li><button name=\"%s\" value=\"%s\">%s</button></li>"
                        .formatted(
                            SignInAnswers.PERSON, user.id(), Pages.escape(user.displayName())))
            .collect(Collectors.joining("\n"));
    return page(
        200,
        "Sign in",
        """
        <h1>Sign in as</h1>
        <form method="post" action="%s">
        <ul>
        %s
        </ul>
        </form>
        <form method="post" action="%s">
        <label>Another account <input name="%s" type="text" value="%s"></label>
        <button>Sign in</button>
        </form>
        """
            .formatted(
                action(call),
                choice,
                action(call),
                SignInAnswers.PERSON,
                Pages.escape(hint.orElse(""))));
  }

  Reply secondFactor() {
    return page(
        200,
        "More information required",
        "<h1>More information required</h1><p>Your organization wants a second factor of %s.</p>%s"
            .formatted(name(), form(button(SignInAnswers.PROOF, "given", "I have it"))));
  }

  Reply reviewPermissions(String tenantDomain) {
    return page(
        200,
        "Review permissions",
        "<h1>Review permissions</h1><p>%s invites %s to work with them.</p>%s"
            .formatted(
                Pages.escape(tenantDomain),
                name(),
                form(
                    button(SignInAnswers.INVITATION, "accepted", "Accept")
                        + button(SignInAnswers.CONSENT, "refused", "Cancel"))));
  }

  /** Without the right to consent there is only the way back. */
  Reply consent(String clientId, Set<String> permissions, boolean mayConsent) {
    String wanted =
        permissions.stream()
            .sorted()
            .map(name -> "<li>" + Pages.escape(name) + "</li>")
            .collect(Collectors.joining());
    String accept = button(SignInAnswers.CONSENT, "given", "Accept");
    return page(
        200,
        mayConsent ? "Permissions requested" : "Need admin approval",
        "<h1>%s</h1><p>The app %s wants of %s:</p><ul>%s</ul>%s"
            .formatted(
                mayConsent ? "Permissions requested" : "Need admin approval",
                clientId,
                name(),
                wanted,
                form(
                    (mayConsent ? accept : "")
                        + button(SignInAnswers.CONSENT, "refused", "Cancel"))));
  }

  /** There is no address to which the browser could be sent back. */
  static Reply refused(String description) {
    return page(
        400,
        "Sign-in failed",
        "<h1>Sorry, but we're having trouble signing you in</h1><p>%s</p>"
            .formatted(Pages.escape(description)));
  }

  /** Posts by itself, or by its button where there is no script. */
  static Reply posting(String address, Map<String, String> values) {
    return Pages.leadingAway(
        200,
        "Working" + SUFFIX,
        "<form method=\"post\" action=\"%s\">%s<button>Continue</button></form><script>%s</script>"
            .formatted(Pages.escape(address), hidden(values), SUBMIT),
        SUBMIT);
  }

  private String form(String buttons) {
    return "<form method=\"post\" action=\"%s\">%s%s</form>"
        .formatted(action(call), hidden(given.carriedOn(person.id())), buttons);
  }

  private static String hidden(Map<String, String> values) {
    return values.entrySet().stream()
        .map(
            value ->
                "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                    .formatted(value.getKey(), Pages.escape(value.getValue())))
        .collect(Collectors.joining());
  }

  private static String button(String name, String value, String words) {
    return "<button name=\"%s\" value=\"%s\">%s</button>".formatted(name, value, words);
  }

  private static String action(Call call) {
    return Pages.escape(call.path() + "?" + call.query());
  }

  private String name() {
    return Pages.escape(person.displayName());
  }

  /** The answer to the form may lead anywhere, and on from there. */
  private static Reply page(int status, String title, String content) {
    return Pages.leadingAway(status, title + SUFFIX, content, "");
  }
}
