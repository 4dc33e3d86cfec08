package io.github.powerbigate;

import io.github.powerbigate.membership.FakeClock;
import io.github.powerbigate.membership.MembershipProbe;
import io.github.powerbigate.membership.ScriptedProbe;
import io.github.powerbigate.page.PageFiles;
import io.github.powerbigate.settings.GateSettings;
import io.github.powerbigate.settings.SettingSources;
import java.util.HashMap;
import java.util.Map;

/** A filter with a scripted probe and a clock that stands still. */
final class TestGate {

  final FakeClock clock = new FakeClock();
  final ScriptedProbe probe = new ScriptedProbe();
  private final Map<String, String> settings = new HashMap<>(required());
  private PageFiles files = PageFiles.NONE;
  private String name = "powerbi";

  /** What every gate must be told. */
  static Map<String, String> required() {
    return Map.of(
        "tenantId", "11111111-1111-1111-1111-111111111111",
        "clientId", "22222222-2222-2222-2222-222222222222",
        "clientSecret", "not-a-secret",
        "groupId", "33333333-3333-3333-3333-333333333333",
        "intercept", "request");
  }

  TestGate with(String name, String value) {
    settings.put(name, value);
    return this;
  }

  TestGate inPlaceOf(String targetUrl) {
    settings.remove("intercept");
    return with("targetUrl", targetUrl);
  }

  /** At the application's redirect. */
  TestGate atRedirect() {
    return with("intercept", "redirect");
  }

  /** In an application that brings this page along. */
  TestGate withTemplate(String html) {
    files = file -> file.equals("wait.html") ? html : null;
    return this;
  }

  /** Under another filter's name. */
  TestGate named(String filterName) {
    name = filterName;
    return this;
  }

  /** In a cloud of somebody's own, whose Power BI is at these hosts. */
  TestGate inACloudWith(String webHosts) {
    return with("cloud", "custom")
        .with("entraUrl", "https://localhost:1")
        .with("graphUrl", "https://localhost:2")
        .with("powerBiApiUrl", "https://localhost:3")
        .with("powerBiScope", "https://localhost:3/.default")
        .with("powerBiWebHosts", webHosts);
  }

  PowerBiAccessGateFilter filter() {
    return filter(probe);
  }

  PowerBiAccessGateFilter filter(MembershipProbe other) {
    return new PowerBiAccessGateFilter(Gate.around(settings(), files, other, () -> {}, clock));
  }

  GateSettings settings() {
    return GateSettings.read(
        SettingSources.of(name, Map.of(), Map.of(), Map.of(), settings, Map.of()));
  }
}
