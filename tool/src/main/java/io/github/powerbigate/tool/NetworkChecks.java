package io.github.powerbigate.tool;

import static java.util.stream.Collectors.joining;

import io.github.powerbigate.diagnosis.Check;
import io.github.powerbigate.diagnosis.ClockSkew;
import io.github.powerbigate.diagnosis.Subject;
import io.github.powerbigate.membership.Cause.Actor;
import io.github.powerbigate.microsoft.Cloud;
import io.github.powerbigate.microsoft.MicrosoftSettings;
import io.github.powerbigate.tool.Knock.Answer;
import io.github.powerbigate.tool.Knock.End;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The way to Microsoft: names, proxy, TLS, clock, tenant. Nobody signs in for it. */
final class NetworkChecks {

  private static final Pattern AADSTS = Pattern.compile("AADSTS(\\d{1,9})");
  private static final Set<String> UNKNOWN_TENANT = Set.of("90002", "900021", "90013");

  private final MicrosoftSettings settings;
  private final InstantSource clock;
  private final List<Check> checks = new ArrayList<>();

  private NetworkChecks(MicrosoftSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** Looks, as far as each finding leaves sense in the next. */
  static List<Check> of(MicrosoftSettings settings, InstantSource clock)
      throws InterruptedException {
    NetworkChecks network = new NetworkChecks(settings, clock);
    network.look();
    return List.copyOf(network.checks);
  }

  private void look() throws InterruptedException {
    Cloud cloud = settings.cloud();
    URI tenant =
        URI.create(
            cloud.entra() + "/" + settings.tenantId() + "/v2.0/.well-known/openid-configuration");
    List<URI> doors =
        List.of(
            tenant,
            URI.create(cloud.graph() + "/v1.0/"),
            URI.create(cloud.powerBiApi() + "/v1.0/myorg/"));
    Knock knock;
    try {
      knock = Knock.by(settings);
    } catch (IOException e) {
      add(Subject.TLS, String.valueOf(e.getMessage()), "mend trustStore or trustStorePassword");
      return;
    }
    List<URI> direct = doors.stream().filter(door -> !knock.goesByProxy(door)).toList();
    if (!resolve(direct)) {
      return;
    }
    List<Answer> answers = new ArrayList<>();
    for (URI door : doors) {
      answers.add(knock.at(door));
    }
    if (proxyLetsThrough(answers, direct.size() < doors.size()) && isTrusted(answers)) {
      checks.add(ClockSkew.check(answers.get(0).date(), clock.instant()));
      checks.add(authority(answers.get(0)));
    }
  }

  private boolean resolve(List<URI> doors) {
    if (doors.isEmpty()) {
      checks.add(Check.pass(Subject.DNS, "the proxy looks the names of Microsoft's hosts up"));
      return true;
    }
    String unknown = hosts(doors.stream().filter(door -> !isKnown(door.getHost())).toList());
    if (unknown.isEmpty()) {
      checks.add(Check.pass(Subject.DNS, "the names of Microsoft's hosts can be resolved"));
      return true;
    }
    add(
        Subject.DNS,
        "names that cannot be resolved: " + unknown,
        "let this machine's DNS resolve them, or set proxy; check cloud");
    return false;
  }

  private boolean proxyLetsThrough(List<Answer> answers, boolean byProxy) {
    String refused = hosts(answers, End.PROXY_WANTS_A_NAME);
    if (!refused.isEmpty()) {
      add(
          Subject.PROXY,
          "the proxy wants a user name and a password (407) before it lets anything through to "
              + refused,
          "the gate gives none: let the proxy pass this machine to these hosts without, or give"
              + " the JVM an authenticator (docs/doctor.md)");
      return false;
    }
    String silent = hosts(answers, End.NO_CONNECTION);
    if (!silent.isEmpty() && byProxy) {
      add(
          Subject.PROXY,
          "no connection by the proxy to " + silent,
          "check proxy, and let the proxy pass these hosts");
      return false;
    }
    checks.add(
        Check.pass(
            Subject.PROXY, byProxy ? "the proxy lets the gate through" : "no proxy is in the way"));
    return true;
  }

  private boolean isTrusted(List<Answer> answers) {
    String untrusted = hosts(answers, End.UNTRUSTED);
    if (!untrusted.isEmpty()) {
      add(
          Subject.TLS,
          "nothing vouches for the certificate of whoever answers as "
              + untrusted
              + ": most often something inspects TLS on the way",
          "set trustStore to a key store with its authority");
      return false;
    }
    String silent =
        hosts(
            answers.stream()
                .filter(answer -> answer.end() != End.ANSWERED)
                .map(Answer::address)
                .toList());
    if (!silent.isEmpty()) {
      add(
          Subject.TLS,
          "no TLS connection to, or no answer from, " + silent,
          "let the firewall pass port 443 of these hosts, or set proxy");
      return false;
    }
    checks.add(Check.pass(Subject.TLS, "the certificates of Microsoft's hosts are trusted"));
    return true;
  }

  private Check authority(Answer answer) {
    if (answer.status() == 200 && answer.body().contains("\"token_endpoint\"")) {
      return Check.pass(Subject.AUTHORITY, "Entra ID knows the tenant " + settings.tenantId());
    }
    Matcher code = AADSTS.matcher(answer.body());
    String number = code.find() ? code.group(1) : "";
    if (UNKNOWN_TENANT.contains(number)) {
      return Check.fail(
          Subject.AUTHORITY,
          "there is no tenant "
              + settings.tenantId()
              + " in this cloud [unknown-tenant, AADSTS"
              + number
              + "]",
          "check tenantId and cloud",
          Actor.ADMINISTRATOR);
    }
    return Check.warn(
        Subject.AUTHORITY,
        "Entra ID does not say whether it knows the tenant [http-"
            + answer.status()
            + (number.isEmpty() ? "" : ", AADSTS" + number)
            + "]",
        "check tenantId and cloud",
        Actor.ADMINISTRATOR);
  }

  private void add(Subject subject, String meaning, String remedy) {
    checks.add(Check.fail(subject, meaning, remedy, Actor.ADMINISTRATOR));
  }

  private static String hosts(List<Answer> answers, End end) {
    return hosts(
        answers.stream().filter(answer -> answer.end() == end).map(Answer::address).toList());
  }

  private static String hosts(List<URI> addresses) {
    return addresses.stream().map(URI::getHost).distinct().collect(joining(", "));
  }

  private static boolean isKnown(String host) {
    try {
      return InetAddress.getAllByName(host).length > 0;
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
