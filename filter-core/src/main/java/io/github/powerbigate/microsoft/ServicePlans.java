package io.github.powerbigate.microsoft;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The service plans that open Power BI, by cloud: <a
 * href="https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference">service
 * plans</a>. A licence of one cloud is not honoured in another (<a
 * href="https://learn.microsoft.com/fabric/enterprise/powerbi/service-govus-overview">Power BI for
 * US government</a>). Pure.
 */
public final class ServicePlans {

  private static final Map<String, String> COMMERCIAL =
      Map.of(
          "70d33638-9c74-4d01-bfd3-562de28bd4ba", "Power BI Pro",
          "0bf3c642-7bb5-4ccc-884e-59d09df0266c", "Premium Per User");

  /** Of the US government's community cloud. */
  private static final Map<String, String> GCC =
      Map.of(
          "944e9726-f011-4353-b654-5f7d2663db76", "Power BI Pro (GCC)",
          "32d15238-9a8c-46da-af3f-21fc5351d365", "Premium Per User (GCC)");

  private static final String FREE_PLAN = "BI_AZURE_P0";
  private static final String FREE_PRODUCT = "a403ebcc-fae0-4ca2-8c8c-7a907fd6c235";

  private ServicePlans() {}

  /**
   * The name of a paid plan that opens Power BI in a cloud.
   *
   * @param plan one of {@code servicePlans} in the answer to {@code licenseDetails}
   * @param powerBiScope which cloud's Power BI it is
   * @return null if it is another plan, or another cloud's
   */
  public static @Nullable String opening(Json plan, String powerBiScope) {
    String id = String.valueOf(plan.text("servicePlanId")).toLowerCase(Locale.ROOT);
    boolean commercial = powerBiScope.startsWith("https://analysis.windows.net/");
    boolean gcc = powerBiScope.startsWith("https://analysis.usgovcloudapi.net/");
    // The ids of the other clouds are not published: there either is believed.
    String name = gcc ? null : COMMERCIAL.get(id);
    return name == null && !commercial ? GCC.get(id) : name;
  }

  /** Whether a plan that was assigned is ready for use. */
  public static boolean isReady(Json plan) {
    return "Success".equals(plan.text("provisioningStatus"));
  }

  /** Whether one of the licences in {@code licenseDetails} is Free, of the commercial cloud. */
  public static boolean isFree(Json licence) {
    return FREE_PRODUCT.equalsIgnoreCase(licence.text("skuId"))
        || licence.rows("servicePlans").stream()
            .anyMatch(plan -> FREE_PLAN.equals(plan.text("servicePlanName")));
  }
}
