package io.github.powerbigate.demo.portal;

import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The Microsoft tenant that the portal sends its people to. Thread-safe. */
public interface Tenant {

  /** The attribute of the servlet context under which the portal finds its tenant. */
  String ATTRIBUTE = "demo.tenant";

  /** Whom one may sign in as by a click; nobody where a name and the password must be typed. */
  List<Person> people();

  /**
   * Signs somebody in to the portal; Microsoft does not hear of it.
   *
   * @param who the id of a person, or what was typed as the name
   * @param password what was typed as the password, or empty
   * @return nobody if they are unknown or the password is wrong
   */
  Optional<Visitor> signIn(String who, String password);

  /** Makes the same person anew, so that their story begins again; nobody if that cannot be. */
  Optional<Visitor> startOver(Visitor visitor);

  /**
   * Gives the visitor what the report asks for: an account in the tenant, and the membership. May
   * be done again at any time; does nothing for people who are none of this portal's business.
   *
   * @return whether they have joined the group just now
   * @throws IOException if Microsoft does not do it; the message is for the log
   */
  boolean provision(Visitor visitor) throws IOException;

  /** From when on all of Microsoft sees the membership, where that is known. */
  Optional<Instant> settledAt(Visitor visitor);

  /** The origin of Power BI's web app. */
  URI powerBi();

  /** Where this person's report is. */
  URI report(Visitor visitor);

  /** The same with the tenant in the address: without it guests land in the one they are from. */
  URI reportNamingTenant(Visitor visitor);

  /** What tells Power BI who sits at this browser, where it takes the portal's word for it. */
  Optional<Cookie> introduction(Visitor visitor);
}
