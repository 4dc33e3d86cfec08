package io.github.powerbigate.settings;

import static io.github.powerbigate.settings.IdentityRows.ANONYMOUS;
import static io.github.powerbigate.settings.IdentityRows.JWT_ALGORITHMS;
import static io.github.powerbigate.settings.IdentityRows.JWT_AUDIENCE;
import static io.github.powerbigate.settings.IdentityRows.JWT_CLAIM;
import static io.github.powerbigate.settings.IdentityRows.JWT_ISSUER;
import static io.github.powerbigate.settings.IdentityRows.JWT_KEYS;
import static io.github.powerbigate.settings.IdentityRows.JWT_SESSION_GRACE;
import static io.github.powerbigate.settings.IdentityRows.JWT_TOKEN_USE;
import static io.github.powerbigate.settings.IdentityRows.OF_TOKENS;
import static io.github.powerbigate.settings.IdentityRows.ONLY_FOR;
import static io.github.powerbigate.settings.IdentityRows.PROXY_SECRET;
import static io.github.powerbigate.settings.IdentityRows.PROXY_SECRET_HEADER;
import static io.github.powerbigate.settings.IdentityRows.TRUSTED_PROXIES;
import static io.github.powerbigate.settings.IdentityRows.USER;
import static io.github.powerbigate.settings.IdentityRows.USER_FORM;
import static io.github.powerbigate.settings.KnownSettings.CLOUD;
import static io.github.powerbigate.settings.KnownSettings.ENTRA_URL;
import static io.github.powerbigate.settings.KnownSettings.TENANT_ID;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import io.github.powerbigate.identity.Network;
import io.github.powerbigate.identity.Proxies;
import io.github.powerbigate.identity.ProxySecret;
import io.github.powerbigate.identity.UserFrom;
import io.github.powerbigate.microsoft.Cloud;
import io.github.powerbigate.microsoft.Secret;
import io.github.powerbigate.settings.GateSettings.People;
import io.github.powerbigate.settings.Place.Source;
import io.github.powerbigate.settings.rules.Keys;
import io.github.powerbigate.settings.rules.Rule;
import io.github.powerbigate.token.Issuer;
import io.github.powerbigate.token.TokenRules;
import io.github.powerbigate.token.TokenRules.Algorithm;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who the user is, and for whom the gate is: what must hold between these settings. */
final class WhoIsGated {

  private final Answers answers;
  private final @Nullable UserFrom user;

  private WhoIsGated(Answers answers) {
    this.answers = answers;
    this.user = answers.find(USER).orElse(null);
  }

  /** Notes among the problems of the answers what does not go together. */
  static void check(Answers answers) {
    WhoIsGated who = new WhoIsGated(answers);
    if (who.user != null) {
      who.checkHeader();
      who.checkClass();
      who.checkTokens();
    }
    proxySecret(answers, true);
  }

  /** The people, once nothing is wrong. */
  static People read(Answers answers) {
    UserFrom user = answers.get(USER);
    return new People(
        user,
        answers.get(USER_FORM),
        answers.get(ONLY_FOR),
        answers.get(ANONYMOUS),
        user instanceof UserFrom.Header ? proxies(answers) : null,
        isToken(user) ? tokens(answers) : null,
        HowPowerBiIsAsked.userToken(answers));
  }

  private static Proxies proxies(Answers answers) {
    return new Proxies(
        answers.get(TRUSTED_PROXIES),
        answers.find(PROXY_SECRET_HEADER).orElse(null),
        proxySecret(answers, false));
  }

  private static TokenRules tokens(Answers answers) {
    return new TokenRules(
        Issuer.named(
            answers.get(JWT_ISSUER), requireNonNull(entra(answers)), answers.get(TENANT_ID)),
        answers.find(JWT_KEYS).orElse(null),
        Set.of(answers.get(JWT_AUDIENCE)),
        answers.get(JWT_CLAIM),
        answers.get(JWT_ALGORITHMS).stream().map(Algorithm::valueOf).collect(toSet()),
        answers.get(JWT_TOKEN_USE),
        answers.get(JWT_SESSION_GRACE));
  }

  /** The origin of Entra ID, or null if it is not known. */
  private static @Nullable URI entra(Answers answers) {
    return answers
        .find(CLOUD)
        .flatMap(Cloud::named)
        .map(Cloud::entra)
        .or(() -> answers.find(ENTRA_URL))
        .orElse(null);
  }

  /** Read once at start: a file that is half written must not shut everybody out. */
  private static @Nullable ProxySecret proxySecret(Answers answers, boolean note) {
    Secret given = answers.find(PROXY_SECRET).orElse(null);
    if (given == null) {
      return null;
    }
    try {
      return new ProxySecret(
          given instanceof SecretFile file
              ? Keys.proxySecretsInFile(new String(file.content(), StandardCharsets.UTF_8))
              : Keys.proxySecrets(new String(given.read(), StandardCharsets.UTF_8)));
    } catch (IOException | Rule.Broken e) {
      if (note) {
        answers.object(PROXY_SECRET, String.valueOf(e.getMessage()));
      }
      return null;
    }
  }

  private void checkHeader() {
    if (!(user instanceof UserFrom.Header header)) {
      for (Setting<?> setting : List.of(TRUSTED_PROXIES, PROXY_SECRET_HEADER, PROXY_SECRET)) {
        objectIfGiven(setting, "is given without user=header:");
      }
      return;
    }
    if (!answers.isMentioned(TRUSTED_PROXIES)) {
      answers.object(USER, "header: needs trustedProxies, the addresses of who may set the header");
    }
    boolean hasHeader = answers.isMentioned(PROXY_SECRET_HEADER);
    boolean hasSecret = answers.isMentioned(PROXY_SECRET);
    if (hasHeader && !hasSecret) {
      objectIfGiven(PROXY_SECRET_HEADER, "is given without proxySecret");
    }
    if (hasSecret && !hasHeader) {
      objectIfGiven(PROXY_SECRET, "is given without proxySecretHeader, the header it comes in");
    }
    List<Network> networks = answers.find(TRUSTED_PROXIES).orElse(List.of());
    if (!hasHeader && !hasSecret && !networks.stream().allMatch(Network::isLoopback)) {
      answers.object(
          TRUSTED_PROXIES,
          "needs proxySecretHeader and proxySecret beside it unless every address is a loopback one:"
              + " in many a container clients can choose the address they seem to come from");
    }
    String secretHeader = answers.find(PROXY_SECRET_HEADER).orElse("");
    if (secretHeader.replace('_', '-').equalsIgnoreCase(header.name().replace('_', '-'))) {
      answers.object(PROXY_SECRET_HEADER, "must be another header than that of user=header:");
    }
  }

  private void checkClass() {
    if (user instanceof UserFrom.OfClass
        && (isFromOutside(USER) || isFromOutside(KnownSettings.SETTINGS_FILE))) {
      answers.object(
          USER,
          "class: is taken from web.xml, JNDI or the settings file only, as it chooses code to run,"
              + " and that file may not be named by the environment or a system property");
    }
  }

  private boolean isFromOutside(Setting<?> setting) {
    Source source = answers.answer(setting).map(Answers.Answer::source).orElse(null);
    return source == Source.SYSTEM_PROPERTY || source == Source.ENVIRONMENT;
  }

  private void checkTokens() {
    if (user == null || !isToken(user)) {
      OF_TOKENS.forEach(setting -> objectIfGiven(setting, "is given without user=jwt:"));
      return;
    }
    for (Setting<?> setting : List.of(JWT_ISSUER, JWT_AUDIENCE)) {
      if (!answers.isMentioned(setting)) {
        answers.object(USER, "jwt: needs " + setting.name() + Answers.whereToGive(setting));
      }
    }
    if (entra(answers) == null
        || Stream.of(TENANT_ID, JWT_ISSUER, JWT_AUDIENCE).anyMatch(s -> answers.find(s).isEmpty())
        || OF_TOKENS.stream().anyMatch(s -> answers.isMentioned(s) && answers.find(s).isEmpty())) {
      return; // What is missing or unreadable is told already.
    }
    try {
      TokenRules unused = tokens(answers);
    } catch (IllegalArgumentException e) {
      // It begins with the setting, and repeats no value.
      String[] told = String.valueOf(e.getMessage()).split(" ", 2);
      OF_TOKENS.stream()
          .filter(setting -> setting.name().equals(told[0]))
          .forEach(setting -> answers.object(setting, told[1]));
    }
  }

  private void objectIfGiven(Setting<?> setting, String sentence) {
    boolean given = answers.answer(setting).map(answer -> answer.title() != null).orElse(false);
    if (given) {
      answers.object(setting, sentence);
    }
  }

  private static boolean isToken(UserFrom user) {
    return user instanceof UserFrom.TokenInHeader || user instanceof UserFrom.TokenInSession;
  }
}
