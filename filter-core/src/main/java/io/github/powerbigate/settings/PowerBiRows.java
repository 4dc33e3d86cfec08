package io.github.powerbigate.settings;

import io.github.powerbigate.identity.UserTokenFrom;
import io.github.powerbigate.settings.rules.Addresses;
import io.github.powerbigate.settings.rules.Links;
import io.github.powerbigate.settings.rules.Sources;
import io.github.powerbigate.settings.rules.Words;
import java.time.Duration;
import java.util.List;

/** The rows of the table that say whether Power BI itself is asked, and how. */
final class PowerBiRows {

  /** Whether Power BI itself is asked. */
  enum Check {
    NONE,
    AS_USER,
    WORKSPACE_USERS,
    WORKSPACE_USERS_ADMIN
  }

  private static final Rows ROWS = new Rows();

  static final Setting<Check> POWER_BI_CHECK =
      ROWS.option(
          "powerBiCheck",
          "none",
          Words.of(Check.values()),
          "Whether Power BI itself is asked: too, in the user's own name (`as-user`), or in the"
              + " group's place, for the workspace's own list of users (`workspace-users`, or by the"
              + " admin API `workspace-users-admin`).");
  static final Setting<String> WORKSPACE_ID =
      ROWS.free(
          "workspaceId",
          Addresses.GUID,
          "The Power BI workspace; needed with each `powerBiCheck` but `none`.");
  static final Setting<UserTokenFrom> USER_TOKEN =
      ROWS.freeKind(
          "userToken",
          Sources.USER_TOKEN,
          "Where the user's own token stands; needed with `as-user`.");
  static final Setting<String> SIGN_IN_URL =
      ROWS.address(
          "signInUrl",
          Links.SIGNED_IN,
          "Where Entra ID sends people back; needed with `userToken=sign-in`.");
  static final Setting<Duration> AS_USER_FOR =
      ROWS.length(
          "asUserFor", "5m", "How long that may take; then the user goes through, unproved.");
  static final Setting<Duration> REFRESH_TAKES =
      ROWS.length(
          "refreshTakes",
          "2m",
          "How long Power BI is left alone after it was made to look anew; shorter than"
              + " `asUserFor`.");

  static final Setting<Boolean> LICENCE_CHECK =
      ROWS.option(
          "licenceCheck",
          "false",
          Words.either("true", "false"),
          "Whether a licence that is missing is told as the cause of a wait; asks Graph for"
              + " licences, and Power BI for the workspace's capacity.");

  /** Those that mean nothing without {@code as-user}. */
  static final List<Setting<?>> OF_AS_USER =
      List.of(USER_TOKEN, SIGN_IN_URL, AS_USER_FOR, REFRESH_TAKES, LICENCE_CHECK);

  private PowerBiRows() {}

  /** Every row, in order. */
  static List<Setting<?>> all() {
    return ROWS.all();
  }
}
