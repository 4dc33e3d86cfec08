package io.github.powerbigate.demo;

import io.github.powerbigate.demo.portal.Person;
import io.github.powerbigate.demo.portal.Tenant;
import io.github.powerbigate.demo.portal.Visitor;
import jakarta.servlet.http.Cookie;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A tenant in the real Microsoft cloud. Whoever may use the demo may look at the membership of
 * anybody in it, so a password stands before it. The demo writes nothing there: it adds nobody to
 * the group, its handler only redirects.
 */
final class RealTenant implements Tenant {
  private static final int LONGEST_NAME = 254;

  private final URI report;
  private final String password;

  RealTenant(URI report, String password) {
    this.report = report;
    this.password = password;
  }

  @Override
  public List<Person> people() {
    return List.of();
  }

  @Override
  public Optional<Visitor> signIn(String who, String given) {
    String name = who.strip();
    boolean right = MessageDigest.isEqual(bytes(given), bytes(password));
    return right && !name.isEmpty() && name.length() <= LONGEST_NAME
        ? Optional.of(new Visitor("", name, name, name))
        : Optional.empty();
  }

  @Override
  public Optional<Visitor> startOver(Visitor visitor) {
    return Optional.empty();
  }

  @Override
  public Optional<Instant> settledAt(Visitor visitor) {
    return Optional.empty();
  }

  @Override
  public boolean provision(Visitor visitor) {
    return false;
  }

  @Override
  public URI powerBi() {
    return URI.create("https://" + report.getRawAuthority());
  }

  @Override
  public URI report(Visitor visitor) {
    return report;
  }

  @Override
  public URI reportNamingTenant(Visitor visitor) {
    return report;
  }

  @Override
  public Optional<Cookie> introduction(Visitor visitor) {
    return Optional.empty();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
