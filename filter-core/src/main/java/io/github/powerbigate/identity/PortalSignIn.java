package io.github.powerbigate.identity;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Says who is signed in to the portal, where nothing simpler can: the class of the setting {@code
 * user=class:com.example.PortalUser}. The portal implements it, in its own {@code WEB-INF/classes}
 * or a library of its own.
 *
 * <pre>{@code
 * public final class PortalUser implements PortalSignIn {
 *   @Override
 *   public @Nullable String nameOf(HttpServletRequest request) {
 *     HttpSession session = request.getSession(false);
 *     Account account = session == null ? null : (Account) session.getAttribute("account");
 *     return account == null ? null : account.mail();
 *   }
 * }
 * }</pre>
 *
 * <p>The implementation is a public class with a public constructor without arguments. The gate
 * makes one object of it when the filter starts, and lets go of it when the filter is destroyed. A
 * class that cannot be found, is not of this type or whose constructor throws stops the start.
 *
 * <p>It must be thread-safe and quick: requests call it at the same time, on the container's own
 * threads, each perhaps several times. It must not begin a session, read the body or a parameter of
 * the request, or keep the request.
 */
@FunctionalInterface
public interface PortalSignIn {

  /**
   * The name by which Entra ID knows whoever is signed in.
   *
   * <p>An exception of any kind means that it cannot be told now. Such a request passes, or waits,
   * as the setting {@code whenUnavailable} says; it does not count as one of nobody. So return null
   * only when nobody is signed in.
   *
   * @param request the request, as the filters before the gate hand it on
   * @return a user principal name or a mail address, or with {@code userForm=object-id} an object
   *     id; null if nobody is signed in
   */
  @Nullable String nameOf(HttpServletRequest request);
}
