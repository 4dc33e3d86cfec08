package io.github.powerbigate.demo.portal;

import java.io.Serializable;
import java.security.Principal;

/**
 * Who is signed in to the portal; kept in the session.
 *
 * @param personId the {@link Person} they signed in as, or empty if they typed a name
 * @param name by which the portal, and therefore the gate, knows them
 * @param fullName for people to read
 * @param account by which Microsoft's sign-in knows them
 */
public record Visitor(String personId, String name, String fullName, String account)
    implements Principal, Serializable {

  @Override
  public String getName() {
    return name;
  }
}
