package io.github.powerbigate.tool;

import io.github.powerbigate.diagnosis.Check;
import io.github.powerbigate.diagnosis.Subject;
import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Cause.Actor;
import io.github.powerbigate.microsoft.Examiner.Examined;
import io.github.powerbigate.microsoft.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a user's licences open Power BI, by service plans and not by products. */
final class Licences {

  /** Of the commercial cloud. */
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

  private Licences() {}

  /**
   * Looks.
   *
   * @param answer to {@code GET /users/{id}/licenseDetails}
   * @param powerBiScope which cloud's Power BI it is
   * @param onCapacity whether the workspace has a capacity; null if that is not known
   */
  static Check check(Examined answer, String powerBiScope, @Nullable Boolean onCapacity) {
    Json json = answer.json();
    if (answer.status() != 200 || json == null) {
      return Check.warn(
          Subject.LICENCE,
          "Graph does not tell this application of licences [http-" + answer.status() + "]",
          "look them up in the admin centre, or give the application LicenseAssignment.Read.All",
          Actor.ADMINISTRATOR);
    }
    List<Json> plans = new ArrayList<>();
    json.rows("value").forEach(licence -> plans.addAll(licence.rows("servicePlans")));
    boolean government = powerBiScope.contains("usgovcloudapi.net");
    boolean gcc = powerBiScope.startsWith("https://analysis.usgovcloudapi.net/");
    String waiting = null;
    for (Json plan : plans) {
      String name = opening(plan, powerBiScope, gcc);
      if (name != null && "Success".equals(plan.text("provisioningStatus"))) {
        return Check.pass(Subject.LICENCE, "the user has " + name);
      }
      if (name != null) {
        waiting = name;
      }
    }
    String lacking =
        waiting == null
            ? "the user has no Power BI licence that counts in this cloud"
            : "the user's " + waiting + " is assigned, and not ready or switched off";
    boolean free =
        plans.stream().anyMatch(plan -> FREE_PLAN.equals(plan.text("servicePlanName")))
            || json.rows("value").stream()
                .anyMatch(licence -> FREE_PRODUCT.equalsIgnoreCase(licence.text("skuId")));
    if (government && free) {
      return Check.warn(
          Subject.LICENCE,
          lacking + "; a Free licence is good in the commercial cloud alone, and in the way here",
          "take the Free licence away, and assign Power BI Pro of this cloud if it is needed",
          Actor.ADMINISTRATOR);
    }
    return withoutOne(lacking, onCapacity);
  }

  private static Check withoutOne(String lacking, @Nullable Boolean onCapacity) {
    String remedy = "assign Power BI Pro or Premium Per User, or give the workspace a capacity";
    if (onCapacity == null) {
      return Check.warn(
          Subject.LICENCE,
          lacking + ", which is needed unless the workspace has a capacity and the role is Viewer",
          remedy,
          Actor.ADMINISTRATOR);
    }
    return onCapacity
        ? Check.pass(
            Subject.LICENCE, lacking + ", and a Viewer needs none: the workspace has a capacity")
        : Check.fail(
            Subject.LICENCE,
            lacking
                + ", which is needed as the workspace has no capacity ["
                + Cause.NO_LICENCE.code()
                + "]",
            remedy,
            Actor.ADMINISTRATOR);
  }

  /** The name of a plan that opens Power BI in this cloud; null of another. */
  private static @Nullable String opening(Json plan, String powerBiScope, boolean gcc) {
    String id = String.valueOf(plan.text("servicePlanId"));
    boolean commercial = powerBiScope.startsWith("https://analysis.windows.net/");
    // The ids of the other clouds are not published: there either is believed.
    String name = gcc ? null : COMMERCIAL.get(id);
    return name == null && !commercial ? GCC.get(id) : name;
  }
}
