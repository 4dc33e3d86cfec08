package io.github.powerbigate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.powerbigate.microsoft.PersonSignIn.Prompt;
import io.github.powerbigate.page.PageLinks;
import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in that has begun, as a browser carries it, sealed, until it comes back. Immutable; {@code
 * toString} shows nothing of it.
 *
 * @param prompt what is shown
 * @param state comes back in the query
 * @param nonce comes back in the ID token
 * @param verifier is told to Entra ID at the end (PKCE)
 * @param user for whom it is, in canonical form
 * @param path to which the person goes back; begins with one slash
 * @param query the same, without the question mark
 */
record BegunSignIn(
    Prompt prompt,
    String state,
    String nonce,
    String verifier,
    String user,
    String path,
    String query) {

  private static final int WORDS = 7;
  private static final Pattern STATE = Pattern.compile("[0-9a-f]{32}");

  /** What no browser writes into an address does not go back into one. */
  private static final Pattern PLAIN = Pattern.compile("[\\x21-\\x7e&&[^<>\"\\\\]]*");

  private static final int LONGEST_WAY = 900;

  /**
   * Begins one.
   *
   * @param links where the person comes back to, at the path of this request
   * @return null if there is no such way back: the cookie has no room for a long one
   */
  static @Nullable BegunSignIn at(
      HttpServletRequest request,
      PageLinks links,
      Prompt prompt,
      String user,
      SecureRandom random) {
    String path = request.getRequestURI();
    String query = links.self().substring(1);
    boolean leadsBack =
        path != null
            && path.startsWith("/")
            && !Caller.hasSuspiciousPath(request)
            && PLAIN.matcher(path).matches()
            && PLAIN.matcher(query).matches()
            && path.length() + query.length() + user.length() <= LONGEST_WAY;
    return leadsBack
        ? new BegunSignIn(
            prompt,
            HexFormat.of().formatHex(drawn(random, 16)),
            text(drawn(random, 16)),
            text(drawn(random, 32)),
            user,
            path,
            query)
        : null;
  }

  /** The same sign-in begun anew, with another prompt. */
  BegunSignIn anew(Prompt newPrompt, SecureRandom random) {
    return new BegunSignIn(
        newPrompt,
        HexFormat.of().formatHex(drawn(random, 16)),
        text(drawn(random, 16)),
        text(drawn(random, 32)),
        user,
        path,
        query);
  }

  /** Whether it may be the state of one of ours. */
  static boolean isState(@Nullable String text) {
    return text != null && STATE.matcher(text).matches();
  }

  /** What Entra ID is told of the verifier at the beginning: S256 (RFC 7636, section 4.2). */
  String challenge() {
    try {
      return text(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The links of the page that the person comes back to. */
  PageLinks links() {
    return GateQuery.of(query).links();
  }

  /**
   * A reference to that page, or to what stands beside it.
   *
   * @param request what came back: where it came to the same path, the query is enough
   * @param reference a query, with its question mark
   */
  String from(HttpServletRequest request, String reference) {
    return path.equals(request.getRequestURI()) ? reference : path + reference;
  }

  /** As it is sealed. */
  String text() {
    return String.join("\n", prompt.name(), state, nonce, verifier, user, path, query);
  }

  /** Reads what {@link #text()} wrote; null if it did not. */
  static @Nullable BegunSignIn read(String text) {
    List<String> words = List.of(text.split("\n", -1));
    return words.size() == WORDS
        ? new BegunSignIn(
            Prompt.valueOf(words.get(0)),
            words.get(1),
            words.get(2),
            words.get(3),
            words.get(4),
            words.get(5),
            words.get(6))
        : null;
  }

  @Override
  public String toString() {
    return "BegunSignIn[" + prompt + "]";
  }

  private static byte[] drawn(SecureRandom random, int bytes) {
    byte[] drawn = new byte[bytes];
    random.nextBytes(drawn);
    return drawn;
  }

  private static String text(byte[] bytes) {
    return new String(Base64.getUrlEncoder().withoutPadding().encode(bytes), UTF_8);
  }
}
