package io.github.powerbigate.token;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whose tokens are believed. Immutable.
 *
 * @param name what the claim {@code iss} must say, to the letter
 * @param metadata where the issuer describes itself (OpenID Connect Discovery 1.0), or null if its
 *     name is no address
 * @param version what the claim {@code ver} must say, or null if it is not looked at
 * @param tenant what the claim {@code tid} must say, or null if it is not looked at
 */
public record Issuer(
    String name, @Nullable URI metadata, @Nullable String version, @Nullable String tenant) {

  private static final String WELL_KNOWN = "/.well-known/openid-configuration";

  // The same in the public cloud and for the US government.
  private static final String ENTRA_V1 = "https://sts.windows.net/";
  private static final String ENTRA_V1_CHINA = "https://sts.chinacloudapi.cn/";

  /**
   * @throws NullPointerException if the name is null
   */
  public Issuer {
    requireNonNull(name, "name is null");
  }

  /**
   * The issuers that the setting {@code jwtIssuer} means. Entra ID has two for each tenant, and
   * which of them signs is decided by the application that the token is for: so both are meant,
   * each with its own version (<a
   * href="https://learn.microsoft.com/entra/identity-platform/access-tokens">access tokens</a>).
   *
   * @param name the setting
   * @param entra the origin of Entra ID in the gate's cloud
   * @param tenantId the gate's tenant, a GUID
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if this is Entra ID, but another tenant; the message does not
   *     repeat it
   */
  public static List<Issuer> named(String name, URI entra, String tenantId) {
    String tenant = tenantId.toLowerCase(Locale.ROOT);
    for (String begin : List.of(entra + "/", ENTRA_V1, ENTRA_V1_CHINA)) {
      if (name.startsWith(begin)) {
        String path = name.substring(begin.length()).toLowerCase(Locale.ROOT) + "/";
        if (!path.startsWith(tenant + "/")) {
          throw new IllegalArgumentException(
              "jwtIssuer is Entra ID, but not the tenant of the setting tenantId");
        }
        return entra(entra, tenant);
      }
    }
    return List.of(new Issuer(name, metadataOf(name), null, null));
  }

  private static List<Issuer> entra(URI entra, String tenant) {
    String host = requireNonNull(entra.getHost(), "entra has no host");
    String v1 = (host.endsWith(".cn") ? ENTRA_V1_CHINA : ENTRA_V1) + tenant + "/";
    String v2 = entra + "/" + tenant + "/v2.0";
    return List.of(
        new Issuer(v2, URI.create(v2 + WELL_KNOWN), "2.0", tenant),
        // Its name has another host than its metadata.
        new Issuer(v1, URI.create(entra + "/" + tenant + WELL_KNOWN), "1.0", tenant));
  }

  private static @Nullable URI metadataOf(String name) {
    try {
      String base = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
      URI metadata = new URI(base + WELL_KNOWN);
      return metadata.getHost() == null ? null : metadata;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  /** Scheme, host and port of the metadata; null if there are none. */
  @Nullable String origin() {
    return metadata == null ? null : origin(metadata);
  }

  /** Scheme, host and port. An address with userinfo has an origin of its own. */
  static String origin(URI address) {
    int usual = "https".equals(address.getScheme()) ? 443 : 80;
    int port = address.getPort() == -1 ? usual : address.getPort();
    String userInfo = address.getRawUserInfo() == null ? "" : address.getRawUserInfo() + "@";
    return address.getScheme() + "://" + userInfo + address.getHost() + ":" + port;
  }

  /** Whether this is a tenant of Entra ID, whose tokens have claims of their own. */
  boolean isEntra() {
    return tenant != null;
  }
}
