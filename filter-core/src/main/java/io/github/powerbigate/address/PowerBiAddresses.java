package io.github.powerbigate.address;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The addresses on the way to Power BI: those of its web application, and the links by which a
 * guest accepts an invitation. Immutable, thread-safe.
 *
 * <p>The rule looks at the string that the browser gets and at nothing else. What it accepts leads,
 * in every browser, to a host that was configured; what it does not accept may still lead there,
 * and is the application's own redirect.
 */
public final class PowerBiAddresses {

  private static final String TENANT_PARAMETER = "ctid";

  /** Links within links: an invitation stands in the link of Entra ID, and no deeper. */
  private static final int DEEPEST = 3;

  private final List<String> names;
  private final WebHosts webHosts;
  private final WebHosts otherClouds;
  private final Redemption redemption;
  private final String tenantId;

  /**
   * @param webHosts host names in lower case, https on 443; or whole loopback origins such as
   *     {@code http://localhost:8090}
   * @param otherHosts hosts of Power BI in other clouds, in the same form
   * @param entraOrigin origin of Entra ID in lower case, {@code https://host} or {@code
   *     https://host:port}
   * @param tenantId the tenant's GUID
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if the tenant's id is none; the message does not repeat it
   */
  public PowerBiAddresses(
      List<String> webHosts, List<String> otherHosts, String entraOrigin, String tenantId) {
    if (tenantId.isEmpty()
        || !tenantId.chars().allMatch(c -> c == '-' || Spelling.isLetterOrDigit((char) c))) {
      throw new IllegalArgumentException("not the id of a tenant");
    }
    this.tenantId = tenantId;
    this.webHosts = new WebHosts(webHosts);
    this.otherClouds = new WebHosts(otherHosts);
    names = webHosts.stream().map(PowerBiAddresses::name).toList();
    redemption = new Redemption(requireNonNull(entraOrigin, "entraOrigin is null"));
  }

  /**
   * The address as a browser is to get it, if it is certainly on the way to Power BI.
   *
   * @param location what the application redirects to, as it wrote it: absolute, relative, or
   *     without scheme ({@code //host/…}); not null
   * @return the address with scheme and host in lower case, and all of it in visible ASCII; or null
   *     if it leads elsewhere, or if that is not certain
   */
  public @Nullable String finalAddress(String location) {
    if (!location.startsWith("//")) {
      return accepted(location);
    }
    String secure = accepted("https:" + location);
    return secure != null ? secure : accepted("http:" + location); // a loopback origin
  }

  /**
   * The address, naming the tenant: guests whom nobody tells it are led to their home tenant, where
   * they have no access however long they wait. A {@code ctid} that is there is left alone, and so
   * is a link that accepts an invitation, but for the address in Power BI that stands in it.
   *
   * @param finalAddress a result of {@link #finalAddress}; what that refuses comes back as it is
   * @return the address with the tenant; the same object if there was nothing to do
   */
  public String withTenant(String finalAddress) {
    Missing missing = missing(finalAddress, DEEPEST);
    return missing == null
        ? finalAddress
        : new StringBuilder(finalAddress).insert(missing.at(), missing.text()).toString();
  }

  /**
   * Whether the text names one of the hosts of Power BI before its query, though {@link
   * #finalAddress} refuses it: worth a line in the log.
   *
   * @param location what the application redirects to; not null
   */
  public boolean resembles(String location) {
    String query = location.split("[?#]", 2)[0];
    String lower = Spelling.lowerCase(query);
    return names.stream().anyMatch(lower::contains) && finalAddress(location) == null;
  }

  /**
   * Whether a redirect certainly leads to Power BI, but in another cloud than this gate's.
   *
   * @param location what the application redirects to; not null
   */
  public boolean leadsToAnotherCloud(String location) {
    String spelt = Spelling.finalForm(location.startsWith("//") ? "https:" + location : location);
    return spelt != null && otherClouds.serve(spelt);
  }

  /** What is to be put into an address, and where. */
  private record Missing(int at, String text) {}

  private @Nullable String accepted(String address) {
    String spelt = Spelling.finalForm(address);
    return spelt != null && (webHosts.serve(spelt) || redemption.covers(spelt)) ? spelt : null;
  }

  private @Nullable Missing missing(String address, int depth) {
    String spelt = finalAddress(address);
    if (spelt == null) {
      return null;
    }
    if (!webHosts.serve(spelt)) {
      return depth == 0 ? null : missingWithin(address, depth);
    }
    Query query = Query.of(address);
    Query.Value named = query.find(TENANT_PARAMETER);
    if (named == null) {
      return new Missing(query.end(), query.separator() + TENANT_PARAMETER + "=" + tenantId);
    }
    // Named, but empty: that leads guests to their home tenant too.
    return named.start() < named.end()
        ? null
        : new Missing(named.end(), query.equalsSign(named) + tenantId);
  }

  /** Of a link that accepts an invitation: what its own address for afterwards lacks. */
  private @Nullable Missing missingWithin(String link, int depth) {
    Query.Value next = Redemption.next(link);
    Decoded decoded = next == null ? null : Decoded.of(link.substring(next.start(), next.end()));
    if (next == null || decoded == null) {
      return null;
    }
    Missing missing = missing(Spelling.withoutBlanksAtTheEnd(decoded.text()), depth - 1);
    return missing == null
        ? null
        : new Missing(next.start() + decoded.place(missing.at()), Spelling.encoded(missing.text()));
  }

  private static String name(String webHost) {
    return webHost.startsWith("http://") ? webHost.substring("http://".length()) : webHost;
  }
}
