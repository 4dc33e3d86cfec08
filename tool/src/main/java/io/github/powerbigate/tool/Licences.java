package io.github.powerbigate.tool;

import io.github.powerbigate.diagnosis.Check;
import io.github.powerbigate.diagnosis.Subject;
import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Cause.Actor;
import io.github.powerbigate.microsoft.Examiner.Examined;
import io.github.powerbigate.microsoft.Json;
import io.github.powerbigate.microsoft.ServicePlans;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a user's licences open Power BI, by service plans and not by products. */
final class Licences {

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
    String waiting = null;
    for (Json plan : plans) {
      String name = ServicePlans.opening(plan, powerBiScope);
      if (name != null && ServicePlans.isReady(plan)) {
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
    boolean free = json.rows("value").stream().anyMatch(ServicePlans::isFree);
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
}
