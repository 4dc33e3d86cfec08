package io.github.powerbigate.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.powerbigate.containers.Tenant.Person;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two applications, each with a tenant of its own, and one jar on the server's class path. */
@SuppressWarnings("NullAway.Init") // What is set before each test.
class SharedJarIT {

  private static final Servlets SERVLETS = Servlets.JAKARTA;

  private Tenant ones;
  private Tenant others;
  private Running container;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    ones = new Tenant();
    others = new Tenant();
    container = Running.install(Containers.named("Tomcat 10.1"), folder);
    Files.copy(SERVLETS.jar(), container.folder().resolve("lib/gate.jar"));
    container.deploy("one", portalOf(ones), "up");
    container.deploy("other", portalOf(others), "up");
  }

  @AfterEach
  void stop() {
    container.close();
    ones.close();
    others.close();
  }

  @Test
  void whatOneApplicationKnowsOfAPersonTheOtherDoesNot() throws Exception {
    Person person = ones.person();
    assertThat(others.person()).isEqualTo(person);
    ones.add(person);

    assertThat(Visitor.goes(person.mail(), guarded("one")).statusCode()).isEqualTo(200);
    assertThat(Visitor.goes(person.mail(), guarded("other")).statusCode()).isEqualTo(202);
  }

  @Test
  void whenOneApplicationGoesTheOtherGoesOn() throws Exception {
    String member = others.member();
    assertThat(Visitor.goes(ones.member(), guarded("one")).statusCode()).isEqualTo(200);

    container.undeploy("one");

    assertThat(Visitor.goes(member, guarded("other")).statusCode()).isEqualTo(200);
    assertThat(Visitor.goes(others.person().mail(), guarded("other")).statusCode()).isEqualTo(202);
    assertThat(container.threadsOfTheGate()).isNotEmpty();
    container.undeploy("other");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(container.threadsOfTheGate()).isEmpty());
  }

  private URI guarded(String application) {
    return container.address(application).resolve("analytics");
  }

  private static War portalOf(Tenant tenant) {
    return Portal.at(SERVLETS, tenant).withoutJar();
  }
}
