package io.github.powerbigate.ticket;

import io.github.powerbigate.membership.FakeClock;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Keys and tickets for a test. */
final class Sealing {

  static final String GATE = "tenant gate";

  private Sealing() {}

  /** A key that is always the same. */
  static byte[] key(int number) {
    byte[] key = new byte[32];
    new Random(number).nextBytes(key);
    return key;
  }

  static TicketKeys keys(int... numbers) {
    return TicketKeys.of(IntStream.of(numbers).mapToObj(Sealing::key).toList());
  }

  static Tickets tickets(FakeClock clock, int... numbers) {
    return new Tickets(keys(numbers), GATE, clock, new SecureRandom());
  }

  /** The characters a ticket may have. */
  static final List<Character> ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-."
          .chars()
          .mapToObj(c -> (char) c)
          .toList();
}
