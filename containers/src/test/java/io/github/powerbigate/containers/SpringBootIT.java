package io.github.powerbigate.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.containers.Tenant.Person;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The portal as a Spring Boot application, in a process of its own. */
class SpringBootIT {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"2.7, JAVAX", "3, JAKARTA"})
  void aNewMemberWaitsAndGetsIn(String version, Servlets servlets) throws Exception {
    try (Tenant tenant = new Tenant();
        Running running = Running.install(new BootServer(version, servlets, tenant), folder)) {
      running.start("portal", "up");
      URI go = running.address().resolve("go");
      Person person = tenant.person();

      assertThat(Visitor.strangerGoes(go).statusCode()).isEqualTo(302);
      assertThat(Visitor.goes(person.mail(), go).statusCode()).isEqualTo(202);

      tenant.add(person);
      Visitor.awaitReady(person.mail(), go);
      assertThat(Visitor.goes(tenant.member(), go).headers().firstValue("Location"))
          .contains(tenant.target());
      assertThat(running.log())
          .contains("Settings of the access gate \"powerbi\"")
          .doesNotContain("the-right-secret");
    }
  }
}
