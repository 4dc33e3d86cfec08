package io.github.powerbigate.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.containers.Tenant.Person;
import io.github.powerbigate.containers.portal.OldLibraries;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A portal that has old versions of its own of everything that the gate has inside. */
@ParameterizedClass(name = "{0}")
@MethodSource("places")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // What is set before each invocation of the class.
class CrowdedWarIT {

  @Parameter Place given;

  private Tenant tenant;
  private Running container;

  static Stream<Place> places() {
    return Stream.of(
        new Place(Containers.named("Tomcat 9."), "a-gate.jar"),
        new Place(Containers.named("Tomcat 10."), "z-gate.jar"),
        new Place(Containers.named("Jetty 12.1.12 ee10"), "a-gate.jar"));
  }

  @BeforeParameterizedClassInvocation
  void start(Place place, @TempDir Path folder) throws IOException {
    Container here = place.container();
    tenant = new Tenant();
    WebXml webXml =
        Portal.webXml(tenant, new WebXml().servlet(OldLibraries.class, Map.of(), "/libraries"));
    War war = Portal.of(here.servlets(), webXml).withoutJar().withJarAs(place.jar());
    war.with(OldLibraries.class);
    Given.jars("old").forEach(war::with);
    container = Running.install(here, folder);
    container.deploy(war);
  }

  @AfterParameterizedClassInvocation
  void stop() {
    container.close();
    tenant.close();
  }

  @Test
  void theApplicationHasItsOwnLibrariesAndTheyWork() throws Exception {
    HttpResponse<String> answer = Visitor.strangerGoes(at("libraries"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .contains(
            "caffeine-2.9.3.jar: value",
            "gson-2.8.9.jar: {\"a\":1}",
            "jackson-databind-2.9.10.8.jar: {\"a\":1}",
            "slf4j-api-1.7.36.jar: ",
            "nimbus-jose-jwt-8.20.jar: RS256",
            "msal4j-1.8.0.jar: ");
  }

  @Test
  void theGateHasItsOwnToo() throws Exception {
    Person person = tenant.person();
    assertThat(Visitor.goes(person.mail(), at("analytics")).statusCode()).isEqualTo(202);
    assertThat(Visitor.goes(tenant.member(), at("analytics")).statusCode()).isEqualTo(200);

    tenant.add(person);

    Visitor.awaitReady(person.mail(), at("analytics"));
    assertThat(Visitor.goes(person.mail(), at("analytics")).body()).isEqualTo("the application");
    assertThat(container.log())
        .contains("Settings of the access gate")
        .doesNotContain("NoSuchMethodError", "NoClassDefFoundError", "LinkageError");
  }

  private URI at(String path) {
    return container.address().resolve(path);
  }

  /**
   * A container, and where it finds the gate among the libraries.
   *
   * @param jar the name of the gate's jar, before all others or behind them
   */
  record Place(Container container, String jar) {
    @Override
    public String toString() {
      return container.name() + ", " + jar;
    }
  }
}
