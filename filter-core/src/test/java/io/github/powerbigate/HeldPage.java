package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.powerbigate.testing.TestPortal;
import io.github.powerbigate.testing.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page in the place of the application's redirect, in a real container, and the way on from it:
 * its link, or its form where no address can hold the ticket.
 *
 * @param whole the answer as it came over the wire
 */
record HeldPage(TestPortal portal, String path, String user, String whole) {

  private static final Pattern LINK = Pattern.compile("id=\"go\" href=\"(\\?[^\"]*)\"");
  private static final Pattern FORM =
      Pattern.compile("<form id=\"f\" method=\"post\" action=\"(\\?[^\"]*)\">");
  private static final Pattern TICKET =
      Pattern.compile("powerbi-gate-ticket(?:=|\" value=\")([A-Za-z0-9_.-]{50,})");

  /** Settings by which the gate stands at the redirect and a wait takes seconds. */
  static Map<String, String> quick(WorldOfOne world) {
    Map<String, String> settings = world.settingsAtRedirect();
    settings.put("stableFor", "1s");
    settings.put("firstPause", "300ms");
    settings.put("longestPause", "500ms");
    return settings;
  }

  /** Comes to a path whose handler redirects to Power BI, and finds the page there. */
  static HeldPage find(TestPortal portal, String path, String query, String user)
      throws IOException {
    HeldPage page =
        new HeldPage(portal, path, user, navigation(portal, "GET", path + query, "", user));
    assertThat(Wire.status(page.whole)).isEqualTo(202);
    return page;
  }

  /** What a browser gets that goes to an address of the portal, by a link or by a form. */
  static String navigation(
      TestPortal portal, String method, String target, String body, String user)
      throws IOException {
    return Wire.exchange(
        portal.address(),
        body,
        method + " " + target + " HTTP/1.1",
        "X-User: " + user + "@example.org",
        "Accept: text/html",
        "Content-Type: application/x-www-form-urlencoded",
        "Sec-Fetch-Mode: navigate",
        "Sec-Fetch-Site: same-origin",
        "Sec-Fetch-Dest: document");
  }

  boolean hasForm() {
    return FORM.matcher(whole).find();
  }

  String ticket() {
    return found(TICKET);
  }

  /** The query to which the link leads or the form is posted, with its question mark. */
  String go() {
    return found(hasForm() ? FORM : LINK).replace("&amp;", "&");
  }

  /** What comes of the link or the form. */
  String follow() throws IOException {
    return hasForm()
        ? navigation(portal, "POST", path + go(), "powerbi-gate-ticket=" + ticket(), user)
        : navigation(portal, "GET", path + go(), "", user);
  }

  /** Polls as the page does, until it would go on. */
  void awaitReady() {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                Wire.exchange(
                        portal.address(),
                        "",
                        "GET " + path + "?powerbi-gate=status HTTP/1.1",
                        "X-User: " + user + "@example.org",
                        "Accept: application/json",
                        "X-PowerBI-Gate-Poll: 1")
                    .contains("\"ready\":true"));
  }

  private String found(Pattern pattern) {
    Matcher matcher = pattern.matcher(whole);
    assertThat(matcher.find()).as(pattern.pattern()).isTrue();
    return matcher.group(1);
  }
}
