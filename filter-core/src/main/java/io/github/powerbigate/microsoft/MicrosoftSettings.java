package io.github.powerbigate.microsoft;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom the gate asks, as whom, and about which groups. Immutable.
 *
 * @param cloud the cloud
 * @param tenantId the Entra tenant, a GUID
 * @param clientId the gate's app registration, a GUID; with a managed identity that of the
 *     user-assigned one, or empty for the system-assigned one
 * @param credential its credential
 * @param groupIds the groups, GUIDs in lower case, 1 to 20; none if the workspace's list of users
 *     says who has access
 * @param groupMatch whether one of them suffices
 * @param trustStore a PKCS#12 or JKS file with the authorities to believe, or null for the JVM's
 * @param trustStorePassword its password, or null
 * @param proxy the outbound proxy, or null for the JVM's
 * @param probeTimeout how long one probe, and one request for a token, may take
 * @param rememberFor how long the directory object that a name led to is remembered
 * @param workspace the Power BI workspace, or null if it is not told
 * @param asUser how Power BI is asked in a user's own name, or null if it is not
 */
public record MicrosoftSettings(
    Cloud cloud,
    String tenantId,
    String clientId,
    Credential credential,
    List<String> groupIds,
    GroupMatch groupMatch,
    @Nullable Path trustStore,
    @Nullable Secret trustStorePassword,
    @Nullable InetSocketAddress proxy,
    Duration probeTimeout,
    Duration rememberFor,
    @Nullable WorkspaceSettings workspace,
    @Nullable AsUserSettings asUser) {

  /** Which of several groups a user must be in. */
  public enum GroupMatch {
    ANY,
    ALL
  }

  /**
   * @throws NullPointerException if a required argument is null
   */
  public MicrosoftSettings {
    requireNonNull(cloud, "cloud is null");
    requireNonNull(tenantId, "tenantId is null");
    requireNonNull(clientId, "clientId is null");
    requireNonNull(credential, "credential is null");
    groupIds = List.copyOf(groupIds);
    requireNonNull(groupMatch, "groupMatch is null");
    requireNonNull(probeTimeout, "probeTimeout is null");
    requireNonNull(rememberFor, "rememberFor is null");
  }
}
