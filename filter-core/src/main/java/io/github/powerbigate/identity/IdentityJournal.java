package io.github.powerbigate.identity;

import io.github.powerbigate.token.Reading.Reason;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Tells the operator why it is not known who somebody is, never who they are, what their session
 * holds or where they came from. Thread-safe.
 */
public final class IdentityJournal {

  private static final Logger LOG = System.getLogger("io.github.powerbigate");
  private static final Duration REMIND_EVERY = Duration.ofHours(1);

  private static final String IGNORED =
      "; the header is ignored, and such people count as not signed in. ";

  /** Why a header is not believed. */
  enum Disbelief {
    NOT_A_PROXY(
        "the header with the user's name came from an address that is not in trustedProxies"
            + IGNORED
            + "If it was your proxy's, add its address. If the container replaces the address of"
            + " the peer (RemoteIpValve, ForwardedRequestCustomizer), the gate cannot see the proxy"
            + " at all."),
    REWRITTEN(
        "the header with the user's name came with an X-Forwarded-For or Forwarded that names the"
            + " very address from which it seems to come, or through a part of the container that"
            + " replaces that address (RemoteIpValve, ForwardedRequestCustomizer)"
            + IGNORED
            + "Whoever sends the request may have chosen that address; switch that part off where"
            + " the gate stands."),
    NO_SECRET(
        "the header with the user's name came from a trusted proxy without the right proxySecret"
            + IGNORED
            + "Let the proxy set the header that proxySecretHeader names, once."),
    AMBIGUOUS(
        "the header with the user's name came twice, or beside one whose name differs by an"
            + " underscore only"
            + IGNORED
            + "Let the proxy remove what clients send under these names.");

    private final String words;

    Disbelief(String words) {
      this.words = words;
    }
  }

  private final String gate;
  private final InstantSource clock;
  private final Map<Disbelief, AtomicBoolean> disbelieved = new EnumMap<>(Disbelief.class);
  private final Set<Reason> refused = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean saidUnreadable = new AtomicBoolean();
  private final AtomicBoolean saidNoToken = new AtomicBoolean();
  private final AtomicLong nextCannotTell = new AtomicLong(Long.MIN_VALUE);
  private final LongAdder disbeliefs = new LongAdder();
  private final LongAdder unreadable = new LongAdder();
  private final LongAdder refusals = new LongAdder();
  private final LongAdder untold = new LongAdder();

  /**
   * @param gate the filter's name
   * @param clock the time
   */
  public IdentityJournal(String gate, InstantSource clock) {
    this.gate = gate;
    this.clock = clock;
    for (Disbelief disbelief : Disbelief.values()) {
      disbelieved.put(disbelief, new AtomicBoolean());
    }
  }

  /** Once a start for each reason: a header is not believed. */
  void disbelieved(Disbelief disbelief) {
    disbeliefs.increment();
    AtomicBoolean said = disbelieved.get(disbelief);
    if (said != null && said.compareAndSet(false, true)) {
      LOG.log(Level.WARNING, "Gate " + gate + ": " + disbelief.words);
    }
  }

  /**
   * Once a start: what stands in a session cannot be read. Neither the value nor the exception's
   * message, which may contain it, is said at any level.
   *
   * @param why in our words
   * @param e what was thrown, if anything
   */
  void unreadable(String why, @Nullable Throwable e) {
    unreadable.increment();
    if (saidUnreadable.compareAndSet(false, true)) {
      LOG.log(
          Level.WARNING,
          "Gate "
              + gate
              + ": the user's name cannot be read where the setting user (session:) says that it"
              + " stands: "
              + why
              + (e == null ? "" : ", " + e.getClass().getName())
              + ". Such people count as not signed in. A path leads by keys of a Map, components"
              + " of a record and public getters of public types to a String, a UUID or a"
              + " Principal.");
    }
  }

  /**
   * Once a start: where the user's own token should be, there is something else. What it is, is not
   * said at any level.
   *
   * @param why in our words
   * @param e what was thrown, if anything
   */
  void noToken(String why, @Nullable Throwable e) {
    if (saidNoToken.compareAndSet(false, true)) {
      LOG.log(
          Level.WARNING,
          "Gate "
              + gate
              + ": the user's token cannot be read where the setting userToken says that it stands: "
              + why
              + (e == null ? "" : ", " + e.getClass().getName())
              + ". Power BI is not asked in the name of such people; the group stage alone counts.");
    }
  }

  /** Once a start for each reason: a token names nobody. */
  void tokenRefused(Reason reason) {
    refusals.increment();
    if (refused.add(reason)) {
      LOG.log(
          Level.WARNING,
          "Gate "
              + gate
              + ": a token does not count ("
              + reason.code()
              + "); whoever comes with such a one counts as not signed in. If that is everybody,"
              + " compare the settings that begin with jwt with what your sign-in issues:"
              + " docs/identity.md has what each of these words means.");
    }
  }

  /** A token came, and there are no keys yet. Whoever fetches them says why. */
  void noKeys() {
    untold.increment();
  }

  /** Hourly: the portal's own class fails. */
  void cannotTell(Throwable e) {
    untold.increment();
    LOG.log(Level.DEBUG, "What the portal's own class threw", e);
    long now = clock.millis();
    long due = nextCannotTell.get();
    if (now >= due && nextCannotTell.compareAndSet(due, now + REMIND_EVERY.toMillis())) {
      LOG.log(
          Level.ERROR,
          "Gate "
              + gate
              + ": the portal's own class of the setting user (class:) throws "
              + e.getClass().getName()
              + ", so it cannot be told who is signed in. Such people pass ungated, or wait, as the"
              + " setting whenUnavailable says. The whole of it stands at DEBUG.");
    }
  }

  /** The sums, at the end, if there are any. */
  public void close() {
    if (disbeliefs.sum() + unreadable.sum() + refusals.sum() + untold.sum() > 0) {
      LOG.log(
          Level.INFO,
          "Gate "
              + gate
              + ": of the times that it asked who the user is, it did not believe a header "
              + disbeliefs.sum()
              + " times, could not read the session "
              + unreadable.sum()
              + " times, refused a token "
              + refusals.sum()
              + " times, and could not tell "
              + untold.sum()
              + " times.");
    }
  }
}
