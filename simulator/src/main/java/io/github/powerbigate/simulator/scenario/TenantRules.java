package io.github.powerbigate.simulator.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerbigate.simulator.world.Cloud;
import io.github.powerbigate.simulator.world.PermissionRefresh;
import io.github.powerbigate.simulator.world.PowerBiSetting;
import io.github.powerbigate.simulator.world.Tenant;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What of a tenant can change while it runs. What is absent stays as it is. Immutable.
 *
 * @param cloud the cloud that it is in
 * @param powerBiUsed whether it knows the resource of Power BI
 * @param publicApis which apps may call the public APIs of Power BI
 * @param adminApis which apps may read the admin APIs of Power BI
 * @param peopleMayConsent whether people may consent to apps themselves
 * @param permissionRefresh whether {@code RefreshUserPermissions} is to be had
 * @param refreshTakes how long one takes
 */
public record TenantRules(
    Optional<Cloud> cloud,
    Optional<Boolean> powerBiUsed,
    Optional<Apps> publicApis,
    Optional<Apps> adminApis,
    Optional<Boolean> peopleMayConsent,
    Optional<PermissionRefresh> permissionRefresh,
    Optional<Duration> refreshTakes) {

  static final String[] KEYS = {
    "cloud",
    "powerBiUsed",
    "appsMayCallPublicApis",
    "appsMayReadAdminApis",
    "peopleMayConsent",
    "permissionRefresh",
    "refreshTakes"
  };

  /**
   * For which apps a setting is on: for those of a group, or for all or none.
   *
   * @param groupId the group, if it is on for one group only
   */
  public record Apps(boolean some, Optional<String> groupId) {
    static Apps read(Place place, Function<Place, String> groups) {
      if (place.json().isTextual()) {
        return new Apps(true, Optional.of(groups.apply(place)));
      }
      return new Apps(place.flag(true), Optional.empty());
    }

    void apply(Tenant tenant, PowerBiSetting setting) {
      if (!some) {
        tenant.forbid(setting);
      } else if (groupId.isPresent()) {
        tenant.allow(setting, groupId.get());
      } else {
        tenant.allow(setting);
      }
    }
  }

  /**
   * Reads what stands outside a scenario, where groups are named by their ids.
   *
   * @throws ScenarioError if it is not as it should be
   */
  public static TenantRules read(ObjectNode json) {
    return read(Place.root(json).only(KEYS), Place::guid);
  }

  /** The place has been looked at for keys that are unknown. */
  static TenantRules read(Place place, Function<Place, String> groups) {
    return new TenantRules(
        place.at("cloud").maybe(TenantRules::cloud),
        place.at("powerBiUsed").maybe(used -> used.flag(true)),
        place.at("appsMayCallPublicApis").maybe(apps -> Apps.read(apps, groups)),
        place.at("appsMayReadAdminApis").maybe(apps -> Apps.read(apps, groups)),
        place.at("peopleMayConsent").maybe(may -> may.flag(true)),
        place.at("permissionRefresh").maybe(TenantRules::refresh),
        place.at("refreshTakes").maybe(Place::length));
  }

  /** Changes the tenant. */
  public void apply(Tenant tenant) {
    cloud.ifPresent(tenant::setCloud);
    powerBiUsed.ifPresent(tenant::setPowerBiUsed);
    publicApis.ifPresent(
        it -> it.apply(tenant, PowerBiSetting.SERVICE_PRINCIPALS_MAY_CALL_PUBLIC_APIS));
    adminApis.ifPresent(
        it -> it.apply(tenant, PowerBiSetting.SERVICE_PRINCIPALS_MAY_READ_ADMIN_APIS));
    peopleMayConsent.ifPresent(tenant::setPeopleMayConsent);
    permissionRefresh.ifPresent(tenant::setPermissionRefresh);
    refreshTakes.ifPresent(tenant::setRefreshTakes);
  }

  private static PermissionRefresh refresh(Place place) {
    String[] names =
        Stream.of(PermissionRefresh.values())
            .map(PermissionRefresh::written)
            .toArray(String[]::new);
    return PermissionRefresh.valueOf(place.oneOf(names).toUpperCase(Locale.ROOT));
  }

  private static Cloud cloud(Place place) {
    String[] names = Stream.of(Cloud.values()).map(Cloud::written).toArray(String[]::new);
    return Cloud.valueOf(place.oneOf(names).toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
