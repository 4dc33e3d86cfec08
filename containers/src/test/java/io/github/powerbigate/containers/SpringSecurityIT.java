package io.github.powerbigate.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.containers.portal.Application;
import io.github.powerbigate.containers.portal.SpringSignIn;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spring Security signs people in: before the gate, and, wrongly, behind it. */
@SuppressWarnings("NullAway.Init") // What is set before each test.
class SpringSecurityIT {

  private static final Container TOMCAT = Containers.named("Tomcat 10.1");
  private static final String MISPLACED = "whom the gate had taken for a stranger";

  private Tenant tenant;
  private Running container;

  @BeforeEach
  void install(@TempDir Path folder) throws IOException {
    tenant = new Tenant();
    container = Running.install(TOMCAT, folder);
  }

  @AfterEach
  void stop() {
    container.close();
    tenant.close();
  }

  @Test
  void beforeTheGateItTellsWhoThePersonIs() throws Exception {
    container.deploy(portal("spring", "go"));

    assertThat(Visitor.goes(tenant.person().mail(), at("go")).statusCode()).isEqualTo(202);
    assertThat(Visitor.goes(tenant.member(), at("go")).statusCode()).isEqualTo(302);
    assertThat(container.log()).doesNotContain(MISPLACED);
  }

  @Test
  void behindTheGateEverybodyPassesAndTheLogSaysWhatIsWrong() throws Exception {
    container.deploy(portal("go", "spring"));

    assertThat(Visitor.goes(tenant.person().mail(), at("go")).statusCode()).isEqualTo(302);
    assertThat(container.log())
        .contains("Gate go: ")
        .contains(MISPLACED)
        .contains("Map the gate after the filter that signs people in");
  }

  private War portal(String... filters) throws IOException {
    WebXml webXml =
        new WebXml()
            .shared(tenant.settings())
            .filter("spring", SpringSignIn.class)
            .gate("go", Map.of("intercept", "redirect"));
    for (String filter : filters) {
      webXml.at("/*", filter);
    }
    webXml.servlet(Application.class, Map.of("target", tenant.target()), "/go", "/up");
    War war = Portal.of(TOMCAT.servlets(), webXml).with(SpringSignIn.class);
    Given.jars("spring-security").forEach(war::with);
    return war;
  }

  private URI at(String path) {
    return container.address().resolve(path);
  }
}
