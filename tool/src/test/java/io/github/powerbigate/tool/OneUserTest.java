package io.github.powerbigate.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.simulator.world.Cloud;
import io.github.powerbigate.simulator.world.Licence;
import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.simulator.world.ServicePlan;
import io.github.powerbigate.simulator.world.User;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says of a person. */
class OneUserTest {

  private static final String INNER = "b1b1b1b1-0000-4000-8000-000000000002";
  private static final String LEE = "d1d1d1d1-0000-4000-8000-000000000002";

  private static final Licence FREE =
      new Licence(
          "a403ebcc-fae0-4ca2-8c8c-7a907fd6c235",
          "POWER_BI_STANDARD",
          List.of(
              new ServicePlan(
                  "e1e1e1e1-0000-4000-8000-000000000001", "BI_AZURE_P0", ServicePlan.SUCCESS)));

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
  void isFoundByEveryName() throws Exception {
    assertThat(clinic.doctor("--user", Clinic.KIM).line("user")).contains("by object id");
    assertThat(clinic.doctor("--user", "kim@simulator.onmicrosoft.com").line("user"))
        .contains("by user principal name");
    assertThat(clinic.doctor("--user", "KIM@example.org").line("user")).contains("by mail");
  }

  @Test
  void whoSharesAMailIsWarnedOf() throws Exception {
    clinic.world.addUser(
        User.member(LEE, "lee@simulator.onmicrosoft.com", "Lee").withMail("kim@example.org"));
    Clinic.Seen seen = clinic.doctor();
    assertThat(seen.line("user")).startsWith("WARN").contains("2 people");
    assertThat(seen.line("membership")).startsWith("PASS");
  }

  @Test
  void isAMemberByANestedGroup() throws Exception {
    clinic.world.removeMember(Clinic.GROUP, Clinic.KIM);
    clinic.world.addGroup(INNER, "Inner");
    clinic.world.nestGroup(Clinic.GROUP, INNER);
    clinic.world.addMember(INNER, Clinic.KIM);
    assertThat(clinic.doctor().line("membership")).startsWith("PASS");
  }

  @Test
  void aPendingInvitationIsANoteAndNoFault() throws Exception {
    User guest = clinic.world.invite("greta@elsewhere.example", "Greta", Propagation.IMMEDIATE);
    clinic.world.addMember(Clinic.GROUP, guest.id());
    Clinic.Seen seen = clinic.doctor("--user", "greta@elsewhere.example");
    assertThat(seen.marked("FAIL")).as(seen.out()).isEmpty();
    assertThat(seen.line("account")).contains("a guest's", "the invitation is pending");
    assertThat(seen.out()).doesNotContain("greta");
  }

  @Test
  void needsNoLicenceWhereThereIsACapacity() throws Exception {
    clinic.world.licences().remove(Clinic.KIM, Licence.PRO);
    assertThat(clinic.doctor().line("licence")).startsWith("PASS").contains("a Viewer needs none");
  }

  @Test
  void aLicenceThatIsNotReadyIsNone() throws Exception {
    clinic.world.workspaces().setOnCapacity(Clinic.WORKSPACE, false);
    clinic
        .world
        .licences()
        .assign(Clinic.KIM, Licence.PRO.withStatus(ServicePlan.PENDING_ACTIVATION));
    assertThat(clinic.doctor().line("licence")).startsWith("FAIL").contains("not ready");
  }

  @Test
  void aLicenceOfAnotherCloudIsNone() throws Exception {
    moveTo(Cloud.GCC);
    assertThat(clinic.doctor().line("licence")).startsWith("FAIL").contains("in this cloud");
    clinic.world.licences().assign(Clinic.KIM, Licence.PRO_GCC);
    assertThat(clinic.doctor().line("licence")).startsWith("PASS").contains("Power BI Pro (GCC)");
  }

  @Test
  void aFreeLicenceIsInTheWayInAGovernmentCloud() throws Exception {
    moveTo(Cloud.GCC_HIGH);
    clinic.world.licences().remove(Clinic.KIM, Licence.PRO);
    clinic.world.licences().assign(Clinic.KIM, FREE);
    assertThat(clinic.doctor().line("licence")).startsWith("WARN").contains("a Free licence");
  }

  @Test
  void withoutTheTenantInAddressesGuestsGoHome() throws Exception {
    clinic.settings.put("appendTenant", "false");
    assertThat(clinic.doctor().line("ctid")).startsWith("WARN").contains("their own tenant");
  }

  private void moveTo(Cloud cloud) {
    clinic.world.tenant().setCloud(cloud);
    clinic.world.workspaces().setOnCapacity(Clinic.WORKSPACE, false);
    clinic.settings.put("powerBiScope", clinic.simulator.powerBiScope());
  }
}
