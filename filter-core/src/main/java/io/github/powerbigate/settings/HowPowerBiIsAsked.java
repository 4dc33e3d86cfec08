package io.github.powerbigate.settings;

import static io.github.powerbigate.settings.PowerBiRows.AS_USER_FOR;
import static io.github.powerbigate.settings.PowerBiRows.LICENCE_CHECK;
import static io.github.powerbigate.settings.PowerBiRows.OF_AS_USER;
import static io.github.powerbigate.settings.PowerBiRows.POWER_BI_CHECK;
import static io.github.powerbigate.settings.PowerBiRows.REFRESH_TAKES;
import static io.github.powerbigate.settings.PowerBiRows.SIGN_IN_URL;
import static io.github.powerbigate.settings.PowerBiRows.USER_TOKEN;
import static io.github.powerbigate.settings.PowerBiRows.WORKSPACE_ID;

import io.github.powerbigate.identity.UserFrom;
import io.github.powerbigate.identity.UserTokenFrom;
import io.github.powerbigate.microsoft.AsUserSettings;
import io.github.powerbigate.microsoft.AsUserSettings.TokenFor;
import io.github.powerbigate.microsoft.Cloud;
import io.github.powerbigate.microsoft.WorkspaceSettings;
import io.github.powerbigate.microsoft.WorkspaceSettings.Users;
import io.github.powerbigate.settings.PowerBiRows.Check;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether and how Power BI itself is asked: what must hold between these settings. */
final class HowPowerBiIsAsked {

  private HowPowerBiIsAsked() {}

  /** Notes among the problems of the answers what does not go together. */
  static void check(Answers answers) {
    checkGroup(answers);
    if (check(answers, Check.NONE)) {
      objectTo(answers, OF_AS_USER);
      return;
    }
    need(answers, WORKSPACE_ID);
    if (!check(answers, Check.AS_USER)) {
      objectTo(answers, OF_AS_USER);
      return;
    }
    need(answers, USER_TOKEN);
    checkAsUser(answers);
  }

  /** The list of a workspace shows no member of a group: where both say who may enter, it lies. */
  private static void checkGroup(Answers answers) {
    boolean given = answers.answer(KnownSettings.GROUP_ID).isPresent();
    if (listed(answers) && given) {
      answers.object(
          KnownSettings.GROUP_ID,
          "stands beside powerBiCheck="
              + answers.answer(POWER_BI_CHECK).map(Answers.Answer::shown).orElse("")
              + ", which finds people who have a role of their own in the workspace, and nobody who"
              + " comes through a group: give one of them");
    } else if (!listed(answers) && !answers.isMentioned(KnownSettings.GROUP_ID)) {
      answers.missing(KnownSettings.GROUP_ID);
    }
  }

  private static void objectTo(Answers answers, List<Setting<?>> settings) {
    for (Setting<?> setting : settings) {
      boolean given = answers.answer(setting).map(it -> it.title() != null).orElse(false);
      if (given) {
        answers.object(setting, "is given without powerBiCheck=as-user");
      }
    }
  }

  private static void need(Answers answers, Setting<?> setting) {
    if (!answers.isMentioned(setting)) {
      answers.object(
          POWER_BI_CHECK,
          answers.answer(POWER_BI_CHECK).map(Answers.Answer::shown).orElse("")
              + " needs "
              + setting.name()
              + Answers.whereToGive(setting));
    }
  }

  private static void checkAsUser(Answers answers) {
    boolean inHeader = answers.find(USER_TOKEN).orElse(null) instanceof UserTokenFrom.Header;
    Optional<UserFrom> user = answers.find(IdentityRows.USER);
    if (inHeader && user.isPresent() && !(user.get() instanceof UserFrom.Header)) {
      answers.object(
          USER_TOKEN,
          "header needs user=header: beside it, so that only a trusted proxy's header counts");
    }
    boolean exchanged =
        answers
            .find(USER_TOKEN)
            .map(from -> !(from instanceof UserTokenFrom.Session its && its.forPowerBi()))
            .orElse(false);
    if (exchanged && answers.isMentioned(CredentialRows.MANAGED_IDENTITY)) {
      answers.object(
          USER_TOKEN,
          "needs an app registration, as Entra ID gives nothing to a managed identity on a user's"
              + " behalf; use session-power-bi:, or another credential than managedIdentity");
    }
    checkSignIn(answers);
    Optional<Duration> takes = answers.find(REFRESH_TAKES);
    Optional<Duration> longest = answers.find(AS_USER_FOR);
    if (takes.isPresent() && longest.isPresent() && takes.get().compareTo(longest.get()) >= 0) {
      answers.object(
          REFRESH_TAKES, "must be shorter than asUserFor, or Power BI would never be asked");
    }
  }

  private static void checkSignIn(Answers answers) {
    Optional<UserTokenFrom> from = answers.find(USER_TOKEN);
    Optional<String> url = answers.find(SIGN_IN_URL);
    if (from.isPresent() && !(from.get() instanceof UserTokenFrom.SignIn)) {
      if (url.isPresent()) {
        answers.object(SIGN_IN_URL, "is given without userToken=sign-in");
      }
    } else if (from.isPresent() && !answers.isMentioned(SIGN_IN_URL)) {
      answers.object(
          USER_TOKEN,
          "sign-in needs signInUrl, the redirect URI of the app registration"
              + Answers.whereToGive(SIGN_IN_URL));
    }
    boolean custom = answers.find(KnownSettings.CLOUD).map(Cloud.CUSTOM::equals).orElse(false);
    if (url.isPresent() && url.get().startsWith("http:") && !custom) {
      answers.object(SIGN_IN_URL, "must begin with https:// unless cloud=custom");
    }
  }

  /** Where the user's token stands, once nothing is wrong; null if none is needed. */
  static @Nullable UserTokenFrom userToken(Answers answers) {
    return asks(answers) ? answers.get(USER_TOKEN) : null;
  }

  /** How Power BI is asked, once nothing is wrong; null if it is not. */
  static @Nullable AsUserSettings read(Answers answers) {
    if (!asks(answers)) {
      return null;
    }
    UserTokenFrom from = answers.get(USER_TOKEN);
    boolean forPowerBi =
        from instanceof UserTokenFrom.SignIn
            || (from instanceof UserTokenFrom.Session session && session.forPowerBi());
    return new AsUserSettings(
        answers.get(WORKSPACE_ID),
        forPowerBi ? TokenFor.POWER_BI : TokenFor.GATE,
        answers.get(REFRESH_TAKES),
        answers.find(SIGN_IN_URL).orElse(null));
  }

  /** How long that may take, once nothing is wrong; null if it is not asked. */
  static @Nullable Duration longest(Answers answers) {
    return asks(answers) ? answers.get(AS_USER_FOR) : null;
  }

  /** A dry run changes nothing, and a refresh would use up the person's only one in the hour. */
  private static boolean asks(Answers answers) {
    return asUser(answers) && answers.get(KnownSettings.MODE) != GateSettings.Mode.DRY_RUN;
  }

  private static boolean asUser(Answers answers) {
    return check(answers, Check.AS_USER);
  }

  /** Whether the workspace's list of users is asked in the group's place. */
  private static boolean listed(Answers answers) {
    return check(answers, Check.WORKSPACE_USERS) || check(answers, Check.WORKSPACE_USERS_ADMIN);
  }

  private static boolean check(Answers answers, Check check) {
    return answers.find(POWER_BI_CHECK).orElse(Check.NONE) == check;
  }

  /** The workspace, once nothing is wrong; null if it is not told. */
  static @Nullable WorkspaceSettings workspace(Answers answers) {
    return answers
        .find(WORKSPACE_ID)
        .map(id -> new WorkspaceSettings(id, users(answers), answers.get(LICENCE_CHECK)))
        .orElse(null);
  }

  private static Users users(Answers answers) {
    return switch (answers.get(POWER_BI_CHECK)) {
      case NONE, AS_USER -> Users.NO;
      case WORKSPACE_USERS -> Users.LISTED;
      case WORKSPACE_USERS_ADMIN -> Users.LISTED_BY_ADMIN;
    };
  }
}
