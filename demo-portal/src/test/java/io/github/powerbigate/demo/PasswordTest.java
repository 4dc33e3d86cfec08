package io.github.powerbigate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.demo.portal.Visitor;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Against the real cloud nobody signs in without the password. */
class PasswordTest {
  private static final URI REPORT = URI.create("https://app.powerbi.com/home?ctid=t");

  private final RealTenant tenant = new RealTenant(REPORT, "river bend 7");

  @Test
  void nobodyCanBePickedByAClick() {
    assertThat(tenant.people()).isEmpty();
  }

  @Test
  void rightPasswordLetsAnybodyBeNamed() {
    Optional<Visitor> visitor = tenant.signIn(" ines@example.org ", "river bend 7");
    assertThat(visitor).map(Visitor::name).contains("ines@example.org");
    assertThat(tenant.report(visitor.orElseThrow())).isEqualTo(REPORT);
  }

  @Test
  void wrongOrNoPasswordLetsNobodyIn() {
    assertThat(tenant.signIn("ines@example.org", "river bend")).isEmpty();
    assertThat(tenant.signIn("ines@example.org", "")).isEmpty();
    assertThat(tenant.signIn("", "river bend 7")).isEmpty();
  }
}
