package io.github.powerbigate.ticket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.util.Base64URL;
import io.github.powerbigate.membership.FakeClock;
import io.github.powerbigate.ticket.Tickets.Purpose;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no ticket, or was changed on its way, does not open. */
class ForgedTicketsTest {

  private static final String ANN = "ann@example.org";
  private static final Duration LIFE = Duration.ofMinutes(10);

  private final FakeClock clock = new FakeClock();
  private final Tickets tickets = Sealing.tickets(clock, 1);
  private final String ticket = tickets.seal(Purpose.GO, ANN, "https://app.powerbi.com/", LIFE);
  private final long day = FakeClock.START.getEpochSecond() / 86_400;
  private final String kid = Sealing.keys(1).first().id() + "." + day;

  @Test
  void everyOtherCharacterAtEveryPlaceIsRefused() {
    for (int i = 0; i < ticket.length(); i++) {
      for (char other : Sealing.ALPHABET) {
        if (other != ticket.charAt(i)) {
          String changed = ticket.substring(0, i) + other + ticket.substring(i + 1);
          assertThat(open(changed)).as("%s at %d", other, i).isNull();
        }
      }
    }
  }

  @Test
  void everyCharacterTooManyOrTooFewIsRefused() {
    for (int i = 0; i <= ticket.length(); i++) {
      assertThat(open(ticket.substring(0, i) + "A" + ticket.substring(i))).isNull();
      assertThat(open(ticket.substring(0, i) + "." + ticket.substring(i))).isNull();
      assertThat(open(ticket.substring(i))).as("from %d", i).isEqualTo(i == 0 ? target() : null);
      if (i < ticket.length()) {
        assertThat(open(ticket.substring(0, i))).as("to %d", i).isNull();
        assertThat(open(ticket.substring(0, i) + ticket.substring(i + 1))).isNull();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"=", "==", " ", "!!", "\n", "\r\n", "\t", "\u0000", ".", "..", "%3D", "é"})
  void noOtherSpellingOpens(String more) {
    assertThat(open(ticket + more)).isNull();
    assertThat(open(more + ticket)).isNull();
    assertThat(open(ticket.replace(".", more + "."))).isNull();
  }

  @Test
  void theDotBeforeTheTagStandsAtOnePlaceOnly() {
    String[] parts = ticket.split("\\.", -1);
    String joined = parts[3] + parts[4];
    List<Integer> opened = new ArrayList<>();
    for (int i = 0; i <= joined.length(); i++) {
      String moved = joined.substring(0, i) + "." + joined.substring(i);
      if (open(parts[0] + ".." + parts[2] + "." + moved) != null) {
        opened.add(i);
      }
    }

    assertThat(opened).containsExactly(parts[3].length());
  }

  @Test
  void theTagMayNotTakeBytesFromTheCiphertext() {
    String[] parts = ticket.split("\\.", -1);
    byte[] text = new Base64URL(parts[3]).decode();
    byte[] tag = new Base64URL(parts[4]).decode();
    for (int bytes = 1; bytes < 16; bytes++) {
      byte[] less = Arrays.copyOf(text, text.length - bytes);
      byte[] more = new byte[tag.length + bytes];
      System.arraycopy(text, less.length, more, 0, bytes);
      System.arraycopy(tag, 0, more, bytes, tag.length);
      String moved = Base64URL.encode(less) + "." + Base64URL.encode(more);

      assertThat(open(parts[0] + ".." + parts[2] + "." + moved)).as("%d bytes", bytes).isNull();
    }
  }

  @Test
  void theForgeryOfTheNextTestsOpensWhenItsHeaderIsOurs() throws Exception {
    assertThat(open(sealedUnder("{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"" + kid + "\"}")))
        .isEqualTo("there");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"dir\",\"enc\":\"A256GCM\"}",
        "{\"enc\":\"A256GCM\",\"alg\":\"dir\",\"kid\":\"KID\"}",
        "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"KID\",\"zip\":\"DEF\"}",
        "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"KID\",\"typ\":\"JWT\"}",
        "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"KID\",\"x\":1}",
        "{\"alg\":\"dir\",\"enc\":\"A128CBC-HS256\",\"kid\":\"KID\"}",
        "{ \"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"KID\"}",
        "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"0KID\"}",
        "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"00000000.DAY\"}"
      })
  void whatIsSealedByTheRightKeyUnderAnotherHeaderIsRefused(String header) throws Exception {
    assertThat(open(sealedUnder(filled(header)))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "null",
        "[]",
        "{\"alg\":\"none\"}",
        "{\"alg\":\"none\",\"enc\":\"A256GCM\",\"kid\":\"KID\"}",
        "{\"alg\":\"HS256\",\"kid\":\"KID\"}",
        "{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A256GCM\",\"kid\":\"KID\"}",
        "{\"alg\":\"A256KW\",\"enc\":\"A256GCM\",\"kid\":\"KID\"}",
        "{\"alg\":\"dir\",\"kid\":\"KID\"}",
        "{\"alg\":\"dir\",\"enc\":\"A128GCM\",\"kid\":\"KID\"}",
        "{\"alg\":\"dir\",\"enc\":\"A256CBC-HS512\",\"kid\":\"KID\"}",
        "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"KID\",\"crit\":[\"exp\"],\"exp\":1}",
        "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"KID\",\"kid\":\"KID\"}",
        "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"\"}"
      })
  void anotherHeaderInPlaceOfOursIsRefused(String header) {
    String rest = ticket.substring(ticket.indexOf('.'));

    assertThat(open(Base64URL.encode(filled(header)) + rest)).isNull();
  }

  @Test
  void aDayWhoseTicketsHaveAllExpiredIsRefusedWhateverTheTicketSays() throws Exception {
    assertThat(open(sealedOn(day - 366))).isEqualTo("there");
    assertThat(open(sealedOn(day - 367))).isNull();
    assertThat(open(sealedOn(day + 1))).isEqualTo("there");
    assertThat(open(sealedOn(day + 2))).isNull();
    assertThat(open(sealedOn(9_999_999))).isNull();
    assertThat(open(sealedOn(99_999_999))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GO",
        "GO 0 9999999999999 id 15",
        "GO 0 9999999999999 id 16 ann@example.org",
        "GO 0 9999999999999 id -1 ann@example.org",
        "GO 0 9999999999999 id x ann@example.org",
        "GO 0 x id 15 ann@example.org",
        "GO 0 99999999999999999999 id 15 ann@example.org",
        "STAY 0 9999999999999 id 15 ann@example.org",
        "OPEN 0 9999999999999 id 15 ann@example.org"
      })
  void whatTheRightKeySealedButIsNoClaimIsRefused(String claims) throws Exception {
    String header = "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"" + kid + "\"}";

    assertThat(open(sealed(header, day, claims))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "....",
        ".....",
        "x",
        "a.b.c.d.e",
        "eyJhbGciOiJub25lIn0..",
        "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0....",
        "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAA.AAAA.AAAA",
        "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..%20.AAAA.AAAA"
      })
  void whatIsNoTicketDoesNotOpen(String text) {
    assertThat(open(text)).isNull();
  }

  @Test
  void aLongTextIsRefusedAtOnce() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          assertThat(open("A".repeat(50_000_000))).isNull();
          assertThat(open(".".repeat(Tickets.LONGEST))).isNull();
          assertThat(open(ticket + "A".repeat(Tickets.LONGEST))).isNull();
        });
  }

  private @Nullable String open(String text) {
    return tickets.open(Purpose.GO, text, ANN);
  }

  private @Nullable String target() {
    return open(ticket);
  }

  private String filled(String header) {
    return header.replace("KID", kid).replace("DAY", Long.toString(day));
  }

  private String sealedOn(long otherDay) throws JOSEException, ParseException {
    String id = Sealing.keys(1).first().id();
    return sealed(
        "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"" + id + "." + otherDay + "\"}",
        otherDay,
        "GO 0 9999999999999 id 15 " + ANN + "there");
  }

  private String sealedUnder(String header) throws JOSEException, ParseException {
    return sealed(header, day, "GO 0 9999999999999 id 15 " + ANN + "there");
  }

  /** Sealed by the key that the gate itself would take. */
  private static String sealed(String header, long day, String claims)
      throws JOSEException, ParseException {
    byte[] key =
        Sealing.keys(1).first().derive(("GO\n" + day + "\n" + Sealing.GATE).getBytes(UTF_8));
    JWEObject forged =
        new JWEObject(JWEHeader.parse(Base64URL.encode(header)), new Payload(claims));
    forged.encrypt(new DirectEncrypter(key));
    return forged.serialize();
  }
}
