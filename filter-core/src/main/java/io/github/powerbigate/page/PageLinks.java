package io.github.powerbigate.page;

import static java.util.Objects.requireNonNull;

import io.github.powerbigate.form.PostedForm;
import io.github.powerbigate.form.PostedForm.Kept;
import io.github.powerbigate.form.PostedForm.Lost;
import org.jspecify.annotations.Nullable;

/**
 * Where the links of a page lead. Each is a query of the page's own address, so that none can lead
 * to another host. Immutable.
 *
 * @param rest the visitor's raw query without the gate's parameters; may be empty
 * @param ticket the sealed target, where the application's redirect was held up; else null
 * @param sealedInForm whether the ticket is too long for an address and travels in a form
 * @param posted the form that the page stands in the place of; else null
 */
public record PageLinks(
    String rest, @Nullable String ticket, boolean sealedInForm, @Nullable PostedForm posted) {

  /** The longest query that browsers, proxies and containers all take. */
  private static final int LONGEST_QUERY = 4_000;

  private static final String GO = "powerbi-gate=go";

  /** The name under which the ticket travels. */
  public static final String TICKET = "powerbi-gate-ticket";

  /**
   * @throws NullPointerException if rest is null
   */
  public PageLinks {
    requireNonNull(rest, "rest is null");
  }

  /** The links of a page that stands at the guarded address itself. */
  public static PageLinks at(String rest) {
    return new PageLinks(rest, null, false, null);
  }

  /** The links of a page that stands in the place of a posted form. */
  public static PageLinks at(String rest, PostedForm posted) {
    return new PageLinks(rest, null, false, posted);
  }

  /** The links of a page that stands in the place of a redirect. */
  public static PageLinks to(String ticket, String rest) {
    int length = joined(rest, GO).length() + TICKET.length() + ticket.length() + 2;
    return new PageLinks(rest, ticket, length > LONGEST_QUERY, null);
  }

  /** Whether the address of the whole wait holds the ticket. */
  public boolean standsElsewhere() {
    return ticket != null && !sealedInForm;
  }

  /** Whether the way on is a form of the page's. */
  public boolean byForm() {
    return sealedInForm || posted instanceof Kept;
  }

  boolean lost() {
    return posted instanceof Lost;
  }

  /** Check now, go on: the address of the whole wait, or of its form. */
  public String self() {
    return ticket == null ? "?" + rest : withTicket(joined(rest, GO));
  }

  /** Where the page asks how things stand; without the ticket, since polls fill logs. */
  public String status() {
    return "?" + joined(rest, "powerbi-gate=status");
  }

  /** Where a sign-in to Entra ID begins again. */
  public String signIn() {
    return withTicket(joined(rest, "powerbi-gate=sign-in"));
  }

  /** Goes on without one. */
  public String without() {
    return withTicket(joined(rest, "powerbi-gate=without"));
  }

  String language(String code) {
    String self = self().substring(1);
    return "?" + joined(self, "powerbi-gate-lang=" + code);
  }

  /** The way past, whose query comes from the gate at each poll; its ticket is the page's. */
  String open(String query) {
    return withTicket(query);
  }

  /** Leaves out the ticket, and the visitor's query. */
  @Override
  public String toString() {
    return "PageLinks";
  }

  private String withTicket(String query) {
    return "?" + (standsElsewhere() ? query + "&" + TICKET + "=" + ticket : query);
  }

  private static String joined(String query, String parameter) {
    return query.isEmpty() ? parameter : query + "&" + parameter;
  }
}
