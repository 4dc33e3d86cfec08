package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.testing.Corpus;
import io.github.powerbigate.testing.LogWatch;
import io.github.powerbigate.testing.TestPortal;
import io.github.powerbigate.testing.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the application answers that is no redirect to Power BI reaches the client byte for byte as
 * without the gate: a comparison of two recordings, of one portal with the gate and one without.
 */
class UntouchedIT {

  private static final String ADDED_BY_NOBODY = "X-PowerBI-Gate";

  @RegisterExtension final LogWatch logs = new LogWatch();

  @ParameterizedTest(name = "{0}, intercept={1}, {2}")
  @CsvSource({
    "Jetty, redirect, member",
    "Jetty, redirect, newcomer",
    "Jetty, redirect, stranger",
    "Jetty, request, member",
    "Tomcat, redirect, member",
    "Tomcat, redirect, newcomer",
    "Tomcat, redirect, stranger",
    "Tomcat, request, member"
  })
  void everyAnswerIsTheSameToTheByte(String container, String intercept, String who)
      throws Exception {
    logs.expect(Level.WARNING, "custom");
    try (WorldOfOne world = new WorldOfOne()) {
      world.member("member");
      world.person("newcomer");
      Map<String, String> settings = world.settings();
      settings.put("intercept", intercept);
      try (TestPortal without = corpus(container).start();
          TestPortal with = corpus(container).gate(settings, "/powerbi/*").start()) {
        List<String> recorded = record(without, who);
        List<String> guarded = record(with, who);
        for (int i = 0; i < recorded.size(); i++) {
          assertThat(guarded.get(i)).isEqualTo(recorded.get(i)).doesNotContain(ADDED_BY_NOBODY);
        }
        assertThat(recorded).hasSizeGreaterThan(100);
      }
    }
  }

  private static TestPortal.Plan corpus(String container) {
    return TestPortal.on(container)
        .servlet("/powerbi/*", new Corpus())
        .servlet("/error", new Corpus())
        .errorPage("/error");
  }

  private static List<String> record(TestPortal portal, String who) throws IOException {
    List<String> answers = new ArrayList<>();
    for (String name : Corpus.names()) {
      for (String method : List.of("GET", "HEAD", "POST")) {
        String body = method.equals("POST") ? "a=b&powerbi-gate=status" : "";
        String answer =
            Wire.exchange(
                portal.address(),
                body,
                method + " /powerbi/" + name + "?q=%2F HTTP/1.1",
                who.equals("stranger") ? "X-Nobody: 1" : "X-User: " + who + "@example.org",
                "Accept: text/html",
                "Content-Type: application/x-www-form-urlencoded");
        answers.add(method + " " + name + "\n" + Wire.comparable(answer, portal.address()));
      }
    }
    return answers;
  }
}
