package io.github.powerbigate.tool;

import io.github.powerbigate.diagnosis.AsyncSupport;
import io.github.powerbigate.diagnosis.Check;
import io.github.powerbigate.diagnosis.Subject;
import io.github.powerbigate.diagnosis.WebXml;
import io.github.powerbigate.membership.Cause.Actor;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where web.xml puts the gate. */
final class WebXmlChecks {

  /** What filters that sign people in are called, by their names or those of their classes. */
  private static final Pattern SIGN_IN =
      Pattern.compile(
          "security|auth|sso|saml|oidc|openid|keycloak|shiro|spnego|kerberos|jaas|log-?in|sign-?in"
              + "|DelegatingFilterProxy|\\bcas\\b",
          Pattern.CASE_INSENSITIVE);

  private WebXmlChecks() {}

  static List<Check> of(WebXml webXml, WebXml.Entry gate) {
    return List.of(
        Check.pass(Subject.WEB_XML, "web.xml has the gate, as the filter " + gate.name()),
        mapping(webXml, gate),
        AsyncSupport.check(webXml, gate),
        order(webXml, gate));
  }

  private static Check mapping(WebXml webXml, WebXml.Entry gate) {
    List<WebXml.Mapping> own =
        webXml.mappings().stream().filter(it -> it.filter().equals(gate.name())).toList();
    if (own.isEmpty()) {
      return Check.fail(
          Subject.MAPPING,
          "the gate is mapped to nothing, so no request meets it",
          "add a filter-mapping of the path that leads to Power BI",
          Actor.ADMINISTRATOR);
    }
    if (own.stream().noneMatch(WebXml.Mapping::requests)) {
      return Check.fail(
          Subject.MAPPING,
          "the gate is mapped to forwards, includes or errors only, which it lets pass",
          "add the dispatcher REQUEST to its mapping, or leave the dispatchers out",
          Actor.ADMINISTRATOR);
    }
    return Check.pass(Subject.MAPPING, "the gate is mapped to requests");
  }

  /** Filters run in the order of their mappings. */
  private static Check order(WebXml webXml, WebXml.Entry gate) {
    List<String> order = webXml.mappings().stream().map(WebXml.Mapping::filter).toList();
    int own = order.indexOf(gate.name());
    Optional<WebXml.Entry> behind =
        webXml.filters().stream()
            .filter(it -> !it.isGate() && looksLikeSignIn(it))
            .filter(it -> own >= 0 && order.indexOf(it.name()) > own)
            .findFirst();
    return behind
        .map(
            it ->
                Check.warn(
                    Subject.FILTER_ORDER,
                    "the gate stands before the filter "
                        + it.name()
                        + ", which looks like the sign-in: there nobody is signed in yet, and"
                        + " everybody passes",
                    "put the gate's filter-mapping behind that filter's",
                    Actor.ADMINISTRATOR))
        .orElseGet(
            () ->
                Check.pass(
                    Subject.FILTER_ORDER,
                    "no filter that looks like a sign-in stands behind the gate"));
  }

  private static boolean looksLikeSignIn(WebXml.Entry filter) {
    return SIGN_IN.matcher(filter.name()).find() || SIGN_IN.matcher(filter.type()).find();
  }
}
