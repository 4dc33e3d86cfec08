package io.github.powerbigate.containers;

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

/** A simulated tenant with one app and one group. */
final class Tenant implements AutoCloseable {

  private static final String APP = "22222222-2222-4222-8222-222222222222";
  private static final String SECRET = "the-right-secret";
  private static final String GROUP = "33333333-3333-4333-8333-333333333333";
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  private final Simulator simulator = Simulator.start(SimulatorSettings.defaults());
  private int people;

  Tenant() {
    simulator.world().apps().add(APP, SECRET, "User.Read.All", "GroupMember.Read.All");
    simulator.world().addGroup(GROUP, "Analytics");
  }

  /** What every gate at this tenant is told; a wait takes seconds. */
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(simulator.gateSettings());
    settings.put("clientId", APP);
    settings.put("clientSecret", SECRET);
    settings.put("groupId", GROUP);
    settings.put("firstAnswerWithin", "20s");
    settings.put("stableFor", "1s");
    settings.put("firstPause", "300ms");
    settings.put("longestPause", "500ms");
    return settings;
  }

  /** The same for gates that have the secret, which is {@code the-right-secret}, from elsewhere. */
  Map<String, String> settingsButSecret() {
    Map<String, String> settings = settings();
    settings.remove("clientSecret");
    return settings;
  }

  /** An address in Power BI. */
  String target() {
    return simulator.powerBiWebUrl() + "/groups/me?ctid=x";
  }

  /** Somebody whom the directory has long known, and who is in no group; their mail address. */
  Person person() {
    String id = String.format("44444444-4444-4444-8444-%012d", ++people);
    String mail = "person" + people + "@example.org";
    simulator.world().addUser(User.member(id, mail, "Person").withCreatedDateTime(LONG_AGO));
    return new Person(id, mail);
  }

  /** Somebody who has long been a member; their mail address. */
  String member() {
    Person person = person();
    add(person);
    return person.mail();
  }

  /** Adds somebody to the group. */
  void add(Person person) {
    simulator.world().addMember(GROUP, person.id(), Propagation.IMMEDIATE);
  }

  /** Somebody in the directory. */
  record Person(String id, String mail) {}

  /** No gate, whatever happens to it, does to Microsoft what a client must not do. */
  @Override
  public void close() {
    List<Violation> violations = simulator.violations();
    simulator.close();
    assertThat(violations).isEmpty();
  }
}
