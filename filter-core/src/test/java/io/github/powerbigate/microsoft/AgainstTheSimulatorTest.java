package io.github.powerbigate.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.Question;
import io.github.powerbigate.membership.Stage;
import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.simulator.Simulator;
import io.github.powerbigate.simulator.SimulatorSettings;
import io.github.powerbigate.simulator.wire.Service;
import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.simulator.world.User;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The simulator was written from Microsoft's documentation and not from what we send. */
class AgainstTheSimulatorTest {

  private static final String APP = "a1a1a1a1-0000-4000-8000-000000000001";
  private static final String GROUP = "b1b1b1b1-0000-4000-8000-000000000001";
  private static final String INNER = "b1b1b1b1-0000-4000-8000-000000000002";
  private static final String KIM = "d1d1d1d1-0000-4000-8000-000000000001";

  private final Simulator simulator = Simulator.start(SimulatorSettings.defaults());
  private final Connections connections = new Connections();

  @BeforeEach
  void fill() {
    simulator.world().apps().add(APP, "right", "User.Read.All", "GroupMember.Read.All");
    simulator.world().addGroup(GROUP, "Viewers");
    simulator
        .world()
        .addUser(
            User.member(KIM, "kim@simulator.onmicrosoft.com", "Kim")
                .withMail("kim.mail@example.org")
                .withOtherMails("kim.other@example.org")
                .withCreatedDateTime(Instant.parse("2020-01-01T00:00:00Z")));
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void findsAMemberByEveryName() throws Exception {
    simulator.world().addMember(GROUP, KIM);
    try (Microsoft microsoft = connect(simulator.tenantId(), TestSettings.secret("right"))) {
      for (UserId name :
          List.of(
              new UserId(UserId.Form.OBJECT_ID, KIM),
              new UserId(UserId.Form.UPN, "kim@simulator.onmicrosoft.com"),
              new UserId(UserId.Form.AUTO, "kim@simulator.onmicrosoft.com"),
              new UserId(UserId.Form.AUTO, "kim.mail@example.org"),
              new UserId(UserId.Form.MAIL, "kim.mail@example.org"),
              new UserId(UserId.Form.MAIL, "kim.other@example.org"))) {
        assertThat(ask(microsoft, name))
            .as(name.value())
            .isEqualTo(new Finding.Ready(Instant.parse("2020-01-01T00:00:00Z"), false));
      }
    }
  }

  @Test
  void findsAGuestByMailAndByPrincipalNameAndMindsTheInvitation() throws Exception {
    User guest =
        simulator.world().invite("greta@elsewhere.example", "Greta", Propagation.IMMEDIATE);
    try (Microsoft microsoft = connect(simulator.tenantId(), TestSettings.secret("right"))) {
      UserId name = new UserId(UserId.Form.AUTO, "greta@elsewhere.example");
      assertThat(ask(microsoft, name)).isEqualTo(new Finding.NotYet(Cause.NOT_IN_GROUP, true));

      simulator.world().addMember(GROUP, guest.id());
      assertThat(ask(microsoft, name))
          .isInstanceOfSatisfying(
              Finding.Ready.class, ready -> assertThat(ready.invitationPending()).isTrue());
      String upn = UserId.Form.UPN.canonical(guest.userPrincipalName());
      assertThat(ask(microsoft, new UserId(UserId.Form.UPN, String.valueOf(upn))))
          .isInstanceOf(Finding.Ready.class);
    }
  }

  @Test
  void findsAMemberOfANestedGroup() throws Exception {
    simulator.world().addGroup(INNER, "Inner");
    simulator.world().nestGroup(GROUP, INNER);
    simulator.world().addMember(INNER, KIM);
    try (Microsoft microsoft = connect(simulator.tenantId(), TestSettings.secret("right"))) {
      assertThat(ask(microsoft, kim())).isInstanceOf(Finding.Ready.class);
    }
  }

  @Test
  void tellsWhatIsWrong() throws Exception {
    String tenant = simulator.tenantId();
    assertCause(Cause.CLIENT_SECRET, tenant, TestSettings.secret("wrong"));
    assertCause(
        Cause.UNKNOWN_TENANT, "77777777-0000-4000-8000-000000000007", TestSettings.secret("right"));
    simulator.world().apps().expireSecrets(APP);
    assertCause(Cause.CLIENT_SECRET, tenant, TestSettings.secret("right"));
    simulator.world().apps().remove(APP);
    assertCause(Cause.UNKNOWN_APPLICATION, tenant, TestSettings.secret("right"));
    simulator.world().apps().add(APP, "right");
    assertCause(Cause.MISSING_CONSENT, tenant, TestSettings.secret("right"));
    simulator.world().apps().setRoles(APP, "User.Read.All", "GroupMember.Read.All");
    simulator.world().deleteGroup(GROUP);
    assertCause(Cause.GROUP_MISSING, tenant, TestSettings.secret("right"));
  }

  @Test
  void signsInByCertificate() throws Exception {
    byte[] file = Files.readAllBytes(TestKeys.keyStore());
    Credential.ClientCertificate certificate =
        new Credential.ClientCertificate(
            () -> file, () -> TestKeys.PASSWORD.getBytes(StandardCharsets.UTF_8));
    simulator.world().apps().addCertificate(APP, TestKeys.certificate(TestKeys.keyStore()));
    simulator.world().addMember(GROUP, KIM);

    try (Microsoft microsoft = connect(simulator.tenantId(), certificate)) {
      assertThat(ask(microsoft, kim())).isInstanceOf(Finding.Ready.class);
    }
  }

  @Test
  void tellsThatACertificateIsNotRegistered() throws Exception {
    byte[] file = Files.readAllBytes(TestKeys.keyStore());
    Credential certificate =
        new Credential.ClientCertificate(
            () -> file, () -> TestKeys.PASSWORD.getBytes(StandardCharsets.UTF_8));
    assertCause(Cause.CLIENT_CERTIFICATE, simulator.tenantId(), certificate);
  }

  @Test
  void theSameSecretIsOneTokenAndAWrongOneIsToldToTheGateThatHasIt() throws Exception {
    simulator.world().addMember(GROUP, KIM);
    String tenant = simulator.tenantId();
    try (Microsoft one = connect(tenant, TestSettings.secret("right"));
        Microsoft two = connect(tenant, TestSettings.secret("right"))) {
      assertThat(ask(one, kim())).isInstanceOf(Finding.Ready.class);
      assertThat(ask(two, kim())).isInstanceOf(Finding.Ready.class);
      assertThat(simulator.requests().count(Service.ENTRA)).isEqualTo(1);

      assertCause(Cause.CLIENT_SECRET, tenant, TestSettings.secret("wrong"));
      assertThat(ask(one, kim())).isInstanceOf(Finding.Ready.class);
    }
  }

  @Test
  void isNotBelievedInMicrosoftsPlace() throws Exception {
    simulator.world().addMember(GROUP, KIM);
    Cloud publicByName =
        new Cloud(
            "public",
            simulator.entraUrl(),
            simulator.graphUrl(),
            simulator.graphUrl() + "/.default",
            simulator.powerBiApiUrl(),
            simulator.powerBiScope(),
            List.of());
    try (Microsoft microsoft =
        connect(publicByName, simulator.tenantId(), TestSettings.secret("right"))) {
      assertThat(ask(microsoft, kim()))
          .isInstanceOfSatisfying(
              Finding.Misconfigured.class,
              finding -> assertThat(finding.trouble().cause()).isEqualTo(Cause.NOT_MICROSOFT));
    }
  }

  private void assertCause(Cause cause, String tenant, Credential credential) throws Exception {
    try (Microsoft microsoft = connect(tenant, credential)) {
      assertThat(ask(microsoft, kim()))
          .isInstanceOfSatisfying(
              Finding.Misconfigured.class,
              finding -> assertThat(finding.trouble().cause()).isEqualTo(cause));
    }
  }

  private static UserId kim() {
    return new UserId(UserId.Form.OBJECT_ID, KIM);
  }

  private static Finding ask(Microsoft microsoft, UserId user) throws Exception {
    return microsoft
        .ask(new Question(user, Stage.GROUP, null, Instant.now().plusSeconds(20)))
        .get(30, TimeUnit.SECONDS);
  }

  private Microsoft connect(String tenant, Credential credential) {
    return connect(
        Cloud.custom(
            simulator.entraUrl(),
            simulator.graphUrl(),
            simulator.powerBiApiUrl(),
            simulator.powerBiScope(),
            List.of()),
        tenant,
        credential);
  }

  private Microsoft connect(Cloud cloud, String tenant, Credential credential) {
    return Microsoft.connect(
        new MicrosoftSettings(
            cloud,
            tenant,
            APP,
            credential,
            List.of(GROUP),
            MicrosoftSettings.GroupMatch.ANY,
            simulator.trustStore(),
            () -> simulator.trustStorePassword().getBytes(StandardCharsets.UTF_8),
            null,
            Duration.ofSeconds(10),
            Duration.ofHours(1),
            null,
            null),
        connections,
        InstantSource.system());
  }
}
