package io.github.powerbigate.simulator;

import io.github.powerbigate.simulator.wire.Call;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request to Graph costs in resource units. A request that Microsoft's list of base costs
 * does not name costs 1.
 */
final class GraphCosts {
  private static final Map<String, Integer> BASE =
      Map.of(
          "GET users/", 2,
          "POST users/checkMemberGroups", 4,
          "POST users/checkMemberObjects", 4,
          "POST users/getMemberGroups", 2,
          "GET users/licenseDetails", 2,
          "GET users/transitiveMemberOf", 2,
          "GET groups/members", 3,
          "GET groups/transitiveMembers", 5);

  private static final int SMALL_PAGE = 20;

  private GraphCosts() {}

  /** The cost of a call whose path behind the version is this. */
  static int of(Call call, List<String> path) {
    String collection = path.isEmpty() ? "" : path.get(0);
    String aspect = path.size() > 2 ? path.get(2) : "";
    int cost = BASE.getOrDefault(call.method() + " " + collection + "/" + aspect, 1);
    Map<String, String> options = call.parameters();
    if (options.containsKey("$select")) {
      cost--;
    }
    if (isSmallPage(options.get("$top"))) {
      cost--;
    }
    return Math.max(1, cost);
  }

  private static boolean isSmallPage(@Nullable String top) {
    return top != null && top.matches("\\d{1,2}") && Integer.parseInt(top) < SMALL_PAGE;
  }
}
