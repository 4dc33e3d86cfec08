package io.github.powerbigate.simulator.world;

import java.util.List;
import java.util.Locale;

/**
 * The Microsoft cloud that the tenant lives in (Microsoft facts §4). Entra ID and Graph are at the
 * simulator's own addresses in each; what differs is the resource for which tokens for Power BI are
 * issued, and each cloud knows only its own.
 */
public enum Cloud {
  /** The commercial cloud. */
  PUBLIC("https://analysis.windows.net/powerbi/api"),
  /** Mixed: Entra ID and Graph of the commercial cloud, Power BI of the government's. */
  GCC("https://analysis.usgovcloudapi.net/powerbi/api"),
  /** US Government L4. */
  GCC_HIGH("https://high.analysis.usgovcloudapi.net/powerbi/api"),
  /** US Government L5. */
  DOD("https://mil.analysis.usgovcloudapi.net/powerbi/api"),
  /** Operated by 21Vianet. */
  CHINA("https://analysis.chinacloudapi.cn/powerbi/api");

  private final String powerBiResource;

  Cloud(String powerBiResource) {
    this.powerBiResource = powerBiResource;
  }

  /** Its name as it is written in scenarios and in the control API. */
  public String written() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Whether a plan is one of Power BI in this cloud; a licence of another cloud does not count
   * (Microsoft facts §2.6). The plans of GCC High, DoD and China are not known: there the
   * commercial ones serve.
   */
  boolean isOpenedBy(ServicePlan plan) {
    List<ServicePlan> plans =
        this == GCC
            ? List.of(ServicePlan.PRO_GCC, ServicePlan.PREMIUM_PER_USER_GCC)
            : List.of(ServicePlan.PRO, ServicePlan.PREMIUM_PER_USER);
    return plans.stream().anyMatch(known -> known.id().equals(plan.id()));
  }

  /** The audience of tokens for Power BI; its scope is this and {@code /.default}. */
  public String powerBiResource() {
    return powerBiResource;
  }
}
