package io.github.powerbigate.tool;

import static io.github.powerbigate.tool.Answered.now;

import io.github.powerbigate.microsoft.Examiner;
import io.github.powerbigate.microsoft.Examiner.Api;
import io.github.powerbigate.microsoft.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What one user can open, as the admin API says: not only in one workspace.
 *
 * @param each the items
 * @param complete whether these are all
 */
record Items(List<Item> each, boolean complete) {

  /**
   * An item. Its texts come from outside.
   *
   * @param kind {@code Report}, {@code Dashboard} …
   * @param name as people know it
   * @param right what the user may do with it
   */
  record Item(String kind, String name, String right) {}

  /** Each is one call of the tenant's 200 an hour. */
  private static final int MOST_PAGES = 10;

  Items {
    each = List.copyOf(each);
  }

  /**
   * @param user object id or user principal name
   */
  static Items of(Examiner examiner, String user) throws InterruptedException, Unanswered {
    String path = "/admin/users/" + People.encoded(user) + "/artifactAccess";
    List<Item> items = new ArrayList<>();
    String token = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      // The address that Power BI names for the next page is not followed: the token is enough.
      String next = token.isEmpty() ? "" : "?continuationToken='" + People.encoded(token) + "'";
      Json json = Unanswered.object(now(examiner.get(Api.POWER_BI, path + next)));
      for (Json row : json.rows("artifactAccessEntities")) {
        items.add(
            new Item(
                text(row, "artifactType"), text(row, "displayName"), text(row, "accessRight")));
      }
      token = decoded(text(json, "continuationToken"));
      if (token.isEmpty()) {
        return new Items(items, true);
      }
    }
    return new Items(items, false);
  }

  /** It comes encoded for an address. */
  private static String decoded(String token) {
    try {
      return java.net.URLDecoder.decode(
          token.replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return token;
    }
  }

  private static String text(Json row, String name) {
    return Objects.requireNonNullElse(row.text(name), "");
  }
}
