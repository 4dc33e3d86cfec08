package io.github.powerbigate.testing;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.security.ConstraintMapping;
import org.eclipse.jetty.ee10.servlet.security.ConstraintSecurityHandler;
import org.eclipse.jetty.security.Constraint;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.security.authentication.FormAuthenticator;
import org.eclipse.jetty.util.security.Password;

/**
 * The sign-in that servlet containers bring: a page with a form, a realm in memory with one person,
 * and a session. Whoever is not signed in gets the page in the place of what they asked for, which
 * the container keeps in mind and gives them afterwards. {@code ?out} ends the session.
 */
public final class FormLogin extends HttpServlet {

  /** Where the page stands; also the address by which the session ends. */
  public static final String PAGE = "/login";

  /** A second guarded place of the portal. */
  public static final String ACCOUNT = "/account";

  /** The one person whom the realm knows. */
  public static final String NAME = "ann@example.org";

  /** Her password. */
  public static final String PASSWORD = "correct horse";

  private static final long serialVersionUID = 1;
  private static final String ROLE = "person";

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    HttpSession session = request.getSession(false);
    if (session != null && "out".equals(request.getQueryString())) {
      session.invalidate();
    }
    response.setContentType("text/html;charset=UTF-8");
    response
        .getWriter()
        .print(
            "<!DOCTYPE html><title>Portal sign-in</title><form method=post action=j_security_check>"
                + "<input name=j_username><input name=j_password type=password>"
                + "<button>Sign in</button></form>");
  }

  static void guard(ServletContextHandler context, String pattern) {
    UserStore people = new UserStore();
    people.addUser(NAME, new Password(PASSWORD), new String[] {ROLE});
    HashLoginService realm = new HashLoginService("portal");
    realm.setUserStore(people);
    ConstraintSecurityHandler security = new ConstraintSecurityHandler();
    security.setLoginService(realm);
    security.setAuthenticator(new FormAuthenticator(PAGE, PAGE, false));
    for (String guarded : new String[] {pattern, ACCOUNT}) {
      ConstraintMapping mapping = new ConstraintMapping();
      mapping.setPathSpec(guarded);
      mapping.setConstraint(Constraint.from(ROLE));
      security.addConstraintMapping(mapping);
    }
    context.setSecurityHandler(security);
  }

  static void guard(Tomcat tomcat, Context context, String pattern) {
    tomcat.addUser(NAME, PASSWORD);
    tomcat.addRole(NAME, ROLE);
    SecurityCollection guarded = new SecurityCollection();
    guarded.addPattern(pattern);
    guarded.addPattern(ACCOUNT);
    SecurityConstraint constraint = new SecurityConstraint();
    constraint.addAuthRole(ROLE);
    constraint.addCollection(guarded);
    context.addSecurityRole(ROLE);
    context.addConstraint(constraint);
    context.setLoginConfig(new LoginConfig("FORM", null, PAGE, PAGE));
    context.getPipeline().addValve(new org.apache.catalina.authenticator.FormAuthenticator());
  }
}
