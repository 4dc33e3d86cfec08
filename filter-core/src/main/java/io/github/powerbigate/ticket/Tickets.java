package io.github.powerbigate.ticket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.JOSEException;
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
import org.jspecify.annotations.Nullable;

/**
 * Seals and opens tickets: where a person was going, for a browser to bring back. Sealed with
 * AES-256-GCM (JWE in compact form, RFC 7516), since they name the user; by a key of its own for
 * every purpose, gate and day, so that none can pass for another and random nonces never pile up
 * (NIST SP 800-38D, 8.3). Thread-safe.
 *
 * <p>A ticket may be used more than once: it leads where it says, for its user, until it expires,
 * and whoever opens it asks for the verdict anew. Nothing may be counted or remembered by the text
 * of one.
 */
public final class Tickets {

  /** Longest ticket that fits in a URL which containers take by default, in characters. */
  public static final int LONGEST_IN_URL = 8_000;

  /** Longest ticket in characters: one with a target of 16 KB, in a form field. */
  public static final int LONGEST = 24_000;

  /** Longest life of a ticket: that of the longest wait which settings allow, and a day. */
  private static final Duration LONGEST_LIFE = Duration.ofDays(366);

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.-]+");
  private static final int PARTS = 5;
  private static final int NONCE_CHARACTERS = 16;
  private static final int TAG_CHARACTERS = 22;
  private static final int ID_BYTES = 12;

  /** What a ticket is for. */
  public enum Purpose {
    /** To go on to where the person was going. */
    GO,
    /** To pass the gate without its consent. */
    OPEN,
    /** To come back from a sign-in that this browser began; whose it is stands in the target. */
    SIGN_IN
  }

  private final TicketKeys keys;
  private final String gate;
  private final InstantSource clock;
  private final SecureRandom random;

  /**
   * Tickets of one gate.
   *
   * @param keys by which they are sealed
   * @param gate which gate it is: the same on every node, another for every other gate
   * @param clock tells when they expire
   * @param random for nonces
   * @throws NullPointerException if an argument is null
   */
  public Tickets(TicketKeys keys, String gate, InstantSource clock, SecureRandom random) {
    this.keys = requireNonNull(keys, "keys is null");
    this.gate = requireNonNull(gate, "gate is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.random = requireNonNull(random, "random is null");
  }

  /**
   * Seals a ticket.
   *
   * @param purpose what it is for
   * @param user whose it is, in canonical form
   * @param target where it leads; may be empty; up to 16 KB in UTF-8 fit in any case
   * @param life how long it is good, from 1 ms to 366 days
   * @return at most {@link #LONGEST} characters of {@code A-Za-z0-9_.-}
   * @throws IllegalArgumentException if the life is out of bounds or the target too long; the
   *     message contains nothing of it
   */
  public String seal(Purpose purpose, String user, String target, Duration life) {
    if (life.toMillis() < 1 || life.compareTo(LONGEST_LIFE) > 0) {
      throw new IllegalArgumentException("a ticket lives from 1 ms to 366 days");
    }
    Instant now = clock.instant();
    Claims claims = new Claims(purpose, now, now.plus(life), newId(), user, target);
    TicketKeys.Master master = keys.first();
    TicketHeader header = new TicketHeader(master.id(), day(now));
    try {
      JWEObject ticket =
          new JWEObject(JWEHeader.parse(header.encoded()), new Payload(claims.text()));
      DirectEncrypter encrypter = new DirectEncrypter(master.derive(info(purpose, header)));
      encrypter.getJCAContext().setSecureRandom(random);
      ticket.encrypt(encrypter);
      String text = ticket.serialize();
      if (text.length() > LONGEST) {
        throw new IllegalArgumentException("the target is too long for a ticket");
      }
      return text;
    } catch (JOSEException | ParseException e) {
      throw new IllegalStateException("AES-GCM with a key of 256 bits is not to be had", e);
    }
  }

  /**
   * Opens a ticket. Nobody is told why one does not open.
   *
   * @param purpose what it must be for
   * @param ticket any text
   * @param user whose it must be, in canonical form
   * @return the target, or null if it is not a ticket of this gate's for this purpose and user, or
   *     has expired
   */
  public @Nullable String open(Purpose purpose, String ticket, String user) {
    if (ticket.length() > LONGEST || !FORM.matcher(ticket).matches()) {
      return null;
    }
    Base64URL[] parts =
        Arrays.stream(ticket.split("\\.", -1)).map(Base64URL::new).toArray(Base64URL[]::new);
    TicketHeader header = parts.length == PARTS ? TicketHeader.read(parts[0]) : null;
    if (header == null || !isOurForm(parts) || !isPlausible(header)) {
      return null;
    }
    for (TicketKeys.Master master : keys.withId(header.keyId())) {
      Claims claims = claims(parts, master.derive(info(purpose, header)));
      if (claims != null && claims.isGood(purpose, user, clock.instant())) {
        return claims.target();
      }
    }
    return null;
  }

  private static @Nullable Claims claims(Base64URL[] parts, byte[] key) {
    try {
      JWEObject ticket = new JWEObject(parts[0], parts[1], parts[2], parts[3], parts[4]);
      ticket.decrypt(new DirectDecrypter(key));
      return Claims.read(ticket.getPayload().toString());
    } catch (JOSEException | ParseException | RuntimeException e) {
      // Foreign or broken. Nimbus answers some such texts with a NullPointerException, so no list
      // of exceptions would be whole.
      return null;
    }
  }

  /**
   * Whether there is no other spelling of the same ticket. Base64url spells the same bytes in
   * several ways where bits are left over at the end, and AES-GCM does not care where the
   * ciphertext ends and the tag begins.
   */
  private static boolean isOurForm(Base64URL[] parts) {
    return parts[1].toString().isEmpty()
        && parts[2].toString().length() == NONCE_CHARACTERS
        && parts[4].toString().length() == TAG_CHARACTERS
        && Arrays.stream(parts).allMatch(part -> Base64URL.encode(part.decode()).equals(part));
  }

  /** No key is derived for a day on which no ticket can have been sealed that is still good. */
  private boolean isPlausible(TicketHeader header) {
    long age = day(clock.instant()) - header.day();
    return age >= -1 && age <= LONGEST_LIFE.toDays();
  }

  /** The gate comes last: neither a purpose nor a number has a line break in it. */
  private byte[] info(Purpose purpose, TicketHeader header) {
    return (purpose.name() + '\n' + header.day() + '\n' + gate).getBytes(UTF_8);
  }

  private static long day(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond(), Duration.ofDays(1).toSeconds());
  }

  private String newId() {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return Base64URL.encode(id).toString();
  }

  @Override
  public String toString() {
    return "Tickets";
  }
}
