package io.github.powerbigate;

import static java.util.stream.Collectors.joining;

import io.github.powerbigate.settings.GateSettings;
import io.github.powerbigate.settings.SealingKeys;
import io.github.powerbigate.ticket.TicketKeys;
import io.github.powerbigate.ticket.Tickets;
import java.security.SecureRandom;
import java.time.InstantSource;

/** The tickets of one gate, which no other gate opens. */
final class GateTickets {
  private GateTickets() {}

  static Tickets of(GateSettings settings, SecureRandom random, InstantSource clock) {
    SealingKeys given = settings.redirects().ticketKeys();
    TicketKeys keys = given == null ? TicketKeys.drawn(random) : TicketKeys.of(given.bytes());
    // The name of a filter is unique in its application only, and applications may share a key.
    String gate =
        settings.microsoft().tenantId()
            + ' '
            + settings.filterName()
            + settings.microsoft().groupIds().stream().sorted().collect(joining(" ", " ", ""));
    return new Tickets(keys, gate, clock, random);
  }
}
