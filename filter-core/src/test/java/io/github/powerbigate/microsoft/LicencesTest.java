package io.github.powerbigate.microsoft;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LicencesTest {

  private static final String PRO = "944e9726-f011-4353-b654-5f7d2663db76";
  private static final String FREE = "a403ebcc-fae0-4ca2-8c8c-7a907fd6c235";

  @ParameterizedTest
  @CsvSource({
    "public, 70d33638-9c74-4d01-bfd3-562de28bd4ba, Success, true",
    "public, 0BF3C642-7BB5-4CCC-884E-59D09DF0266C, Success, true",
    "public, 944e9726-f011-4353-b654-5f7d2663db76, Success, false",
    "gcc, 944e9726-f011-4353-b654-5f7d2663db76, Success, true",
    "gcc, 32d15238-9a8c-46da-af3f-21fc5351d365, Success, true",
    "gcc, 70d33638-9c74-4d01-bfd3-562de28bd4ba, Success, false",
    "public, 70d33638-9c74-4d01-bfd3-562de28bd4ba, PendingActivation, false",
    "public, 70d33638-9c74-4d01-bfd3-562de28bd4ba, Disabled, false",
    "public, 11111111-1111-4111-8111-111111111111, Success, false"
  })
  void cloudServicePlanAndStateSayWhetherALicenceIsPaid(
      String cloud, String plan, String state, boolean paid) {
    assertThat(Licences.isPaid(cloud(cloud), List.of(detail("any", plan, state)))).isEqualTo(paid);
  }

  @Test
  void freeIsGoodForTheCommercialCloudAlone() {
    List<Json> free = List.of(detail(FREE, "11111111-1111-4111-8111-111111111111", "Success"));
    List<Json> both = List.of(free.get(0), detail("any", PRO, "Success"));

    assertThat(Licences.areFreeInGovernment(cloud("gcc"), free)).isTrue();
    assertThat(Licences.areFreeInGovernment(cloud("public"), free)).isFalse();
    assertThat(Licences.areFreeInGovernment(cloud("gcc"), both)).isFalse();
    assertThat(Licences.areFreeInGovernment(cloud("gcc"), List.of())).isFalse();
  }

  @Test
  void whereMicrosoftPublishesNoPlansNothingIsConcluded() {
    assertThat(Cloud.presets().stream().filter(Licences::areKnownIn).map(Cloud::name))
        .containsExactly("public", "gcc");
  }

  private static Cloud cloud(String name) {
    return Cloud.named(name).orElseThrow();
  }

  private static Json detail(String sku, String plan, String state) {
    return Json.parse(
        ("{\"skuId\":\"%s\",\"servicePlans\":[{\"servicePlanId\":\"%s\","
                + "\"provisioningStatus\":\"%s\"}]}")
            .formatted(sku, plan, state)
            .getBytes(UTF_8));
  }
}
