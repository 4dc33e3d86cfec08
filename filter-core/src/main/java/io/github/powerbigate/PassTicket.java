package io.github.powerbigate;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.util.Base64URL;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * What the link "Open Power BI anyway" carries for a browser that does not say where its requests
 * come from: proof that the link stood on a page which this gate gave to this user a moment ago, so
 * that no other site can push a waiting person into Power BI. Sealed, since it names the user.
 * Thread-safe.
 *
 * <p>The key is drawn at start: after a restart, or on another node, an old link shows the page,
 * and that page has a new one.
 */
final class PassTicket {

  private static final Duration LIFE = Duration.ofMinutes(10);
  private static final String PURPOSE = "open";
  private static final int LONGEST = 2000;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.-]{1," + LONGEST + "}");
  private static final JWEHeader HEADER = new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM);

  private final byte[] key = new byte[32];
  private final InstantSource clock;

  PassTicket(SecureRandom random, InstantSource clock) {
    random.nextBytes(key);
    this.clock = clock;
  }

  /** Seals a ticket for a user. */
  String seal(String user) {
    String text = PURPOSE + " " + clock.instant().plus(LIFE).toEpochMilli() + " " + user;
    JWEObject ticket = new JWEObject(HEADER, new Payload(text));
    try {
      ticket.encrypt(new DirectEncrypter(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("AES-GCM with a key of 256 bits is not to be had", e);
    }
    return ticket.serialize();
  }

  /** Whether it is a ticket of this gate's, for this user, that has not expired. */
  boolean opens(String ticket, String user) {
    if (!FORM.matcher(ticket).matches()) {
      return false;
    }
    try {
      JWEObject opened = JWEObject.parse(ticket);
      if (!isOurSpelling(opened)
          || !JWEAlgorithm.DIR.equals(opened.getHeader().getAlgorithm())
          || !EncryptionMethod.A256GCM.equals(opened.getHeader().getEncryptionMethod())) {
        return false;
      }
      opened.decrypt(new DirectDecrypter(key));
      String[] parts = opened.getPayload().toString().split(" ", 3);
      return parts.length == 3
          && parts[0].equals(PURPOSE)
          && clock.instant().isBefore(Instant.ofEpochMilli(Long.parseLong(parts[1])))
          && parts[2].equals(user);
    } catch (ParseException | JOSEException | RuntimeException e) {
      // Foreign or broken: not ours, and nobody is told why. Nimbus answers a header without "enc"
      // with a NullPointerException, so no list of exceptions would be whole.
      return false;
    }
  }

  /** Base64url spells the same bytes in several ways where bits are left over at the end. */
  private static boolean isOurSpelling(JWEObject ticket) {
    return Arrays.stream(ticket.getParsedParts())
        .allMatch(part -> Base64URL.encode(part.decode()).equals(part));
  }
}
