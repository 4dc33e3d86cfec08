package io.github.powerbigate;

import static io.github.powerbigate.Browsing.navigation;
import static io.github.powerbigate.Browsing.poll;
import static io.github.powerbigate.Browsing.request;
import static io.github.powerbigate.Browsing.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.powerbigate.simulator.wire.Service;
import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.testing.LogWatch;
import io.github.powerbigate.testing.TestPortal;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gate in real containers, asking the simulator. */
class WholeWayIT {

  @RegisterExtension final LogWatch logs = new LogWatch();

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void aLongTimeMemberNeverSeesThePageAndTheSecondVisitAsksMicrosoftNothing(String container)
      throws Exception {
    try (WorldOfOne world = world();
        TestPortal portal = portal(container, world.settings())) {
      world.member("ann");

      HttpResponse<String> first = send(navigation(portal.powerBi(), "ann@example.org"));
      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(first.body()).startsWith(TestPortal.APPLICATION);
      assertThat(first.headers().map()).doesNotContainKey("x-powerbi-gate");

      await().until(() -> world.simulator.requests().inFlight(Service.GRAPH) == 0);
      world.simulator.requests().clear();
      assertThat(send(navigation(portal.powerBi(), "ann@example.org")).statusCode()).isEqualTo(200);
      assertThat(world.simulator.requests().all()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void aNewMemberWaitsAndGetsIn(String container) throws Exception {
    try (WorldOfOne world = world();
        TestPortal portal = portal(container, quick(world.settings()))) {
      String ann = world.person("ann");

      assertThat(send(navigation(portal.powerBi(), "ann@example.org")).statusCode()).isEqualTo(202);
      world.simulator.world().addMember(WorldOfOne.GROUP, ann, Propagation.IMMEDIATE);

      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  send(poll(portal.powerBi(), "ann@example.org"))
                      .body()
                      .contains("\"ready\":true"));
      assertThat(send(navigation(portal.powerBi(), "ann@example.org")).body())
          .startsWith(TestPortal.APPLICATION);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void whatTheApplicationGetsIsUntouched(String container) throws Exception {
    try (WorldOfOne world = world();
        TestPortal portal = portal(container, world.settings())) {
      world.member("ann");
      URI address = URI.create(portal.powerBi() + "?a=%2F&powerbi=1");
      String form = "powerbi-gate=status&x=1";
      for (String user : List.of("ann@example.org", "")) {
        HttpResponse<String> answer =
            send(
                (user.isEmpty()
                        ? java.net.http.HttpRequest.newBuilder(address)
                        : request(address, user))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(form)));
        assertThat(answer.body())
            .isEqualTo(TestPortal.APPLICATION + "POST a=%2F&powerbi=1 [" + form + "]");
      }
    }
  }

  @Test
  void aHeadRequestGetsTheHeadersOfThePageAndNoBody() throws Exception {
    try (WorldOfOne world = world();
        TestPortal portal = TestPortal.onJetty(world.settings())) {
      world.person("ann");

      HttpResponse<String> head =
          send(
              navigation(portal.powerBi(), "ann@example.org")
                  .method("HEAD", BodyPublishers.noBody()));

      assertThat(head.statusCode()).isEqualTo(202);
      assertThat(head.body()).isEmpty();
      assertThat(head.headers().firstValue("Content-Length")).isPresent();
    }
  }

  @Test
  void inPlaceOfAnApplicationTheGateSendsAMemberToTheTarget() throws Exception {
    try (WorldOfOne world = world()) {
      world.member("ann");
      String target = world.simulator.powerBiWebUrl() + "/groups/me?ctid=x";
      Map<String, String> settings = world.settings();
      settings.remove("intercept");
      settings.put("targetUrl", target);
      try (TestPortal portal = TestPortal.onJetty(settings)) {
        HttpResponse<String> answer = send(navigation(portal.powerBi(), "ann@example.org"));

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).contains(target);
      }
    }
  }

  @Test
  void everySecretAndNameStaysOutOfTheLogAboveDebug() throws Exception {
    try (WorldOfOne world = world();
        TestPortal portal = TestPortal.onJetty(world.settings())) {
      world.person("canary");
      send(navigation(portal.powerBi(), "canary@example.org"));
      send(navigation(portal.powerBi(), "nobody.canary@example.org"));

      assertThat(logs.messages(Level.INFO))
          .isNotEmpty()
          .noneMatch(line -> line.contains("canary") || line.contains(WorldOfOne.SECRET));
    }
  }

  private WorldOfOne world() {
    logs.expect(Level.WARNING, "custom");
    return new WorldOfOne();
  }

  private static TestPortal portal(String container, Map<String, String> settings)
      throws Exception {
    return container.equals("Jetty")
        ? TestPortal.onJetty(settings)
        : TestPortal.onTomcat(settings, "", "/powerbi");
  }

  /** Settings by which a wait takes seconds. */
  private static Map<String, String> quick(Map<String, String> settings) {
    settings.put("stableFor", "1s");
    settings.put("firstPause", "300ms");
    settings.put("longestPause", "500ms");
    return settings;
  }
}
