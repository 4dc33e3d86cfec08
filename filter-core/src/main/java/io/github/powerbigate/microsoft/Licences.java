package io.github.powerbigate.microsoft;

import java.util.List;
import java.util.Set;

/** What a user's licences allow in Power BI, by service plan and not by product. */
final class Licences {

  private static final Set<String> GOVERNMENT = Set.of("gcc", "gcc-high", "dod");

  /** Whose plans Microsoft publishes. */
  private static final Set<String> KNOWN = Set.of("public", "gcc", Cloud.CUSTOM);

  private Licences() {}

  /** Whether the plans of this cloud are known. */
  static boolean areKnownIn(Cloud cloud) {
    return KNOWN.contains(cloud.name());
  }

  /** Whether one of them is a paid licence that is ready for use in this cloud. */
  static boolean isPaid(Cloud cloud, List<Json> details) {
    return details.stream()
        .flatMap(detail -> detail.rows("servicePlans").stream())
        .anyMatch(
            plan ->
                ServicePlans.opening(plan, cloud.powerBiScope()) != null
                    && ServicePlans.isReady(plan));
  }

  /**
   * Whether they keep the user out of a government cloud: by Microsoft's words a Free licence is
   * good for the commercial cloud alone (<a
   * href="https://learn.microsoft.com/fabric/enterprise/powerbi/service-govus-overview">Power BI
   * for US government</a>).
   */
  static boolean areFreeInGovernment(Cloud cloud, List<Json> details) {
    return GOVERNMENT.contains(cloud.name())
        && !isPaid(cloud, details)
        && details.stream().anyMatch(ServicePlans::isFree);
  }
}
