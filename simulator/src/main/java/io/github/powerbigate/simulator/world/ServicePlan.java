package io.github.powerbigate.simulator.world;

/**
 * One service within a licence, with the fields that Graph shows (Microsoft facts §1.8). Immutable.
 *
 * @param id the GUID by which a plan is known in every SKU that holds it
 * @param provisioningStatus one of the constants here, or any other text to see it borne
 */
public record ServicePlan(String id, String name, String provisioningStatus) {

  /** The service may be used. */
  public static final String SUCCESS = "Success";

  /** Assigned, and being set up. */
  public static final String PENDING_PROVISIONING = "PendingProvisioning";

  /** Assigned, and waiting to be switched on. */
  public static final String PENDING_ACTIVATION = "PendingActivation";

  /** Part of the licence, and switched off for this user. */
  public static final String DISABLED = "Disabled";

  /** Power BI Pro. */
  public static final ServicePlan PRO =
      new ServicePlan("70d33638-9c74-4d01-bfd3-562de28bd4ba", "BI_AZURE_P2", SUCCESS);

  /** Power BI Premium Per User. */
  public static final ServicePlan PREMIUM_PER_USER =
      new ServicePlan("0bf3c642-7bb5-4ccc-884e-59d09df0266c", "BI_AZURE_P3", SUCCESS);

  /** Power BI Pro in GCC. */
  public static final ServicePlan PRO_GCC =
      new ServicePlan("944e9726-f011-4353-b654-5f7d2663db76", "BI_AZURE_P_2_GOV", SUCCESS);

  /** Power BI Premium Per User in GCC. */
  public static final ServicePlan PREMIUM_PER_USER_GCC =
      new ServicePlan("32d15238-9a8c-46da-af3f-21fc5351d365", "BI_AZURE_P3_GOV", SUCCESS);

  boolean isUsable() {
    return provisioningStatus.equals(SUCCESS);
  }

  /** The same in another state. */
  public ServicePlan withStatus(String status) {
    return new ServicePlan(id, name, status);
  }
}
