package io.github.powerbigate.simulator.world;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How what an app writes about a person spreads, for those who differ from the rest. It is said
 * beforehand, as whoever writes (a portal through Graph) does not know that it is simulated; so
 * people are named by their mail, which they have before they have an account. Thread-safe.
 */
public final class Spreads {
  private final Map<String, Propagation> byMail = new ConcurrentHashMap<>();

  Spreads() {}

  /** From now on, what is written about whoever has this mail spreads so. */
  public void set(String mail, Propagation propagation) {
    byMail.put(mail.toLowerCase(Locale.ROOT), propagation);
  }

  /** How it spreads for whoever has this mail. */
  public Propagation of(@Nullable String mail, Propagation otherwise) {
    return mail == null ? otherwise : byMail.getOrDefault(mail.toLowerCase(Locale.ROOT), otherwise);
  }
}
