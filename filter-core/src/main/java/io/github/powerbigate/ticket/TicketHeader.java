package io.github.powerbigate.ticket;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.Base64URL;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The first part of a ticket: which key sealed it, and on which day. It is written in one way only,
 * and what is written otherwise is not ours: so no parser ever sees another algorithm, {@code zip},
 * {@code crit}, or whatever else a header may ask for. Immutable.
 *
 * @param keyId 8 hexadecimal digits
 * @param day days since 1970-01-01 in UTC
 */
record TicketHeader(String keyId, long day) {

  private static final String BEGIN = "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"";
  private static final String END = "\"}";

  private static final Pattern TEXT =
      Pattern.compile(Pattern.quote(BEGIN) + "([0-9a-f]{8})\\.([0-9]{1,7})" + Pattern.quote(END));

  /** As it stands in a ticket. */
  Base64URL encoded() {
    return Base64URL.encode(BEGIN + keyId + '.' + day + END);
  }

  /** Reads it, or gives null if it is not letter for letter as we write it. */
  static @Nullable TicketHeader read(Base64URL encoded) {
    Matcher text = TEXT.matcher(new String(encoded.decode(), UTF_8));
    if (!text.matches()) {
      return null;
    }
    TicketHeader header = new TicketHeader(text.group(1), Long.parseLong(text.group(2)));
    return header.encoded().equals(encoded) ? header : null;
  }
}
