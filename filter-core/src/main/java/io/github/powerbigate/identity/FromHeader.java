package io.github.powerbigate.identity;

import io.github.powerbigate.identity.IdentityJournal.Disbelief;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A header that a trusted proxy sets. Whoever can reach the container can send it too, and in many
 * a container choose the address from which they seem to come; so the proxy proves itself by a
 * secret. Where anything is odd nobody is signed in.
 */
final class FromHeader implements NameSource {

  /** True where Tomcat's {@code RemoteIpValve} or {@code RemoteIpFilter} believes the peer. */
  private static final String FORWARDED_ON_TOMCAT = "org.apache.tomcat.request.forwarded";

  private final String header;
  private final Proxies proxies;
  private final IdentityJournal journal;

  FromHeader(String header, Proxies proxies, IdentityJournal journal) {
    this.header = header;
    this.proxies = proxies;
    this.journal = journal;
  }

  @Override
  public @Nullable String nameOf(HttpServletRequest request) {
    List<String> values = values(request, header);
    if (values.isEmpty()) {
      return null;
    }
    Disbelief disbelief = disbelief(request);
    if (disbelief == null && (values.size() > 1 || hasTwin(request))) {
      disbelief = Disbelief.AMBIGUOUS;
    }
    if (disbelief != null) {
      journal.disbelieved(disbelief);
      return null;
    }
    String name = values.get(0).strip();
    return name.isEmpty() ? null : name;
  }

  private @Nullable Disbelief disbelief(HttpServletRequest request) {
    ServletRequest container = asTheContainerGaveIt(request);
    String remote = container.getRemoteAddr();
    IpAddress address = remote == null ? null : IpAddress.parse(remote);
    if (address == null || !proxies.include(address)) {
      return Disbelief.NOT_A_PROXY;
    }
    HttpServletRequest received = container instanceof HttpServletRequest http ? http : request;
    if (ForwardedFor.names(received, address)) {
      return Disbelief.REWRITTEN;
    }
    ProxySecret secret = proxies.secret();
    String secretHeader = proxies.secretHeader();
    if (secret == null || secretHeader == null) {
      // The valve takes the header away, so there is nothing to compare the address with.
      return request.getAttribute(FORWARDED_ON_TOMCAT) != null || ForwardedFor.leavesDoubt(received)
          ? Disbelief.REWRITTEN
          : null;
    }
    List<String> proofs = values(request, secretHeader);
    return proofs.size() == 1 && secret.isProvedBy(proofs.get(0)) ? null : Disbelief.NO_SECRET;
  }

  /**
   * The request within all wrappers. A filter in front, such as Spring's {@code
   * ForwardedHeaderFilter}, may give out another address and hide the headers that it has it from.
   */
  private static ServletRequest asTheContainerGaveIt(ServletRequest request) {
    ServletRequest innermost = request;
    while (innermost instanceof ServletRequestWrapper wrapper) {
      innermost = wrapper.getRequest();
    }
    return innermost;
  }

  /** Whether another header becomes the same one where names are written with underscores. */
  private boolean hasTwin(HttpServletRequest request) {
    Enumeration<String> names = request.getHeaderNames();
    if (names == null) {
      return false;
    }
    String plain = header.replace('_', '-');
    return Collections.list(names).stream()
        .anyMatch(
            name ->
                !name.equalsIgnoreCase(header) && name.replace('_', '-').equalsIgnoreCase(plain));
  }

  private static List<String> values(HttpServletRequest request, String name) {
    Enumeration<String> values = request.getHeaders(name);
    return values == null ? List.of() : Collections.list(values);
  }
}
