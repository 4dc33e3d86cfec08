package io.github.powerbigate.demo.portal;

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
   * Signs somebody in. Who joins the group at this moment, joins it here.
   *
   * @param who the id of a person, or what was typed as the name
   * @param password what was typed as the password, or empty
   * @return nobody if they are unknown or the password is wrong
   */
  Optional<Visitor> signIn(String who, String password);

  /** Makes the same person anew, so that their story begins again; nobody if that cannot be. */
  Optional<Visitor> startOver(Visitor visitor);

  /** From when on all of Microsoft sees the membership, where that is known. */
  Optional<Instant> settledAt(Visitor visitor);

  /** Where this person's report is. */
  URI report(Visitor visitor);
}
