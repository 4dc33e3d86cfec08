package io.github.powerbigate.microsoft;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How Power BI is asked in a user's own name. Immutable.
 *
 * @param workspaceId the workspace that it must open, a GUID in lower case
 * @param tokenFor what the user's token is for
 * @param refreshTakes how long Power BI takes to look anew, and is left alone
 * @param signInUrl where Entra ID sends people back whom the gate has sign in; null if it has not
 */
public record AsUserSettings(
    String workspaceId, TokenFor tokenFor, Duration refreshTakes, @Nullable String signInUrl) {

  /** What a user's token may be for. */
  public enum TokenFor {
    /** The gate's app: Entra ID gives a Power BI token for it, on the user's behalf. */
    GATE,
    /** Power BI itself; of such a token nothing can be read. */
    POWER_BI
  }

  /**
   * @throws NullPointerException if an argument is null
   */
  public AsUserSettings {
    requireNonNull(workspaceId, "workspaceId is null");
    requireNonNull(tokenFor, "tokenFor is null");
    requireNonNull(refreshTakes, "refreshTakes is null");
  }

  /** The same where the token comes with the request. */
  public AsUserSettings(String workspaceId, TokenFor tokenFor, Duration refreshTakes) {
    this(workspaceId, tokenFor, refreshTakes, null);
  }
}
