package io.github.powerbigate.settings;

import io.github.powerbigate.identity.Network;
import io.github.powerbigate.identity.OnlyFor;
import io.github.powerbigate.identity.UserFrom;
import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.microsoft.Secret;
import io.github.powerbigate.settings.GateSettings.Anonymous;
import io.github.powerbigate.settings.rules.Keys;
import io.github.powerbigate.settings.rules.Sources;
import io.github.powerbigate.settings.rules.Trust;
import io.github.powerbigate.settings.rules.Words;
import io.github.powerbigate.token.TokenRules;
import io.github.powerbigate.token.TokenRules.Algorithm;
import io.github.powerbigate.token.TokenRules.Use;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The rows of the table that say who the user is, and for whom the gate is. */
final class IdentityRows {

  /** Signatures by a key that only the issuer has; never by one that both sides know. */
  private static final List<String> ALGORITHMS =
      Arrays.stream(Algorithm.values()).map(Enum::name).toList();

  private static final Rows ROWS = new Rows();

  static final Setting<UserFrom> USER =
      ROWS.kind("user", "principal", Sources.USER, "Where the gate reads who is signed in.");
  static final Setting<UserId.Form> USER_FORM =
      ROWS.option(
          "userForm",
          "auto",
          Words.of(UserId.Form.values()),
          "What kind of name that is; `auto` takes only values with an `@`.");
  static final Setting<OnlyFor> ONLY_FOR =
      ROWS.kind("onlyFor", "all", Sources.ONLY_FOR, "Whom the gate is for; others pass untouched.");
  static final Setting<Anonymous> ANONYMOUS =
      ROWS.option(
          "anonymous",
          "pass",
          Words.of(Anonymous.values()),
          "What happens when nobody is signed in: `pass` to the application, or `refuse` (401).");

  static final Setting<List<Network>> TRUSTED_PROXIES =
      ROWS.free(
          "trustedProxies",
          Trust.NETWORKS,
          "The addresses of the proxies whose header is believed; for `user=header:`.");
  static final Setting<String> PROXY_SECRET_HEADER =
      ROWS.hidden(
          "proxySecretHeader",
          Sources.HEADER_NAME,
          "The header by which such a proxy proves itself.");
  static final Setting<Secret> PROXY_SECRET =
      ROWS.secret(
          "proxySecret",
          Keys.PROXY_SECRET,
          "What stands in it; needed unless the proxies are on this machine.");

  static final Setting<String> JWT_ISSUER =
      ROWS.address("jwtIssuer", Trust.ISSUER, "Who issues the tokens; for `user=jwt:`.");
  static final Setting<String> JWT_AUDIENCE =
      ROWS.hidden("jwtAudience", Trust.CLAIM, "Whom they must be for; needed with `jwtIssuer`.");
  static final Setting<String> JWT_CLAIM =
      ROWS.hidden(
          "jwtClaim", TokenRules.USUAL_CLAIM, Trust.CLAIM, "The claim that holds the user's name.");
  static final Setting<URI> JWT_KEYS =
      ROWS.address(
          "jwtKeys",
          Trust.KEY_ADDRESS,
          "Where the issuer's keys are; without it asked of the issuer.");
  static final Setting<List<String>> JWT_ALGORITHMS =
      ROWS.option(
          "jwtAlgorithms",
          "RS256",
          Words.severalOf(ALGORITHMS),
          "The signatures that are believed.");
  static final Setting<Use> JWT_TOKEN_USE =
      ROWS.option(
          "jwtTokenUse", "access", Words.of(Use.values()), "The kind of token that is meant.");
  static final Setting<Duration> JWT_SESSION_GRACE =
      ROWS.length(
          "jwtSessionGrace", "12h", "How long a token in the session is believed past its end.");

  /** Those that say something of tokens, and nothing without them. */
  static final List<Setting<?>> OF_TOKENS =
      List.of(
          JWT_ISSUER,
          JWT_AUDIENCE,
          JWT_CLAIM,
          JWT_KEYS,
          JWT_ALGORITHMS,
          JWT_TOKEN_USE,
          JWT_SESSION_GRACE);

  private IdentityRows() {}

  /** Every row, in order. */
  static List<Setting<?>> all() {
    return ROWS.all();
  }
}
