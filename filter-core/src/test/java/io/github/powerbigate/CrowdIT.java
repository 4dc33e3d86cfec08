package io.github.powerbigate;

import static io.github.powerbigate.Browsing.navigation;
import static io.github.powerbigate.Browsing.poll;
import static io.github.powerbigate.Browsing.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.powerbigate.simulator.wire.Fault;
import io.github.powerbigate.simulator.wire.Service;
import io.github.powerbigate.testing.LogWatch;
import io.github.powerbigate.testing.TestPortal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many people at once. */
class CrowdIT {

  @RegisterExtension final LogWatch logs = new LogWatch();

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void aThousandPeopleWhoArriveColdAtOnceMakeOneTokenRequestAndNobodyFails(String container)
      throws Exception {
    logs.expect(Level.WARNING, "custom");
    int people = 1000;
    try (WorldOfOne world = new WorldOfOne()) {
      for (int i = 0; i < people; i++) {
        world.member("user" + i);
      }
      // The token takes a while, so that everybody stands before a cold gate.
      world.simulator.faults().play(Service.ENTRA, new Fault.Slow(Duration.ofMillis(500)), 1);
      try (TestPortal portal = portal(container, world.settings())) {
        List<Integer> statuses = atOnce(people, i -> status(portal, "user" + i));

        assertThat(statuses).allMatch(status -> status == 200 || status == 202);
        Set<Integer> waiting = new HashSet<>(IntStream.range(0, people).boxed().toList());
        await()
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofSeconds(1))
            .until(
                () -> {
                  for (int i : List.copyOf(waiting)) {
                    String user = "user" + i + "@example.org";
                    if (send(poll(portal.powerBi(), user)).body().contains("\"ready\":true")) {
                      waiting.remove(i);
                    }
                  }
                  return waiting.isEmpty();
                });
        assertThat(world.simulator.requests().count(Service.ENTRA)).isEqualTo(1);
        assertThat(world.simulator.requests().highestInFlight(Service.GRAPH))
            .isLessThanOrEqualTo(64);
        // HTTP/2 is offered there: its hundred streams a connection would refuse most of a crowd.
        assertThat(world.simulator.requests().to(Service.GRAPH))
            .allMatch(request -> request.protocol().equals("HTTP/1.1"));
        assertThat(world.simulator.budget().of(WorldOfOne.APP).refused()).isZero();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void twoHundredTabsOfOnePersonAskMicrosoftLikeOne(String container) throws Exception {
    logs.expect(Level.WARNING, "custom");
    try (WorldOfOne world = new WorldOfOne()) {
      world.person("ann");
      // However slow the machine, one moment is due in this test.
      Map<String, String> settings = world.settings();
      settings.put("firstPause", "5m");
      settings.put("longestPause", "5m");
      settings.put("probeTimeout", "2m");
      try (TestPortal portal = portal(container, settings)) {
        atOnce(200, i -> status(portal, "ann"));

        // Nobody is held until then.
        await().atMost(Duration.ofMinutes(2)).until(() -> checks(world) > 0);
        assertThat(checks(world)).isEqualTo(1);
      }
    }
  }

  private static long checks(WorldOfOne world) {
    return world.simulator.requests().count(Service.GRAPH, "checkMemberGroups");
  }

  @FunctionalInterface
  private interface Act {
    int of(int person) throws Exception;
  }

  private static TestPortal portal(String container, Map<String, String> settings)
      throws Exception {
    return container.equals("Jetty")
        ? TestPortal.onJetty(settings, 400)
        : TestPortal.onTomcat(settings, "", "/powerbi");
  }

  private static int status(TestPortal portal, String name) throws Exception {
    return send(navigation(portal.powerBi(), name + "@example.org")).statusCode();
  }

  private static List<Integer> atOnce(int count, Act act) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(200);
    CountDownLatch start = new CountDownLatch(1);
    try {
      List<Future<Integer>> results = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int person = i;
        results.add(
            threads.submit(
                () -> {
                  start.await();
                  return act.of(person);
                }));
      }
      start.countDown();
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> result : results) {
        statuses.add(result.get(2, TimeUnit.MINUTES));
      }
      return statuses;
    } finally {
      threads.shutdownNow();
    }
  }
}
