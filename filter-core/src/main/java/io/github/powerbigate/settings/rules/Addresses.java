package io.github.powerbigate.settings.rules;

import io.github.powerbigate.membership.UserId;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rules for GUIDs and for addresses that the gate itself calls. People paste secrets here by
 * mistake, or write them into the address: nothing of a text that breaks one of these is shown.
 */
public final class Addresses {

  private static final int MOST_GROUPS = 20;
  private static final int LAST_PORT = 65_535;

  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
  private static final String NAME = LABEL + "(?:\\." + LABEL + ")*";
  private static final Pattern HOST = Pattern.compile(NAME);
  private static final Pattern ORIGIN = Pattern.compile("https://" + NAME + "(?::[0-9]{1,5})?");
  private static final Pattern LOOPBACK =
      Pattern.compile("http://(?:localhost|127\\.0\\.0\\.1):[0-9]{1,5}");
  private static final Pattern PROXY = Pattern.compile("http://" + NAME + ":[0-9]{1,5}");
  private static final Pattern SCOPE =
      Pattern.compile("(?:https|api)://[A-Za-z0-9.:/_-]{1,180}/\\.default");

  /** A GUID, in lower case. */
  public static final Rule<String> GUID =
      Rule.silent("must be a GUID of the form 8-4-4-4-12", UserId.Form.OBJECT_ID::canonical);

  /** The system-assigned identity of a machine. */
  public static final String SYSTEM = "system";

  /** A managed identity: {@link #SYSTEM}, or a GUID in lower case. */
  public static final Rule<String> MANAGED_IDENTITY =
      Rule.silent(
          "must be \"system\", or the client id (a GUID) of a user-assigned identity",
          text -> text.equals(SYSTEM) ? text : UserId.Form.OBJECT_ID.canonical(text));

  /** 1 to 20 GUIDs, separated by commas, none twice; in lower case. */
  public static final Rule<List<String>> GUIDS =
      Rule.silent(
          "must be 1 to 20 different GUIDs, separated by commas",
          text -> {
            List<String> ids = Lists.separated(text).stream().map(Addresses::guidOrEmpty).toList();
            return ids.size() <= MOST_GROUPS && Lists.distinct(ids) && !ids.contains("")
                ? ids
                : null;
          });

  /** The origin of a service: {@code https://host[:port]}, nothing else. */
  public static final Rule<URI> ORIGIN_OF_SERVICE =
      Rule.silent(
          "must be https://host or https://host:port in lower case, without user, path, query or"
              + " fragment",
          text -> isOrigin(text) ? URI.create(text) : null);

  /** The scope of a token. */
  public static final Rule<String> TOKEN_SCOPE =
      Rule.silent(
          "must be a scope that begins with https:// or api:// and ends with /.default",
          text -> SCOPE.matcher(text).matches() ? text : null);

  /** Hosts that serve Power BI to a browser. */
  public static final Rule<List<String>> WEB_HOSTS =
      Rule.silent(
          "must be host names in lower case, separated by commas, each at most once; or whole"
              + " loopback origins such as http://localhost:8090",
          text -> {
            List<String> hosts = Lists.separated(text);
            return Lists.distinct(hosts) && hosts.stream().allMatch(Addresses::isWebHost)
                ? hosts
                : null;
          });

  /** An outbound proxy. The name is not looked up here. */
  public static final Rule<InetSocketAddress> HTTP_PROXY =
      Rule.silent("must be http://host:port in lower case, and nothing else", Addresses::proxy);

  /** An absolute path. Whether there is a file is not looked at here. */
  public static final Rule<Path> ABSOLUTE_PATH =
      Rule.silent("must be an absolute path", Addresses::absolutePath);

  private Addresses() {}

  /** Whether the text is {@code https://host[:port]} in lower case and nothing else. */
  static boolean isOrigin(String text) {
    return ORIGIN.matcher(text).matches() && portIsPossible(text);
  }

  private static boolean isWebHost(String text) {
    return HOST.matcher(text).matches()
        || (LOOPBACK.matcher(text).matches() && portIsPossible(text));
  }

  /** Of an address that fits one of the patterns. */
  private static boolean portIsPossible(String address) {
    int colon = address.lastIndexOf(':');
    if (address.startsWith("//", colon + 1)) {
      return true; // the colon of the scheme: there is no port
    }
    int port = Integer.parseInt(address.substring(colon + 1));
    return port >= 1 && port <= LAST_PORT;
  }

  private static @Nullable InetSocketAddress proxy(String text) throws Rule.Broken {
    if (text.indexOf('@') >= 0) {
      throw new Rule.Broken(
          "must not contain a user or password: a proxy that asks for them works only with a"
              + " property of the whole JVM (jdk.http.auth.tunneling.disabledSchemes), which the"
              + " gate may not set; let the proxy admit this machine by its address");
    }
    if (!PROXY.matcher(text).matches() || !portIsPossible(text)) {
      return null;
    }
    int colon = text.lastIndexOf(':');
    return InetSocketAddress.createUnresolved(
        text.substring("http://".length(), colon), Integer.parseInt(text.substring(colon + 1)));
  }

  private static @Nullable Path absolutePath(String text) {
    try {
      Path path = Path.of(text);
      return path.isAbsolute() ? path : null;
    } catch (InvalidPathException e) {
      return null; // neither the text nor the exception, which repeats it, goes any further
    }
  }

  private static String guidOrEmpty(String text) {
    String guid = UserId.Form.OBJECT_ID.canonical(text);
    return guid == null ? "" : guid;
  }
}
