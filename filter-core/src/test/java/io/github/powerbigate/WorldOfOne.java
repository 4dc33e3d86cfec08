package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.simulator.Simulator;
import io.github.powerbigate.simulator.SimulatorSettings;
import io.github.powerbigate.simulator.wire.Violation;
import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.simulator.world.User;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A simulated tenant with one app, one group, and people as the test wants them. */
final class WorldOfOne implements AutoCloseable {

  static final String APP = "22222222-2222-4222-8222-222222222222";
  static final String SECRET = "the-right-secret";
  static final String GROUP = "33333333-3333-4333-8333-333333333333";

  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  final Simulator simulator = Simulator.start(SimulatorSettings.defaults());
  private int people;

  WorldOfOne() {
    simulator.world().apps().add(APP, SECRET, "User.Read.All", "GroupMember.Read.All");
    simulator.world().addGroup(GROUP, "Analytics");
  }

  /** What every gate at this simulator is told. */
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(simulator.gateSettings());
    settings.put("clientId", APP);
    settings.put("clientSecret", SECRET);
    settings.put("groupId", GROUP);
    settings.put("intercept", "request");
    return settings;
  }

  /** The same for a gate at the redirect, which has its first answer before the handler runs. */
  Map<String, String> settingsAtRedirect() {
    Map<String, String> settings = settings();
    settings.put("intercept", "redirect");
    settings.put("firstAnswerWithin", "30s");
    return settings;
  }

  /** Somebody whom the directory has long known, and who is in no group. */
  String person(String name) {
    String id = String.format("44444444-4444-4444-8444-%012d", ++people);
    simulator
        .world()
        .addUser(User.member(id, name + "@example.org", name).withCreatedDateTime(LONG_AGO));
    return id;
  }

  /** Somebody who has long been a member. */
  String member(String name) {
    String id = person(name);
    simulator.world().addMember(GROUP, id, Propagation.IMMEDIATE);
    return id;
  }

  /** No gate, whatever happens to it, does to Microsoft what a client must not do. */
  @Override
  public void close() {
    List<Violation> violations = simulator.violations();
    simulator.close();
    assertThat(violations).isEmpty();
  }
}
