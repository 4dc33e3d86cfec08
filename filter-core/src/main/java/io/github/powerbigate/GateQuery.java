package io.github.powerbigate;

import static java.util.Objects.requireNonNull;

import io.github.powerbigate.page.PageLinks;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a raw query string asks of the gate, and what of it is the application's. Only the raw text
 * is read: asking the request for a parameter would empty the body of a POST and let a field of
 * that body drive the gate. Names are compared as they stand, undecoded. Immutable.
 *
 * @param resource which of the gate's own resources is asked for
 * @param language the language asked for, undecoded, or null
 * @param ticket the sealed target of a redirect that was held up, undecoded, or null
 * @param proof the sealed proof that a way past was offered, undecoded, or null
 * @param rest the query without the gate's parameters, in order; empty if nothing is left
 */
record GateQuery(
    Resource resource,
    @Nullable String language,
    @Nullable String ticket,
    @Nullable String proof,
    String rest) {

  static final String NAME = "powerbi-gate";
  static final String LANGUAGE = "powerbi-gate-lang";
  static final String TICKET = PageLinks.TICKET;
  static final String PROOF = "powerbi-gate-proof";

  /** Of a file of the page, which is known by its whole query. */
  private static final String HASH = "powerbi-gate-hash";

  /** What a page adds that brings a sign-in back. */
  static final String RETURN = "powerbi-gate-return";

  /** What no ticket of ours looks like is not repeated. */
  private static final Pattern TICKET_FORM = Pattern.compile("[A-Za-z0-9_.-]+");

  private static final GateQuery NOTHING = new GateQuery(Resource.NONE, null, null, null, "");

  /** The gate's own resources under the guarded address. */
  enum Resource {
    /** None: the request is the application's. */
    NONE,
    STATUS,
    OPEN,
    /** The one address of a wait that stands in the place of a redirect. */
    GO,
    /** Where a sign-in to Entra ID comes back to. */
    SIGNED_IN,
    /** Begins a sign-in again. */
    SIGN_IN,
    /** Goes on without a sign-in. */
    WITHOUT,
    /** The parameter is there, but not once or not with a value of this version. */
    UNKNOWN
  }

  GateQuery {
    requireNonNull(resource, "resource is null");
    requireNonNull(rest, "rest is null");
  }

  /** Reads the query string of a request; null is the same as empty. */
  static GateQuery of(@Nullable String query) {
    if (query == null || query.isEmpty()) {
      return NOTHING;
    }
    if (!query.contains(NAME)) {
      return new GateQuery(Resource.NONE, null, null, null, query);
    }
    List<String> rest = new ArrayList<>();
    List<String> resources = new ArrayList<>();
    String language = null;
    String ticket = null;
    String proof = null;
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      switch (name) {
        case NAME -> resources.add(value);
        case LANGUAGE -> language = value;
        case TICKET -> ticket = value;
        case PROOF -> proof = value;
        case HASH, RETURN -> {}
        default -> rest.add(pair);
      }
    }
    Resource resource = resource(resources);
    if (resource == Resource.SIGNED_IN) {
      rest.removeIf(GateQuery::comesFromTheSignIn);
    }
    return new GateQuery(resource, language, ticket, proof, String.join("&", rest));
  }

  private static boolean comesFromTheSignIn(String pair) {
    return SignInAnswer.NAMES.contains(pair.split("=", 2)[0]);
  }

  /** Whether the query asks for a part of a sign-in to Entra ID. */
  boolean isOfSignIn() {
    return resource == Resource.SIGNED_IN
        || resource == Resource.SIGN_IN
        || resource == Resource.WITHOUT;
  }

  /** Whether the query asks to go on, or past. */
  boolean leadsOn() {
    return resource == Resource.GO || resource == Resource.OPEN;
  }

  /** The links of the page to which this query leads back; never to one of its polls. */
  PageLinks links() {
    return (leadsOn() || isOfSignIn()) && ticket != null && TICKET_FORM.matcher(ticket).matches()
        ? PageLinks.to(ticket, rest)
        : PageLinks.at(rest);
  }

  /** A query with one more parameter, for a reference to ourselves. */
  static String joined(String query, String name, String value) {
    return (query.isEmpty() ? "" : query + "&") + name + "=" + value;
  }

  /** Leaves out what is sealed, and what is the application's. */
  @Override
  public String toString() {
    return "GateQuery[" + resource + "]";
  }

  private static Resource resource(List<String> values) {
    if (values.isEmpty()) {
      return Resource.NONE;
    }
    if (values.size() > 1) {
      return Resource.UNKNOWN;
    }
    return switch (values.get(0)) {
      case "status" -> Resource.STATUS;
      case "open" -> Resource.OPEN;
      case "go" -> Resource.GO;
      case "signed-in" -> Resource.SIGNED_IN;
      case "sign-in" -> Resource.SIGN_IN;
      case "without" -> Resource.WITHOUT;
      default -> Resource.UNKNOWN;
    };
  }
}
