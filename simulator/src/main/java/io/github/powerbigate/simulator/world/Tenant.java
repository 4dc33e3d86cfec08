package io.github.powerbigate.simulator.world;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What holds for the tenant as a whole. It begins in the public cloud, with Power BI in use, public
 * APIs open to every app and admin APIs to none. Changes take effect at once. Thread-safe.
 */
public final class Tenant {
  private static final Allowed EVERYBODY = groups -> true;

  private final Map<PowerBiSetting, Allowed> settings = new ConcurrentHashMap<>();
  private volatile Cloud cloud = Cloud.PUBLIC;
  private volatile boolean powerBiUsed = true;
  private volatile boolean peopleMayConsent = true;
  private volatile PermissionRefresh permissionRefresh = PermissionRefresh.AVAILABLE;
  private volatile Duration refreshTakes = Duration.ofMinutes(2);

  Tenant() {
    settings.put(PowerBiSetting.SERVICE_PRINCIPALS_MAY_CALL_PUBLIC_APIS, EVERYBODY);
  }

  /** For whom a setting is on, by the groups that they are in. */
  private interface Allowed {
    boolean isFor(Set<String> groups);
  }

  /** The cloud. */
  public Cloud cloud() {
    return cloud;
  }

  /** Moves the tenant to another cloud. Tokens already issued for Power BI are refused there. */
  public void setCloud(Cloud other) {
    cloud = other;
  }

  /** Whether anybody has ever used Power BI here, so that the tenant knows its resource. */
  public boolean isPowerBiUsed() {
    return powerBiUsed;
  }

  /** Without it the token endpoint refuses tokens for Power BI with AADSTS650052 (§3.6). */
  public void setPowerBiUsed(boolean used) {
    powerBiUsed = used;
  }

  /** Whether people may consent to apps themselves; if not, only an administrator does. */
  public boolean mayPeopleConsent() {
    return peopleMayConsent;
  }

  /** Lets people consent to apps themselves, or leaves that to administrators. */
  public void setPeopleMayConsent(boolean may) {
    peopleMayConsent = may;
  }

  /** Whether {@code RefreshUserPermissions} is to be had. */
  public PermissionRefresh permissionRefresh() {
    return permissionRefresh;
  }

  /** Says whether {@code RefreshUserPermissions} is to be had. */
  public void setPermissionRefresh(PermissionRefresh other) {
    permissionRefresh = other;
  }

  /** How long a refresh of permissions takes: about two minutes (Microsoft facts §2.3). */
  public Duration refreshTakes() {
    return refreshTakes;
  }

  /** Lets refreshes that begin from now on take another time. */
  public void setRefreshTakes(Duration length) {
    refreshTakes = length;
  }

  /** Turns a setting on for every app. */
  public void allow(PowerBiSetting setting) {
    settings.put(setting, EVERYBODY);
  }

  /** Turns a setting on for the apps in this group, and off for the others. */
  public void allow(PowerBiSetting setting, String groupId) {
    settings.put(setting, groups -> groups.contains(Guid.normal(groupId)));
  }

  /** Turns a setting off. */
  public void forbid(PowerBiSetting setting) {
    settings.remove(setting);
  }

  /** Whether the setting is on for an app that is in these groups. */
  public boolean isAllowed(PowerBiSetting setting, Set<String> groups) {
    Allowed allowed = settings.get(setting);
    return allowed != null && allowed.isFor(groups);
  }
}
