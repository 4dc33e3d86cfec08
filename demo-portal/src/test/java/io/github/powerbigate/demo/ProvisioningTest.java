package io.github.powerbigate.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.powerbigate.simulator.Simulator;
import io.github.powerbigate.simulator.SimulatorSettings;
import io.github.powerbigate.simulator.wire.Fault;
import io.github.powerbigate.simulator.wire.Reply;
import io.github.powerbigate.simulator.wire.Service;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the portal writes to Microsoft. */
class ProvisioningTest {
  private static final String APP = "a1a1a1a1-0000-4000-8000-000000000001";
  private static final String GROUP = "b0b0b0b0-0000-4000-8000-000000000001";
  private static final URI BACK = URI.create("http://localhost:1/");

  private final Simulator simulator = Simulator.start(SimulatorSettings.defaults());
  private final Provisioning provisioning = provisioning("secret");

  @BeforeEach
  void fillTheTenant() {
    simulator.world().apps().add(APP, "secret", "User.Invite.All", "GroupMember.ReadWrite.All");
    simulator.world().addGroup(GROUP, "Viewers");
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void doneTwiceItIsAsDoneOnce() throws IOException {
    String first = provisioning.invite("gus@else.example", "Gus", BACK);
    assertThat(provisioning.addMember(GROUP, first)).isTrue();
    String second = provisioning.invite("gus@else.example", "Gus", BACK);
    assertThat(provisioning.addMember(GROUP, second)).isFalse();

    assertThat(second).isEqualTo(first);
    assertThat(simulator.world().users()).hasSize(1);
    assertThat(simulator.world().isMember(GROUP, first)).isTrue();
  }

  @Test
  void guestWhomAReplicaDoesNotKnowYetIsAddedAllTheSame() throws IOException {
    String guest = provisioning.invite("gus@else.example", "Gus", BACK);
    simulator.faults().play(Service.GRAPH, "/v1.0/groups/", Fault.answer(Reply.json(404, "{}")), 2);
    provisioning.addMember(GROUP, guest);

    assertThat(simulator.world().isMember(GROUP, guest)).isTrue();
    assertThat(simulator.requests().count(Service.GRAPH, "/members/$ref")).isEqualTo(3);
  }

  @Test
  void refusalIsToldInTheWordsOfMicrosoft() {
    simulator.world().apps().setRoles(APP);
    assertThatThrownBy(() -> provisioning.invite("gus@else.example", "Gus", BACK))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("403 Insufficient privileges");
    assertThatThrownBy(() -> provisioning.addMember(GROUP, APP))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("403 Insufficient privileges");
    assertThatThrownBy(() -> provisioning("wrong").addMember(GROUP, APP))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("AADSTS7000215");
  }

  private Provisioning provisioning(String secret) {
    return new Provisioning(
        new GraphClient(
            simulator.entraUrl(),
            simulator.tenantId(),
            simulator.graphUrl(),
            APP,
            secret,
            TrustedBy.file(simulator.trustStore(), simulator.trustStorePassword())));
  }
}
