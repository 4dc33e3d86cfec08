package io.github.powerbigate.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.simulator.wire.Fault;
import io.github.powerbigate.simulator.wire.Service;
import io.github.powerbigate.simulator.world.AccessRight;
import io.github.powerbigate.simulator.world.Cloud;
import io.github.powerbigate.simulator.world.Licence;
import io.github.powerbigate.simulator.world.PowerBiSetting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In each set-up one thing is wrong, and the doctor says which, and that of nothing else. */
class FifteenBrokenSetUpsTest {

  /** The simulator is no cloud of Microsoft's, which the settings warn of. */
  private static final String NO_CLOUD_OF_MICROSOFTS = "settings";

  @TempDir Path home;
  private Clinic clinic;

  @BeforeEach
  void open() {
    clinic = new Clinic(home);
  }

  @AfterEach
  void close() {
    clinic.close();
  }

  @Test
  void whereAllIsWellNothingElseIsSaid() throws Exception {
    Clinic.Seen seen = clinic.doctor();
    assertThat(seen.marked("FAIL")).as(seen.out()).isEmpty();
    assertThat(seen.marked("WARN")).as(seen.out()).containsExactly(NO_CLOUD_OF_MICROSOFTS);
    assertThat(seen.line("outcome")).contains("READY");
    assertThat(seen.code()).isEqualTo(1);
  }

  @Test
  void aWrongSecret() throws Exception {
    clinic.settings.put("clientSecret", "canary-of-a-wrong-secret");
    assertFails("credential", "AADSTS7000215");
  }

  @Test
  void anExpiredSecret() throws Exception {
    clinic.world.apps().expireSecrets(Clinic.APP);
    assertFails("credential", "AADSTS7000222");
  }

  @Test
  void anExpiredCertificate() throws Exception {
    Certificates.Made made = Certificates.make(home, "-10d", 5);
    clinic.world.apps().addCertificate(Clinic.APP, made.certificate());
    useCertificate(made);
    assertFails("certificate", "expired on");
  }

  @Test
  void aCertificateThatIsAboutToExpireIsWarnedOf() throws Exception {
    Certificates.Made made = Certificates.make(home, "-10d", 30);
    clinic.world.apps().addCertificate(Clinic.APP, made.certificate());
    useCertificate(made);
    assertWarns("certificate", "days left: 19");
  }

  @Test
  void aCertificateThatTheAppDoesNotKnow() throws Exception {
    useCertificate(Certificates.make(home, "-1d", 365));
    assertFails("credential", "AADSTS700027");
  }

  @Test
  void anUnknownApp() throws Exception {
    clinic.settings.put("clientId", Clinic.NOWHERE);
    assertFails("credential", "AADSTS700016");
  }

  @Test
  void anUnknownTenant() throws Exception {
    clinic.settings.put("tenantId", Clinic.NOWHERE);
    assertFails("authority", "AADSTS90002");
  }

  @Test
  void theWrongCloud() throws Exception {
    clinic.world.tenant().setCloud(Cloud.GCC);
    clinic.world.licences().assign(Clinic.KIM, Licence.PRO_GCC);
    assertFails("power-bi-token", "AADSTS500011");
  }

  @Test
  void aPermissionThatIsLacking() throws Exception {
    clinic.world.apps().setRoles(Clinic.APP, "User.Read.All");
    assertFails("permissions", "lacks GroupMember.Read.All");
  }

  @Test
  void aPermissionToWrite() throws Exception {
    clinic
        .world
        .apps()
        .setRoles(Clinic.APP, "User.Read.All", "GroupMember.Read.All", "GroupMember.ReadWrite.All");
    assertFails("permissions", "more than read: GroupMember.ReadWrite.All");
  }

  @Test
  void aPermissionToReadMoreIsWarnedOf() throws Exception {
    clinic.world.apps().setRoles(Clinic.APP, "Directory.Read.All");
    assertWarns("permissions", "Directory.Read.All");
  }

  @Test
  void aPermissionToWriteInPowerBi() throws Exception {
    clinic.world.apps().setPowerBiPermissions(Clinic.APP, "Tenant.ReadWrite.All");
    assertFails("power-bi-permissions", "Tenant.ReadWrite.All");
  }

  @Test
  void aPermissionInPowerBiThatBarsTheAdminApiIsWarnedOf() throws Exception {
    clinic.world.apps().setPowerBiPermissions(Clinic.APP, "Tenant.Read.All");
    assertWarns("power-bi-permissions", "cannot use the read-only admin API");
  }

  @Test
  void aMistypedGroup() throws Exception {
    clinic.settings.put("groupId", Clinic.NOWHERE);
    assertFails("group", "group-missing");
  }

  @Test
  void aGroupThatHidesItsMembers() throws Exception {
    clinic.world.hideGroup(Clinic.GROUP);
    assertFails("group", "hides its members");
  }

  @Test
  void aGroupWithoutARoleInTheWorkspace() throws Exception {
    clinic.world.workspaces().revoke(Clinic.WORKSPACE, Clinic.GROUP);
    assertFails("workspace-role", "no role");
  }

  @Test
  void aWorkspaceThatDoesNotExist() throws Exception {
    Clinic.Seen seen = clinic.run(clinic.argsFor(Clinic.NOWHERE));
    assertThat(seen.marked("FAIL")).as(seen.out()).containsExactly("workspace");
    assertThat(seen.code()).isEqualTo(2);
  }

  @Test
  void anAppWithoutARoleInTheWorkspaceIsWarnedOf() throws Exception {
    clinic.world.workspaces().revoke(Clinic.WORKSPACE, Clinic.APP);
    assertWarns("workspace", "the application has no role");
  }

  @Test
  void aUserWithoutALicenceWhereThereIsNoCapacity() throws Exception {
    clinic.world.workspaces().setOnCapacity(Clinic.WORKSPACE, false);
    clinic.world.licences().remove(Clinic.KIM, Licence.PRO);
    Clinic.Seen seen = clinic.doctor();
    assertThat(seen.marked("FAIL")).as(seen.out()).containsExactly("licence");
    assertThat(seen.marked("WARN")).contains("capacity", "outcome");
    assertThat(seen.line("outcome")).contains("UNKNOWN", "no-licence");
  }

  @Test
  void certificatesThatNothingVouchesFor() throws Exception {
    clinic.settings.remove("trustStore");
    clinic.settings.remove("trustStorePassword");
    assertFails("tls", "inspects TLS");
  }

  @Test
  void aProxyThatWantsANameAndAPassword() throws Exception {
    try (ProxyOf407 proxy = new ProxyOf407()) {
      clinic.settings.put("proxy", "http://localhost:" + proxy.port());
      assertFails("proxy", "407");
    }
  }

  @Test
  void aNameThatCannotBeResolved() throws Exception {
    clinic.settings.put("graphUrl", "https://graph.gate-test.invalid");
    assertFails("dns", "graph.gate-test.invalid");
  }

  @Test
  void whoAnswersAndNeverEnds() throws Exception {
    clinic.settings.put("probeTimeout", "1s");
    clinic.simulator.faults().play(Service.GRAPH, Fault.dripping(Duration.ofMillis(100)));
    assertFails("tls", "no answer from");
  }

  @Test
  void aClockThatIsWrong() throws Exception {
    clinic.setClockAhead(Duration.ofMinutes(10));
    assertFails("clock", "min ahead of");
  }

  @Test
  void aClockThatIsALittleWrongIsWarnedOf() throws Exception {
    clinic.setClockAhead(Duration.ofMinutes(-3));
    assertWarns("clock", "min behind");
  }

  @Test
  void servicePrincipalsThatAreSwitchedOffAreWarnedOf() throws Exception {
    clinic.world.tenant().forbid(PowerBiSetting.SERVICE_PRINCIPALS_MAY_CALL_PUBLIC_APIS);
    assertWarns("service-principals", "could not be checked");
  }

  @Test
  void whereTheListOfTheWorkspaceSaysWhoGetsInAllMayBeWellToo() throws Exception {
    letTheListSayWhoGetsIn();
    clinic.world.workspaces().grant(Clinic.WORKSPACE, Clinic.KIM, AccessRight.VIEWER);
    Clinic.Seen seen = clinic.doctor();
    assertThat(seen.marked("FAIL")).as(seen.out()).isEmpty();
    assertThat(seen.marked("WARN")).as(seen.out()).containsExactly(NO_CLOUD_OF_MICROSOFTS);
  }

  @Test
  void aUserWithoutARoleOfTheirOwnWhereOnlySuchCount() throws Exception {
    letTheListSayWhoGetsIn();
    assertFails("membership", "no role of their own");
  }

  @Test
  void servicePrincipalsThatAreSwitchedOffWhereTheGateItselfMustAsk() throws Exception {
    letTheListSayWhoGetsIn();
    clinic.world.tenant().forbid(PowerBiSetting.SERVICE_PRINCIPALS_MAY_CALL_PUBLIC_APIS);
    assertFails("service-principals", "service principals");
  }

  private void letTheListSayWhoGetsIn() {
    clinic.settings.remove("groupId");
    clinic.settings.put("powerBiCheck", "workspace-users");
    clinic.settings.put("workspaceId", Clinic.WORKSPACE);
  }

  @Test
  void aUserWhomNobodyKnows() throws Exception {
    Clinic.Seen seen = clinic.doctor("--user", "nobody@example.org");
    assertThat(seen.marked("FAIL")).as(seen.out()).containsExactly("user");
    assertThat(seen.line("outcome")).contains("BOTH_ISSUE", "not-in-directory");
  }

  @Test
  void aUserWhoseAccountIsDisabled() throws Exception {
    clinic.world.setAccountEnabled(Clinic.KIM, false);
    assertFails("account", "account-disabled");
  }

  @Test
  void aUserWhoIsNotInTheGroup() throws Exception {
    clinic.world.removeMember(Clinic.GROUP, Clinic.KIM);
    Clinic.Seen seen = assertFails("membership", "not-in-group");
    assertThat(seen.line("outcome")).contains("BOTH_ISSUE");
  }

  @Test
  void aTargetInAnotherTenant() throws Exception {
    clinic.settings.compute("targetUrl", (name, url) -> url + "?ctid=" + Clinic.NOWHERE);
    assertFails("ctid", "another tenant");
  }

  @Test
  void aSettingThatIsWrong() throws Exception {
    clinic.settings.put("admitFor", "canary");
    assertFails("settings", "admitFor");
  }

  private void useCertificate(Certificates.Made made) {
    clinic.settings.remove("clientSecret");
    clinic.settings.put("clientCertificateFile", made.file().toString());
    clinic.settings.put("clientCertificatePassword", Certificates.PASSWORD);
  }

  private Clinic.Seen assertFails(String name, String words) throws IOException {
    Clinic.Seen seen = clinic.doctor();
    assertThat(seen.marked("FAIL")).as(seen.out()).isEqualTo(List.of(name));
    assertThat(seen.line(name)).contains(words).endsWith("]");
    assertThat(seen.code()).isEqualTo(2);
    return seen;
  }

  private void assertWarns(String name, String words) throws IOException {
    Clinic.Seen seen = clinic.doctor();
    assertThat(seen.marked("FAIL")).as(seen.out()).isEmpty();
    assertThat(seen.marked("WARN")).as(seen.out()).contains(name);
    assertThat(seen.line(name)).contains(words);
    assertThat(seen.code()).isEqualTo(1);
  }
}
