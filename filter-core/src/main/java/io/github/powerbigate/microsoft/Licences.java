package io.github.powerbigate.microsoft;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a user's licences allow in Power BI, by service plan and not by product: <a
 * href="https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference">service
 * plans</a>.
 */
final class Licences {

  /** Pro and Premium per user, of the public cloud and of GCC. */
  private static final Set<String> PAID =
      Set.of(
          "70d33638-9c74-4d01-bfd3-562de28bd4ba",
          "0bf3c642-7bb5-4ccc-884e-59d09df0266c",
          "944e9726-f011-4353-b654-5f7d2663db76",
          "32d15238-9a8c-46da-af3f-21fc5351d365");

  /** The product that is Free, of the public cloud alone. */
  private static final String FREE = "a403ebcc-fae0-4ca2-8c8c-7a907fd6c235";

  private static final Set<String> GOVERNMENT = Set.of("gcc", "gcc-high", "dod");

  /** Whose plans are listed above; of the others Microsoft publishes none. */
  private static final Set<String> KNOWN = Set.of("public", "gcc", Cloud.CUSTOM);

  private Licences() {}

  /** Whether the plans of this cloud are known. */
  static boolean areKnownIn(Cloud cloud) {
    return KNOWN.contains(cloud.name());
  }

  /** Whether one of them is a paid licence that is ready for use. */
  static boolean isPaid(List<Json> details) {
    return details.stream()
        .flatMap(detail -> detail.rows("servicePlans").stream())
        .anyMatch(
            plan ->
                PAID.contains(lower(plan.text("servicePlanId")))
                    && "Success".equals(plan.text("provisioningStatus")));
  }

  /**
   * Whether they keep the user out of a government cloud: by Microsoft's words a Free licence is
   * good for the commercial cloud alone (<a
   * href="https://learn.microsoft.com/fabric/enterprise/powerbi/service-govus-overview">Power BI
   * for US government</a>).
   */
  static boolean areFreeInGovernment(Cloud cloud, List<Json> details) {
    return GOVERNMENT.contains(cloud.name())
        && !isPaid(details)
        && details.stream().anyMatch(detail -> FREE.equals(lower(detail.text("skuId"))));
  }

  private static String lower(@Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }
}
