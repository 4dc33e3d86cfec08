package io.github.powerbigate.microsoft;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings for a gate before {@link ScriptedMicrosoft}. Immutable. */
record TestSettings(
    Cloud cloud,
    String tenantId,
    Credential credential,
    List<String> groupIds,
    MicrosoftSettings.GroupMatch match,
    @Nullable Path trustStore,
    @Nullable InetSocketAddress proxy,
    Duration timeout,
    @Nullable WorkspaceSettings workspace,
    @Nullable AsUserSettings asUser) {

  static TestSettings of(Cloud cloud) {
    return new TestSettings(
        cloud,
        "22222222-cccc-4ccc-8ccc-222222222222",
        secret("a-secret"),
        List.of(ScriptedMicrosoft.GROUP_ID),
        MicrosoftSettings.GroupMatch.ANY,
        TestKeys.trustStore(),
        null,
        Duration.ofSeconds(10),
        null,
        null);
  }

  static Credential secret(String value) {
    return new Credential.ClientSecret(() -> value.getBytes(StandardCharsets.UTF_8));
  }

  TestSettings cloud(Cloud other) {
    return new TestSettings(
        other,
        tenantId,
        credential,
        groupIds,
        match,
        trustStore,
        proxy,
        timeout,
        workspace,
        asUser);
  }

  TestSettings tenant(String id) {
    return new TestSettings(
        cloud, id, credential, groupIds, match, trustStore, proxy, timeout, workspace, asUser);
  }

  TestSettings credential(Credential other) {
    return new TestSettings(
        cloud, tenantId, other, groupIds, match, trustStore, proxy, timeout, workspace, asUser);
  }

  TestSettings groups(MicrosoftSettings.GroupMatch how, String... ids) {
    return new TestSettings(
        cloud,
        tenantId,
        credential,
        List.of(ids),
        how,
        trustStore,
        proxy,
        timeout,
        workspace,
        asUser);
  }

  TestSettings trustStore(@Nullable Path file) {
    return new TestSettings(
        cloud, tenantId, credential, groupIds, match, file, proxy, timeout, workspace, asUser);
  }

  TestSettings proxy(InetSocketAddress address) {
    return new TestSettings(
        cloud,
        tenantId,
        credential,
        groupIds,
        match,
        trustStore,
        address,
        timeout,
        workspace,
        asUser);
  }

  TestSettings timeout(Duration length) {
    return new TestSettings(
        cloud, tenantId, credential, groupIds, match, trustStore, proxy, length, workspace, asUser);
  }

  TestSettings asUser(AsUserSettings how) {
    return new TestSettings(
        cloud, tenantId, credential, groupIds, match, trustStore, proxy, timeout, workspace, how);
  }

  TestSettings workspace(WorkspaceSettings where) {
    return new TestSettings(
        cloud, tenantId, credential, groupIds, match, trustStore, proxy, timeout, where, asUser);
  }

  MicrosoftSettings build() {
    Secret password =
        trustStore == null ? null : () -> TestKeys.PASSWORD.getBytes(StandardCharsets.UTF_8);
    return new MicrosoftSettings(
        cloud,
        tenantId,
        credential instanceof Credential.ManagedIdentity
            ? ""
            : "33333333-dddd-4ddd-8ddd-333333333333",
        credential,
        groupIds,
        match,
        trustStore,
        password,
        proxy,
        timeout,
        Duration.ofHours(1),
        workspace,
        asUser);
  }
}
