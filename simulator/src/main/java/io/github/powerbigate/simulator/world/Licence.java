package io.github.powerbigate.simulator.world;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A product that can be assigned to a user or a group, and its service plans. The products here are
 * those of Microsoft facts §1.8; others can be made. Immutable.
 */
public record Licence(String skuId, String skuPartNumber, List<ServicePlan> servicePlans) {

  /** Power BI Pro. */
  public static final Licence PRO =
      new Licence("f8a1db68-be16-40ed-86d5-cb42ce701560", "POWER_BI_PRO", List.of(ServicePlan.PRO));

  /** Power BI Premium Per User, which holds Pro too. */
  public static final Licence PREMIUM_PER_USER =
      new Licence(
          "c1d032e0-5619-4761-9b5c-75b6831e1711",
          "PBI_PREMIUM_PER_USER",
          List.of(ServicePlan.PREMIUM_PER_USER, ServicePlan.PRO));

  /** Power BI Pro in GCC. */
  public static final Licence PRO_GCC =
      new Licence(
          "f0612879-44ea-47fb-baf0-3d76d9235576", "POWERBI_PRO_GOV", List.of(ServicePlan.PRO_GCC));

  /** Power BI Premium Per User in GCC. */
  public static final Licence PREMIUM_PER_USER_GCC =
      new Licence(
          "e53d92fc-778b-4a8b-83de-791240ebf88d",
          "PBI_PREMIUM_PER_USER_GCC",
          List.of(ServicePlan.PREMIUM_PER_USER_GCC));

  /** Copies what it is given. */
  public Licence {
    skuId = Guid.normal(skuId);
    servicePlans = List.copyOf(servicePlans);
  }

  /** The same with every plan in this state. */
  public Licence withStatus(String status) {
    return withPlans(plan -> plan.withStatus(status));
  }

  /** The same with one plan in this state. */
  public Licence withStatus(ServicePlan named, String status) {
    return withPlans(plan -> plan.id().equals(named.id()) ? plan.withStatus(status) : plan);
  }

  private Licence withPlans(UnaryOperator<ServicePlan> change) {
    return new Licence(skuId, skuPartNumber, servicePlans.stream().map(change).toList());
  }
}
