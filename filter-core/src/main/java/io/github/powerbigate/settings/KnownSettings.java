package io.github.powerbigate.settings;

import io.github.powerbigate.microsoft.Cloud;
import io.github.powerbigate.microsoft.MicrosoftSettings.GroupMatch;
import io.github.powerbigate.microsoft.Secret;
import io.github.powerbigate.page.Assets;
import io.github.powerbigate.page.Color;
import io.github.powerbigate.page.Logo;
import io.github.powerbigate.page.Theme;
import io.github.powerbigate.settings.GateSettings.Mode;
import io.github.powerbigate.settings.GateSettings.OpenAnyway;
import io.github.powerbigate.settings.rules.Addresses;
import io.github.powerbigate.settings.rules.Amounts;
import io.github.powerbigate.settings.rules.Keys;
import io.github.powerbigate.settings.rules.Links;
import io.github.powerbigate.settings.rules.RequestPattern;
import io.github.powerbigate.settings.rules.Requests;
import io.github.powerbigate.settings.rules.Texts;
import io.github.powerbigate.settings.rules.Words;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** The table of every setting that this version knows, in the order of the documentation. */
final class KnownSettings {

  private static final Rows ROWS = new Rows();

  static final Setting<Path> SETTINGS_FILE =
      ROWS.free(
          "settingsFile", Addresses.ABSOLUTE_PATH, "A properties file with further settings.");

  static final Setting<String> TENANT_ID =
      ROWS.required("tenantId", Addresses.GUID, "The Entra tenant.");

  static {
    ROWS.add(CredentialRows.all());
  }

  static final Setting<List<String>> GROUP_ID =
      ROWS.free(
          "groupId",
          Addresses.GUIDS,
          "The Entra group, or up to 20, separated by commas; required, except with"
              + " `powerBiCheck=workspace-users`.");
  static final Setting<GroupMatch> GROUP_MATCH =
      ROWS.option(
          "groupMatch", "any", Words.of(GroupMatch.values()), "How many of them are needed.");

  static final Setting<String> INTERCEPT =
      ROWS.free(
          "intercept",
          Words.of(List.of("request", "redirect")),
          "What is gated: the request, or the application's redirect to Power BI; this or"
              + " `targetUrl` is required.");
  static final Setting<String> TARGET_URL =
      ROWS.address(
          "targetUrl", Links.TARGET, "Where the gate itself sends people who are admitted.");
  static final Setting<Boolean> APPEND_TENANT =
      ROWS.option(
          "appendTenant",
          "true",
          Words.either("true", "false"),
          "Whether an address in Power BI without `ctid` gets `ctid=` and the tenant.");
  static final Setting<List<RequestPattern>> ONLY =
      ROWS.hidden(
          "only", Requests.PATTERNS, "Guards only these of the requests under the mapping.");
  static final Setting<List<RequestPattern>> EXCEPT =
      ROWS.hidden("except", Requests.PATTERNS, "Guards none of these.");
  static final Setting<Secret> TICKET_KEY =
      ROWS.secret(
          "ticketKey", Keys.TICKET_KEYS, "Keys for tickets; without it drawn at each start.");

  static {
    ROWS.add(IdentityRows.all());
    ROWS.add(PowerBiRows.all());
  }

  static final Setting<Mode> MODE =
      ROWS.option(
          "mode",
          "on",
          Words.of(Mode.values()),
          "`dry-run` holds nobody and logs what would have been; `off` asks nobody.");

  static final Setting<String> CLOUD =
      ROWS.option(
          "cloud",
          "public",
          Words.of(cloudNames()),
          "Microsoft's cloud; `custom` needs the next five, which nothing else allows.");
  static final Setting<URI> ENTRA_URL =
      ROWS.address("entraUrl", Addresses.ORIGIN_OF_SERVICE, "Origin of a custom cloud's Entra ID.");
  static final Setting<URI> GRAPH_URL =
      ROWS.address("graphUrl", Addresses.ORIGIN_OF_SERVICE, "Origin of a custom cloud's Graph.");
  static final Setting<URI> POWER_BI_API_URL =
      ROWS.address(
          "powerBiApiUrl", Addresses.ORIGIN_OF_SERVICE, "Origin of its Power BI REST API.");
  static final Setting<String> POWER_BI_SCOPE =
      ROWS.address("powerBiScope", Addresses.TOKEN_SCOPE, "Scope of a token for that API.");
  static final Setting<List<String>> POWER_BI_WEB_HOSTS =
      ROWS.free(
          "powerBiWebHosts", Addresses.WEB_HOSTS, "Its hosts that browsers open Power BI at.");

  static final Setting<Path> TRUST_STORE =
      ROWS.free(
          "trustStore",
          Addresses.ABSOLUTE_PATH,
          "A PKCS#12 or JKS file of the authorities to believe; without it the JVM's.");
  static final Setting<Secret> TRUST_STORE_PASSWORD =
      ROWS.secret("trustStorePassword", Keys.SECRET, "The password of that file.");
  static final Setting<InetSocketAddress> PROXY =
      ROWS.address("proxy", Addresses.HTTP_PROXY, "The outbound proxy; without it the JVM's.");

  static final Setting<Duration> ADMIT_FOR =
      ROWS.length("admitFor", "1h", "How long an admission stands until the next look.");
  static final Setting<Duration> REFUSED_FOR =
      ROWS.length("refusedFor", "5m", "How long a refusal stands until the next look.");
  static final Setting<Integer> CONFIRMATIONS =
      ROWS.count("confirmations", "3", "How many answers in an unbroken run admit a fresh user.");
  static final Setting<Duration> STABLE_FOR =
      ROWS.length("stableFor", "20s", "How long that run must last.");
  static final Setting<Duration> FIRST_PAUSE =
      ROWS.length("firstPause", "2s", "The first pause between two probes of one waiting user.");
  static final Setting<Duration> LONGEST_PAUSE =
      ROWS.length("longestPause", "15s", "The longest; not shorter than `firstPause`.");
  static final Setting<Duration> FIRST_ANSWER_WITHIN =
      ROWS.length(
          "firstAnswerWithin", "2s", "How long a first request waits for the first answer.");
  static final Setting<Integer> MAX_HELD_REQUESTS =
      ROWS.count("maxHeldRequests", "64", "How many requests may so wait at once.");
  static final Setting<Integer> MAX_CALLS_AT_ONCE =
      ROWS.count(
          "maxCallsAtOnce", "64", "How many calls to one of Microsoft's services may be open.");
  static final Setting<Duration> PROBE_TIMEOUT =
      ROWS.length("probeTimeout", "10s", "How long one probe may take.");
  static final Setting<Duration> SLOW_AFTER =
      ROWS.length("slowAfter", "10m", "When the page says that it takes longer than usual.");
  static final Setting<Duration> PROPAGATION_LIMIT =
      ROWS.length("propagationLimit", "65m", "When a wait ends; not before `slowAfter`.");
  static final Setting<Boolean> WHEN_OVERDUE =
      ROWS.option(
          "whenOverdue", "admit", Words.either("admit", "wait"), "What the end of a wait does.");
  static final Setting<OpenAnyway> OPEN_ANYWAY =
      ROWS.option(
          "openAnyway",
          "slow",
          Words.of(OpenAnyway.values()),
          "From which state on the page offers a way past the gate.");
  static final Setting<Boolean> WHEN_UNAVAILABLE =
      ROWS.option(
          "whenUnavailable",
          "admit",
          Words.either("admit", "wait"),
          "What happens to newcomers while Microsoft does not answer.");
  static final Setting<Duration> UNAVAILABLE_GRACE =
      ROWS.length("unavailableGrace", "30s", "How long that must last before it admits.");
  static final Setting<Integer> MAX_USERS =
      ROWS.count("maxUsers", "100000", "How many verdicts are kept.");

  static final Setting<Integer> PENDING_STATUS =
      ROWS.option(
          "pendingStatus",
          "202",
          Amounts.oneOf(List.of(200, 202)),
          "HTTP status of the wait page.");
  static final Setting<Integer> PENDING_API_STATUS =
      ROWS.option(
          "pendingApiStatus",
          "409",
          Amounts.oneOf(List.of(202, 409, 424, 429, 503)),
          "HTTP status of the answer to a waiting user's fetch, XHR or API call.");

  static final Setting<Boolean> KEEP_POST =
      ROWS.option(
          "keepPost",
          "true",
          Words.either("true", "false"),
          "With `intercept=request`: whether the page carries a form that had to wait.");

  static final Setting<String> BRAND =
      ROWS.free("brand", Texts.upTo(80), "Name of the portal on the page.");
  static final Setting<Logo> LOGO =
      ROWS.address("logo", Links.LOGO, "Its logo: a path of this site, or a small `data:` image.");
  static final Setting<String> SUPPORT_PHONE =
      ROWS.free("supportPhone", Texts.upTo(40), "Telephone number of the help desk.");
  static final Setting<String> SUPPORT_TTY =
      ROWS.free("supportTty", Texts.upTo(40), "Its number for text telephones.");
  static final Setting<String> SUPPORT_EMAIL =
      ROWS.free("supportEmail", Texts.MAIL_ADDRESS, "Its mail address.");
  static final Setting<String> SUPPORT_URL =
      ROWS.address("supportUrl", Links.SUPPORT, "Its web page, or a path of this site.");
  static final Setting<Theme> THEME =
      ROWS.option("theme", "neutral", Words.of(Theme.values()), "Colours of the page.");
  static final Setting<Color> COLOR_PRIMARY =
      ROWS.free("colorPrimary", Texts.COLOR, "Colour of the main button and the bar at the top.");
  static final Setting<Color> COLOR_ON_PRIMARY =
      ROWS.free("colorOnPrimary", Texts.COLOR, "Colour of what is written on these.");
  static final Setting<Color> COLOR_LINK =
      ROWS.free("colorLink", Texts.COLOR, "Colour of links and other buttons.");
  static final Setting<Color> COLOR_PANEL =
      ROWS.free("colorPanel", Texts.COLOR, "Colour of the panel that the text stands on.");
  static final Setting<Color> COLOR_FOCUS =
      ROWS.free("colorFocus", Texts.COLOR, "Colour of the halo round what has the focus.");
  static final Setting<List<String>> LANGUAGES =
      ROWS.option(
          "languages",
          "en,es",
          Texts.LANGUAGES,
          "Languages of the page; any but `en` and `es` needs a file of the application's.");
  static final Setting<String> DEFAULT_LANGUAGE =
      ROWS.free(
          "defaultLanguage",
          Texts.LANGUAGE,
          "The one for everybody else; without it the first of `languages`.");
  static final Setting<Boolean> AUTO_CONTINUE =
      ROWS.option(
          "autoContinue",
          "true",
          Words.either("true", "false"),
          "Whether the page goes on by itself when access is ready.");
  static final Setting<Duration> AUTO_CHECK_FOR =
      ROWS.length("autoCheckFor", "30m", "How long it checks without a sign of the person.");
  static final Setting<Duration> ANNOUNCE_EVERY =
      ROWS.option(
          "announceEvery",
          "5m",
          Amounts.LENGTH_OR_NEVER,
          "How often a screen reader is told that the wait goes on; `0` is never.");
  static final Setting<String> FRAME_ANCESTORS =
      ROWS.option("frameAncestors", "'self'", Links.FRAME_ANCESTORS, "Who may frame the page.");
  static final Setting<Assets> ASSETS =
      ROWS.option(
          "assets",
          "inline",
          Words.of(Assets.values()),
          "Where style sheet and scripts are: in the page, or beside it (`self`).");
  static final Setting<Boolean> PREVIEW =
      ROWS.option(
          "preview",
          "false",
          Words.either("true", "false"),
          "Whether `?powerbi-gate=preview` shows the page in every state.");
  static final Setting<ZoneId> TIME_ZONE =
      ROWS.free(
          "timeZone", Texts.TIME_ZONE, "Time zone of the clock on the page; without it the JVM's.");

  private KnownSettings() {}

  /** Every row, in order. */
  static List<Setting<?>> all() {
    return ROWS.all();
  }

  private static List<String> cloudNames() {
    return Stream.concat(Cloud.presets().stream().map(Cloud::name), Stream.of(Cloud.CUSTOM))
        .toList();
  }
}
