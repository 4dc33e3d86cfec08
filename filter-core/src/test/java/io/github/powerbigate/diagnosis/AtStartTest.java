package io.github.powerbigate.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.diagnosis.AtStart.Line;
import io.github.powerbigate.microsoft.Connections;
import io.github.powerbigate.microsoft.Microsoft;
import io.github.powerbigate.settings.GateSettings;
import io.github.powerbigate.settings.SettingSources;
import io.github.powerbigate.simulator.Simulator;
import io.github.powerbigate.simulator.SimulatorSettings;
import io.github.powerbigate.simulator.world.AccessRight;
import io.github.powerbigate.simulator.world.PowerBiSetting;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Five lines, whatever is wrong. */
class AtStartTest {

  private static final String APP = "a1a1a1a1-0000-4000-8000-000000000001";
  private static final String GROUP = "b1b1b1b1-0000-4000-8000-000000000001";
  private static final String WORKSPACE = "c1c1c1c1-0000-4000-8000-000000000001";
  private static final String WEB_XML =
      "<web-app><filter><filter-name>gate</filter-name><filter-class>"
          + WebXml.GATE
          + "</filter-class><async-supported>true</async-supported></filter></web-app>";

  private final Simulator simulator = Simulator.start(SimulatorSettings.defaults());
  private final Map<String, String> settings = new HashMap<>(simulator.gateSettings());
  private InstantSource clock = InstantSource.system();
  private String webXml = WEB_XML;

  @BeforeEach
  void fill() {
    simulator.world().apps().add(APP, "canary", "User.Read.All", "GroupMember.Read.All");
    simulator.world().addGroup(GROUP, "Viewers");
    simulator.world().workspaces().grant(WORKSPACE, GROUP, AccessRight.VIEWER);
    simulator.world().workspaces().grant(WORKSPACE, APP, AccessRight.VIEWER);
    settings.put("clientId", APP);
    settings.put("clientSecret", "canary");
    settings.put("groupId", GROUP);
    settings.put("intercept", "request");
    settings.put("powerBiCheck", "as-user");
    settings.put("userToken", "session-power-bi:token");
    settings.put("workspaceId", WORKSPACE);
  }

  @AfterEach
  void close() {
    assertThat(simulator.violations()).isEmpty();
    simulator.close();
  }

  @Test
  void whereAllIsWellFiveLinesSaySo() throws Exception {
    List<Line> lines = look();
    assertThat(lines).extracting(Line::level).containsOnly(Level.INFO);
    assertThat(lines)
        .extracting(Line::text)
        .satisfiesExactly(
            it -> assertThat(it).startsWith("permissions: the application holds"),
            it -> assertThat(it).startsWith("group: the group " + GROUP + " exists"),
            it -> assertThat(it).startsWith("clock: "),
            it -> assertThat(it).startsWith("workspace-role: "),
            it -> assertThat(it).startsWith("async-supported: "));
  }

  @Test
  void withoutATokenTheOthersAreNotLookedAt() throws Exception {
    settings.put("clientSecret", "canary-too");
    assertOnly(Level.ERROR, 0, "AADSTS7000215");
  }

  @Test
  void aPermissionToWriteIsAnError() throws Exception {
    simulator
        .world()
        .apps()
        .setRoles(APP, "User.Read.All", "GroupMember.Read.All", "Group.ReadWrite.All");
    assertOnly(Level.ERROR, 0, "Group.ReadWrite.All");
  }

  @Test
  void aGroupThatHidesItsMembersIsAnError() throws Exception {
    simulator.world().hideGroup(GROUP);
    assertOnly(Level.ERROR, 1, "hides its members");
  }

  @Test
  void aClockThatIsWrongIsAnError() throws Exception {
    clock = () -> InstantSource.system().instant().plus(Duration.ofMinutes(-30));
    assertOnly(Level.ERROR, 2, "min behind");
  }

  @Test
  void aGroupWithoutARoleIsAnError() throws Exception {
    simulator.world().workspaces().revoke(WORKSPACE, GROUP);
    assertOnly(Level.ERROR, 3, "no role");
  }

  @Test
  void aTenantThatLetsNoApplicationAskIsAWarning() throws Exception {
    simulator.world().tenant().forbid(PowerBiSetting.SERVICE_PRINCIPALS_MAY_CALL_PUBLIC_APIS);
    assertOnly(Level.WARNING, 3, "could not be checked");
  }

  @Test
  void aFilterWithoutAsyncSupportIsAWarning() throws Exception {
    webXml = WEB_XML.replace("true", "false");
    assertOnly(Level.WARNING, 4, "lacks async-supported");
  }

  @Test
  void aWebXmlThatCannotBeReadIsNothingToWarnOf() throws Exception {
    webXml = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><web-app>&x;</web-app>";
    assertThat(look()).hasSize(5).extracting(Line::level).containsOnly(Level.INFO);
  }

  private void assertOnly(Level level, int which, String words) throws Exception {
    List<Line> lines = look();
    assertThat(lines).hasSize(5);
    assertThat(lines.get(which).level()).isEqualTo(level);
    assertThat(lines.get(which).text()).contains(words).doesNotContain("canary").endsWith("]");
    assertThat(lines.stream().filter(it -> it.level() != Level.INFO)).hasSize(1);
  }

  private List<Line> look() throws Exception {
    GateSettings read =
        GateSettings.read(
            SettingSources.of("gate", Map.of(), Map.of(), Map.of(), settings, Map.of()));
    try (Microsoft microsoft = Microsoft.connect(read.microsoft(), new Connections(), clock)) {
      return AtStart.look(
              microsoft.examiner(),
              read.microsoft(),
              webXml.getBytes(StandardCharsets.UTF_8),
              "gate",
              clock)
          .get(60, TimeUnit.SECONDS);
    }
  }
}
