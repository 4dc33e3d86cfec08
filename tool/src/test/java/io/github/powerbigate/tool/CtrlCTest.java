package io.github.powerbigate.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.simulator.Simulator;
import io.github.powerbigate.simulator.junit.SimulatorExtension;
import io.github.powerbigate.simulator.world.User;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

class CtrlCTest {

  @Test
  @ExtendWith(SimulatorExtension.class)
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there a process is ended without notice")
  void aProcessThatIsToldToEndSaysWhatItHasMeasured(Simulator simulator, @TempDir Path folder)
      throws Exception {
    simulator.world().apps().add(Desk.GATE, Desk.SECRET, "User.Read.All", "GroupMember.Read.All");
    simulator.world().addGroup(Desk.GROUP, "Viewers");
    simulator.world().addUser(User.member(Desk.KIM, Desk.KIMS_NAME, "Kim"));
    Desk desk = new Desk(new Desk.Clock(), simulator, folder);
    Process watch =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "watch",
                "--settings",
                desk.settings().toString(),
                "--user",
                Desk.KIM)
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(watch.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      while (line != null && !line.contains("not a member yet")) {
        line = out.readLine();
      }
      // The process itself would close its streams.
      assertThat(watch.toHandle().destroy()).isTrue();
      assertThat(out.lines().collect(Collectors.joining("\n")))
          .startsWith("Interrupted. Measured from")
          .contains("looks                         1, unanswered 0");
      assertThat(watch.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      watch.destroyForcibly();
    }
  }
}
