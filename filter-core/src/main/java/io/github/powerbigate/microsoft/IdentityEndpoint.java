package io.github.powerbigate.microsoft;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the tokens of a managed identity come from: beside the gate, over plain HTTP to a loopback,
 * link-local or private address. Immutable; does not show the header in {@code toString}.
 *
 * <p>Either what the environment names, in <a
 * href="https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference">App
 * Service, Functions</a> and <a
 * href="https://learn.microsoft.com/azure/container-apps/managed-identity#rest-endpoint-reference">Container
 * Apps</a>; or the <a
 * href="https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token#get-a-token-using-http">metadata
 * service</a> of virtual machines and what is built on them.
 */
public final class IdentityEndpoint {

  private static final String OF_MACHINES = "http://169.254.169.254/metadata/identity/oauth2/token";
  private static final int LAST_PORT = 65_535;

  /** Loopback, link-local and private addresses (RFC 1122, 3927, 1918): nobody else listens in. */
  private static final Pattern PLACE =
      Pattern.compile(
          "http://(?:localhost|\\[::1]|(?:127\\.D|10\\.D|169\\.254|192\\.168|172\\.(?:1[6-9]|2\\d|3[01]))\\.D\\.D)(?::\\d{1,5})?/[\\w./-]*"
              .replace("D", "\\d{1,3}"));

  private static final Pattern HEADER_SAFE = Pattern.compile("[\\x21-\\x7e]{1,4096}");

  private final String place;
  private final String version;
  private final String header;
  private final String value;

  private IdentityEndpoint(String place, String version, String header, String value) {
    this.place = place;
    this.version = version;
    this.header = header;
    this.value = value;
  }

  /**
   * The endpoint of the place where the gate runs.
   *
   * @param environment gives the value of an environment variable, or null
   * @throws IllegalArgumentException if the environment names one that the gate cannot use; the
   *     message names the variable and no value
   */
  public static IdentityEndpoint of(Function<String, @Nullable String> environment) {
    String named = environment.apply("IDENTITY_ENDPOINT");
    if (named == null || named.isBlank()) {
      return ofMachines(OF_MACHINES);
    }
    String secret = environment.apply("IDENTITY_HEADER");
    if (secret == null || environment.apply("IDENTITY_SERVER_THUMBPRINT") != null) {
      throw new IllegalArgumentException(
          "the environment has the IDENTITY_ENDPOINT of Azure Arc or Service Fabric, which the gate"
              + " cannot use; give it another credential, best clientCertificateFile");
    }
    if (!HEADER_SAFE.matcher(secret).matches() || !isBesideUs(named)) {
      throw new IllegalArgumentException(
          "in the environment IDENTITY_ENDPOINT must be an http address on localhost or on a"
              + " loopback, link-local or private IP address, and IDENTITY_HEADER must be able to"
              + " stand in a header");
    }
    return new IdentityEndpoint(named, "2019-08-01", "X-IDENTITY-HEADER", secret);
  }

  /** The metadata service, at that address. */
  static IdentityEndpoint ofMachines(String place) {
    return new IdentityEndpoint(place, "2018-02-01", "Metadata", "true");
  }

  /**
   * The question for a token.
   *
   * @param resource for which service
   * @param clientId the user-assigned identity; empty for the system-assigned one
   */
  HttpRequest question(String resource, String clientId) {
    String identity = clientId.isEmpty() ? "" : "&client_id=" + encoded(clientId);
    return HttpRequest.newBuilder(
            URI.create(
                place + "?api-version=" + version + "&resource=" + encoded(resource) + identity))
        .header(header, value)
        .GET()
        .build();
  }

  @Override
  public String toString() {
    return place;
  }

  private static boolean isBesideUs(String address) {
    return PLACE.matcher(address).matches() && URI.create(address).getPort() <= LAST_PORT;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
