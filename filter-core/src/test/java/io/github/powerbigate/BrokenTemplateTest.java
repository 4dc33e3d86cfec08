package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Finding.NotYet;
import io.github.powerbigate.testing.LogWatch;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An application whose template of the page is no good. */
class BrokenTemplateTest {

  @RegisterExtension final LogWatch logs = new LogWatch();

  @Test
  void itIsToldOnceAndStopsNothing() throws Exception {
    logs.expect(
        Level.SEVERE,
        "Gate powerbi: /WEB-INF/powerbi-gate/wait.html is not used, and the page is the built-in"
            + " one: ");
    TestGate gate = new TestGate().withTemplate("<!DOCTYPE html><title>Wait</title>");
    gate.probe.thenAnswers(new NotYet(Cause.NOT_IN_GROUP, false));

    Visit.Result page = Visit.navigation(null).as("ann@example.org").through(gate.filter());

    assertThat(page.status()).isEqualTo(202);
    assertThat(page.body()).contains("<h1 id=\"h\">");
    assertThat(logs.messages(Level.SEVERE)).hasSize(1);
  }
}
