package io.github.powerbigate;

import static io.github.powerbigate.Browsing.navigation;
import static io.github.powerbigate.Browsing.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.powerbigate.testing.LogWatch;
import io.github.powerbigate.testing.TestPortal;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an administrator got wrong: people pass, and the log says what to do. */
class MisconfigurationIT {

  @RegisterExtension final LogWatch logs = new LogWatch();

  @Test
  void aWrongSecret() throws Exception {
    assertPasses(
        "AADSTS7000215", world -> {}, settings -> settings.put("clientSecret", "wrong-secret"));
  }

  @Test
  void anExpiredSecret() throws Exception {
    assertPasses(
        "AADSTS7000222",
        world -> world.simulator.world().apps().expireSecrets(WorldOfOne.APP),
        settings -> {});
  }

  @Test
  void aMissingConsent() throws Exception {
    logs.expect(Level.SEVERE, "permissions: the application lacks");
    assertPasses(
        "Authorization_RequestDenied",
        world -> world.simulator.world().apps().setRoles(WorldOfOne.APP),
        settings -> {});
  }

  @Test
  void aWrongTenant() throws Exception {
    assertPasses(
        "AADSTS90002",
        world -> {},
        settings -> settings.put("tenantId", "99999999-9999-4999-8999-999999999999"));
  }

  @Test
  void anUnknownApplication() throws Exception {
    assertPasses(
        "AADSTS700016",
        world -> {},
        settings -> settings.put("clientId", "99999999-9999-4999-8999-999999999999"));
  }

  @Test
  void aDeletedGroup() throws Exception {
    assertPasses(
        "group-missing",
        world -> world.simulator.world().deleteGroup(WorldOfOne.GROUP),
        settings -> {});
  }

  @Test
  void aHiddenGroup() throws Exception {
    assertPasses(
        "Member.Read.Hidden",
        world -> world.simulator.world().hideGroup(WorldOfOne.GROUP),
        settings -> {});
  }

  @Test
  void aFormOfNameThatThePortalDoesNotUse() throws Exception {
    assertPasses("userForm", world -> {}, settings -> settings.put("userForm", "object-id"));
  }

  private void assertPasses(
      String inTheLog, Consumer<WorldOfOne> mistake, Consumer<Map<String, String>> setting)
      throws Exception {
    logs.expect(Level.WARNING, "custom");
    logs.expect(Level.SEVERE, inTheLog);
    try (WorldOfOne world = new WorldOfOne()) {
      world.person("ann");
      mistake.accept(world);
      Map<String, String> settings = world.settings();
      // The machine that runs the tests may be slow; a person would see the page for a moment.
      settings.put("firstAnswerWithin", "20s");
      setting.accept(settings);
      try (TestPortal portal = TestPortal.onJetty(settings)) {
        HttpResponse<String> answer = send(navigation(portal.powerBi(), "ann@example.org"));
        assertThat(answer.body()).startsWith(TestPortal.APPLICATION);
        // The last of what the gate says of itself at its start.
        await()
            .until(
                () ->
                    logs.messages(Level.INFO).stream()
                        .anyMatch(line -> line.contains("async-supported: ")));
      }
    }
    assertThat(logs.messages(Level.INFO)).noneMatch(line -> line.contains("ann@example.org"));
  }
}
