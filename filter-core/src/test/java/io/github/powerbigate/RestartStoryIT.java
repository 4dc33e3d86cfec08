package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.testing.TestPortal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The portal is started anew while a person waits. */
@Tag("browser")
class RestartStoryIT extends Story {

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void theOpenPageGoesOnByItselfAfterTheRestart(String container) throws Exception {
    world.person("ann");
    comeAs(ANN, container);
    click();
    waits(page);

    replacePortal(TestPortal.on(container).signIn(new CookieSignIn()));
    assertThat(page.url()).startsWith(portal().address().toString());
    propagate(ANN);

    arrivesAt("Report");
  }
}
