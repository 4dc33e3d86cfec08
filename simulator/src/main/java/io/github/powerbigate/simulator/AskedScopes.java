package io.github.powerbigate.simulator;

import io.github.powerbigate.simulator.world.Apps;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an app asks to do for a person, at one resource. Immutable.
 *
 * @param audience of the access token
 * @param permissions the names of the delegated permissions, without the resource's
 * @param openId those of OpenID Connect, which need no consent here
 * @param granted what the answer says was granted, in the words of the question
 */
record AskedScopes(String audience, Set<String> permissions, Set<String> openId, String granted) {
  private static final Set<String> OPENID = Set.of("openid", "profile", "email", "offline_access");
  private static final String DEFAULT = ".default";

  /** Stands for itself where a resource's own permissions are not known. */
  private static final String OF_AN_APP = "user_impersonation";

  boolean wantsIdToken() {
    return openId.contains("openid");
  }

  boolean wantsRefreshToken() {
    return openId.contains("offline_access");
  }

  /** Without a resource's name a permission is Graph's, and so is a token for OpenID alone. */
  static AskedScopes read(String scope, String clientId, Resources resources, Apps apps)
      throws EntraRefusal {
    Set<String> openId = new TreeSet<>();
    Set<String> permissions = new TreeSet<>();
    Set<String> granted = new LinkedHashSet<>();
    Set<String> audiences = new LinkedHashSet<>();
    for (String asked : scope.strip().split(" +", -1)) {
      if (OPENID.contains(asked)) {
        openId.add(asked);
        continue;
      }
      int slash = asked.lastIndexOf('/');
      String name = asked.substring(slash + 1);
      String audience =
          resources.audience(slash < 0 ? resources.graph() : asked.substring(0, slash));
      if (name.isEmpty()) {
        throw new EntraRefusal(EntraError.WRONG_DELEGATED_SCOPE, scope);
      }
      audiences.add(audience);
      granted.add(asked);
      permissions.addAll(
          name.equals(DEFAULT) ? registered(clientId, audience, resources, apps) : Set.of(name));
    }
    if (audiences.size() > 1 || (audiences.isEmpty() && openId.isEmpty())) {
      throw new EntraRefusal(EntraError.WRONG_DELEGATED_SCOPE, scope);
    }
    String audience = audiences.isEmpty() ? resources.graph() : audiences.iterator().next();
    openId.stream().filter(name -> !name.equals("offline_access")).forEach(granted::add);
    return new AskedScopes(audience, permissions, openId, String.join(" ", granted));
  }

  /** What {@code /.default} stands for. */
  private static Set<String> registered(
      String clientId, String audience, Resources resources, Apps apps) throws EntraRefusal {
    if (!audience.equals(resources.powerBi())) {
      return Set.of(audience.equals(resources.graph()) ? "User.Read" : OF_AN_APP);
    }
    Set<String> registered = apps.powerBiPermissions(clientId);
    if (registered.isEmpty()) {
      throw new EntraRefusal(EntraError.WRONG_DELEGATED_SCOPE, audience + "/" + DEFAULT);
    }
    return registered;
  }
}
