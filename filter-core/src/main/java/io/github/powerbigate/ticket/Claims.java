package io.github.powerbigate.ticket;

import io.github.powerbigate.ticket.Tickets.Purpose;
import java.time.Instant;

/**
 * What a ticket says. As a text: the words before the user, separated by blanks; how many
 * characters the user has; then user and target, without anything between them. So each can hold
 * any character, and a target of 16 KB needs no more room than it has. Immutable; {@code toString}
 * shows neither user nor target.
 *
 * @param purpose what it is for
 * @param issued when it was sealed, in whole milliseconds
 * @param expires from when on it is no longer good, in whole milliseconds
 * @param id a number of its own, without blanks
 * @param user whose it is
 * @param target where it leads
 */
record Claims(
    Purpose purpose, Instant issued, Instant expires, String id, String user, String target) {

  private static final int WORDS = 6;

  String text() {
    return purpose.name()
        + ' '
        + issued.toEpochMilli()
        + ' '
        + expires.toEpochMilli()
        + ' '
        + id
        + ' '
        + user.length()
        + ' '
        + user
        + target;
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws RuntimeException if it did not
   */
  static Claims read(String text) {
    String[] words = text.split(" ", WORDS);
    String userAndTarget = words[5];
    int userEnds = Integer.parseInt(words[4]);
    return new Claims(
        Purpose.valueOf(words[0]),
        Instant.ofEpochMilli(Long.parseLong(words[1])),
        Instant.ofEpochMilli(Long.parseLong(words[2])),
        words[3],
        userAndTarget.substring(0, userEnds),
        userAndTarget.substring(userEnds));
  }

  boolean isGood(Purpose forPurpose, String forUser, Instant now) {
    return purpose == forPurpose && user.equals(forUser) && now.isBefore(expires);
  }

  @Override
  public String toString() {
    return "Claims[" + purpose + "]";
  }
}
