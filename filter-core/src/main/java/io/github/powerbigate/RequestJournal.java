package io.github.powerbigate;

import io.github.powerbigate.membership.Verdict;
import io.github.powerbigate.membership.Verdict.Admit;
import io.github.powerbigate.membership.Verdict.Refuse;
import io.github.powerbigate.membership.Verdict.Wait;
import io.github.powerbigate.settings.GateSettings.People;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Tells the operator what requests met with, never who made them. Thread-safe. */
final class RequestJournal {

  private static final Logger LOG = System.getLogger("io.github.powerbigate");
  private static final Duration REMIND_EVERY = Duration.ofHours(1);

  private final String gate;
  private final InstantSource clock;
  private final AtomicBoolean saidUnusable = new AtomicBoolean();
  private final AtomicBoolean saidRoleless = new AtomicBoolean();
  private final AtomicBoolean saidMisplaced = new AtomicBoolean();
  private final AtomicBoolean saidAnotherCloud = new AtomicBoolean();
  private final AtomicBoolean saidWrongWay = new AtomicBoolean();
  private final AtomicLong nextTooLong = new AtomicLong(Long.MIN_VALUE);
  private final AtomicLong nextFault = new AtomicLong(Long.MIN_VALUE);
  private final AtomicLong nextReminder = new AtomicLong(Long.MIN_VALUE);
  private volatile boolean closed;
  private final LongAdder openedAnyway = new LongAdder();
  private final LongAdder wouldPass = new LongAdder();
  private final LongAdder wouldWait = new LongAdder();
  private final LongAdder unknownYet = new LongAdder();
  private final LongAdder wouldBeRefused = new LongAdder();

  RequestJournal(String gate, InstantSource clock) {
    this.gate = gate;
    this.clock = clock;
  }

  /** Once a start: the portal's names are of no use. The name itself is not said. */
  void unusableName(People people) {
    if (saidUnusable.compareAndSet(false, true)) {
      LOG.log(
          Level.ERROR,
          "Gate "
              + gate
              + ": the name of a signed-in person cannot be one of Entra ID's, so such people pass"
              + " ungated. Check the settings user ("
              + people.user().kind()
              + ") and userForm ("
              + word(people.userForm())
              + "): userForm=auto wants a user principal name or a mail address, and an object id"
              + " needs userForm=object-id.");
    }
  }

  /** Once a start: the container is asked for the role of somebody whom it does not know. */
  void roleOfAStranger() {
    warnOnce(
        saidRoleless,
        "onlyFor=role: asks the container for the role of a person, but the container has nobody"
            + " signed in where the setting user finds a name; so nobody is gated. Map the gate"
            + " after the filter that signs people in, or use onlyFor=session:.");
  }

  /** Once a start: somebody whom the gate takes for a stranger is on the way to Power BI. */
  void misplaced() {
    warnOnce(
        saidMisplaced,
        "somebody went to Power BI, or turned out to be signed in, whom the gate had taken for a"
            + " stranger, so nobody may be gated at all. Map the gate after the filter that signs"
            + " people in, and check from where the setting user reads the name.");
  }

  /** Once a start, in place of {@link #misplaced}: with targetUrl a stranger gets a 404. */
  void strangersFindNothing() {
    warnOnce(
        saidMisplaced,
        "somebody whom the gate takes for a stranger found nothing behind the path, where targetUrl"
            + " sends those who are signed in. If everybody meets that, map the gate after the"
            + " filter that signs people in, and check from where the setting user reads the name;"
            + " if only strangers do, set anonymous=refuse.");
  }

  /** Whether {@link #misplaced} has been said. */
  boolean saidMisplaced() {
    return saidMisplaced.get();
  }

  /** Once a start: a wait may never end, because what would end it stands behind the gate. */
  void perhapsTheWrongWay() {
    warnOnce(
        saidWrongWay,
        "somebody has waited long without becoming a member, and nobody's wait has ended in a"
            + " membership yet. If the code behind this path adds people to the group, it never"
            + " runs for those who wait: use intercept=redirect.");
  }

  /** Hourly: an address that no ticket can hold. */
  void tooLong() {
    if (isTime(nextTooLong)) {
      LOG.log(
          Level.WARNING,
          "Gate "
              + gate
              + ": the application redirects to Power BI by an address of more than "
              + Onward.LONGEST_TARGET
              + " characters; such requests pass ungated. Shorten the filter in the address.");
    }
  }

  /** Once a start: nobody is gated whose redirect leads to Power BI in another cloud. */
  void anotherCloud() {
    warnOnce(
        saidAnotherCloud,
        "the application redirects to Power BI in another cloud than that of the setting cloud, so"
            + " such redirects pass ungated. Check the setting cloud: public is app.powerbi.com, gcc"
            + " app.powerbigov.us, gcc-high app.high.powerbigov.us, dod app.mil.powerbigov.us, china"
            + " app.powerbi.cn.");
  }

  /** An address that looks like one of Power BI's and is none: the application's business. */
  void resembles() {
    LOG.log(
        Level.DEBUG,
        "Gate "
            + gate
            + ": a redirect names a host of Power BI but does not certainly lead there; it is left"
            + " alone.");
  }

  /**
   * A fault of the gate's own; the request passed. Hourly, so that a broken gate fills no disk, and
   * without the exception's message, which may name a person. After {@link #close} it is none: a
   * request in flight finds that the container has put the gate's classes away.
   */
  void fault(Throwable e) {
    fault(e, "the request passes");
  }

  /** The same of a request that cannot pass any more, since its body has been read. */
  void faultAfterTheBody(Throwable e) {
    fault(e, "the request is answered by 500, since its form has been read");
  }

  private void fault(Throwable e, String end) {
    LOG.log(Level.DEBUG, "The fault", e);
    if (!closed && isTime(nextFault)) {
      StackTraceElement[] trace = e.getStackTrace();
      LOG.log(
          Level.ERROR,
          "Gate "
              + gate
              + ": a fault of the gate, "
              + e.getClass().getName()
              + (trace.length == 0 ? "" : " at " + trace[0])
              + "; "
              + end
              + ". The whole of it stands at DEBUG.");
    }
  }

  /** In a custom cloud nobody shall forget that it is not Microsoft who is asked. */
  void customCloud() {
    if (isTime(nextReminder)) {
      LOG.log(
          Level.WARNING,
          "Gate " + gate + ": cloud=custom; this gate does not ask one of Microsoft's clouds.");
    }
  }

  /** Somebody goes on without a sign-in, or tries again. */
  void signInFailed(String why) {
    LOG.log(Level.INFO, "Gate " + gate + ": a sign-in at Entra ID came to nothing: " + why);
  }

  /** Entra ID's answer to a sign-in does not count. */
  void idTokenRefused(String why) {
    LOG.log(Level.DEBUG, "Gate " + gate + ": an ID token is not believed: " + why);
  }

  void openedAnyway(Standing standing) {
    openedAnyway.increment();
    LOG.log(
        Level.INFO,
        "Gate "
            + gate
            + ": opened anyway; reference "
            + standing.reference()
            + ", state "
            + standing.state().code());
  }

  void wouldHavePassed() {
    wouldPass.increment();
  }

  void wouldHaveBeen(Verdict verdict) {
    if (verdict instanceof Admit) {
      wouldPass.increment();
    } else if (verdict instanceof Refuse) {
      wouldBeRefused.increment();
    } else if (verdict instanceof Wait) {
      wouldWait.increment();
    } else {
      unknownYet.increment();
    }
  }

  /** The sums, at the end. */
  void close(boolean dryRun) {
    closed = true;
    String sums = openedAnyway.sum() + " opened anyway";
    if (dryRun) {
      sums +=
          "; dry run: "
              + wouldPass.sum()
              + " requests would have passed, "
              + wouldWait.sum()
              + " waited, "
              + wouldBeRefused.sum()
              + " been refused; "
              + unknownYet.sum()
              + " came before the first answer about their user";
    }
    LOG.log(Level.INFO, "Gate " + gate + " stops: " + sums + ".");
  }

  private void warnOnce(AtomicBoolean said, String words) {
    if (said.compareAndSet(false, true)) {
      LOG.log(Level.WARNING, "Gate " + gate + ": " + words);
    }
  }

  private boolean isTime(AtomicLong next) {
    long now = clock.millis();
    long due = next.get();
    return now >= due && next.compareAndSet(due, now + REMIND_EVERY.toMillis());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
