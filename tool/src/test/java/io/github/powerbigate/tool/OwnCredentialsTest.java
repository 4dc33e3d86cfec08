package io.github.powerbigate.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.simulator.Simulator;
import io.github.powerbigate.simulator.junit.SimulatorExtension;
import io.github.powerbigate.simulator.world.AccessRight;
import io.github.powerbigate.simulator.world.User;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** By the machine's time, which msal4j's assertions go by. */
@ExtendWith(SimulatorExtension.class)
class OwnCredentialsTest {

  @Test
  void aCertificateIsACredentialToo(Simulator simulator, @TempDir Path folder) throws Exception {
    Desk desk = new Desk(new Desk.Clock(), simulator, folder);
    Certificates.Made made = Certificates.make(folder, "-1d", 30);
    simulator.world().apps().add(Desk.WRITER, made.certificate());
    simulator.world().addUser(User.member(Desk.KIM, Desk.KIMS_NAME, "Kim"));
    simulator.world().workspaces().grant(Desk.WORKSPACE, Desk.WRITER, AccessRight.MEMBER);
    Path file =
        desk.credentials(
            Map.of(
                "clientSecret",
                "",
                "clientCertificateFile",
                made.file().toString(),
                "clientCertificatePassword",
                Certificates.PASSWORD));

    Desk.Outcome outcome =
        desk.run(
            "assign",
            "--credentials",
            file.toString(),
            "--workspace",
            Desk.WORKSPACE,
            "--user",
            Desk.KIM,
            "--yes");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    assertThat(simulator.world().workspaces().roleOf(Desk.WORKSPACE, Desk.KIM)).isPresent();
  }
}
