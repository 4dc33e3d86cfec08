package io.github.powerbigate.membership;

import static java.util.Objects.requireNonNull;

import io.github.powerbigate.membership.Finding.NotYet;
import io.github.powerbigate.membership.Verdict.Admit;
import io.github.powerbigate.membership.Verdict.Refuse;
import io.github.powerbigate.membership.Verdict.Wait;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tells the operator what happened: waits by their references, and what an administrator must mend,
 * each complaint at most hourly. Names of people only at DEBUG. Thread-safe.
 */
final class GateJournal {

  private static final Logger LOG = System.getLogger("io.github.powerbigate");

  private static final Duration COMPLAIN_EVERY = Duration.ofHours(1);

  /** Trouble that is over sooner was a hiccup. */
  private static final Duration LASTING = Duration.ofMinutes(1);

  /** So many different names without one that Microsoft knows, and the names are the wrong ones. */
  private static final int UNKNOWN_NAMES = 5;

  /** The service asked to be left alone, so it was not asked. */
  static final Trouble CLOSED =
      new Trouble(
          Cause.THROTTLED,
          "Microsoft was not asked: it wants to be left alone for a while.",
          "closed",
          null);

  /** A lease ended, and no answer had come. */
  static final Trouble NO_ANSWER =
      new Trouble(Cause.UNAVAILABLE, "The question was never answered.", "no-answer", null);

  /** Nothing stands where the user's token should. */
  private static final Trouble NO_TOKEN =
      new Trouble(
          Cause.USER_TOKEN,
          "No token of the user's comes with the request. Check userToken, and that the portal keeps"
              + " the token there.",
          "no-token",
          null);

  private final String gate;
  private final ConcurrentHashMap<String, Instant> complaints = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Instant> troubledSince = new AtomicReference<>();
  private final Set<String> unknownNames = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean namesSettled = new AtomicBoolean();
  private volatile boolean aWaitEndedWell;

  GateJournal(String gate) {
    this.gate = gate;
  }

  /** An exception where a finding was due. Its message may hold anything, so it is not repeated. */
  static Trouble failed(Throwable error) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    return new Trouble(
        Cause.UNAVAILABLE,
        "The probe failed; this is a fault of the gate.",
        cause.getClass().getSimpleName(),
        null);
  }

  /** A fault of the gate's own while it settled a finding. */
  static void unexpected(RuntimeException e) {
    // Its message may hold anything.
    LOG.log(
        Level.ERROR,
        "A finding could not be settled; this is a fault of the gate: " + e.getClass().getName());
    LOG.log(Level.DEBUG, "The fault", e);
  }

  void found(UserId user, Stage stage, Finding finding, Instant now) {
    if (stage != Stage.GROUP) {
      // Of whether Graph answers, which is what the end of trouble is told of, it says nothing.
      complainOfPowerBi(finding.trouble(), now);
    } else if (finding.trouble() == null) {
      answered(now);
      checkNames(user, finding);
    } else {
      complain(finding, now);
    }
  }

  /** A member goes through of whom Power BI was not asked to the end. */
  void unproved(boolean expected, Instant now) {
    if (!expected) {
      complainOfPowerBi(NO_TOKEN, now);
    }
  }

  private void complainOfPowerBi(@Nullable Trouble trouble, Instant now) {
    if (trouble != null) {
      complain(
          trouble.cause().actor() == Cause.Actor.ADMINISTRATOR ? Level.ERROR : Level.WARNING,
          "members cannot be checked at Power BI: " + trouble,
          trouble,
          now);
    }
  }

  /** Something an administrator must mend, or Microsoft. */
  void complain(Finding finding, Instant now) {
    Trouble trouble = requireNonNull(finding.trouble(), "no trouble");
    if (trouble.cause() != Cause.AMBIGUOUS_NAME) {
      troubledSince.compareAndSet(null, now);
    }
    if (trouble.cause().actor() == Cause.Actor.ADMINISTRATOR) {
      complain(Level.ERROR, "access cannot be checked: " + trouble, trouble, now);
    } else {
      complain(Level.WARNING, "Microsoft does not answer as it should: " + trouble, trouble, now);
    }
  }

  boolean hasAWaitEndedWell() {
    return aWaitEndedWell;
  }

  void changed(Verdict before, Verdict after, Instant now) {
    if (after instanceof Wait wait && !(before instanceof Wait)) {
      say(Level.INFO, "wait " + wait.reference() + " began: " + wait.cause().code());
    } else if (before instanceof Wait wait && after instanceof Admit admit) {
      aWaitEndedWell |= admit.basis().isMembership();
      say(
          Level.INFO,
          "wait "
              + wait.reference()
              + " ended after "
              + GateRules.elapsed(wait.since(), now).toSeconds()
              + " s: admitted, "
              + code(admit));
    } else if (after instanceof Refuse refuse && !(before instanceof Refuse)) {
      say(
          Level.INFO,
          "refused, "
              + refuse.cause().code()
              + "; reference "
              + refuse.reference()
              + ", after "
              + GateRules.elapsed(refuse.since(), now).toSeconds()
              + " s");
    } else if (before instanceof Refuse refuse && after instanceof Admit admit) {
      say(Level.INFO, "refusal " + refuse.reference() + " ended: admitted, " + code(admit));
    } else if (after instanceof Admit admit
        && !(before instanceof Admit)
        && admit.basis() != Admit.Basis.MEMBER) {
      say(Level.INFO, "admitted without a wait, " + code(admit));
    }
  }

  /** Which user a reference stands for: personal data, so only for a log that was opened for it. */
  void named(UserId user, Verdict after) {
    if (LOG.isLoggable(Level.DEBUG)) {
      LOG.log(Level.DEBUG, user.value() + ": " + describe(after) + ", " + moments(after.pace()));
    }
  }

  // By hand, not by the records' own toString: see Stored for what that leaves behind on Java 17.
  private static String describe(Verdict verdict) {
    if (verdict instanceof Wait wait) {
      return "wait " + wait.reference().value() + ", " + wait.cause().code();
    }
    if (verdict instanceof Refuse refuse) {
      return "refuse " + refuse.reference().value() + ", " + refuse.cause().code();
    }
    return verdict instanceof Admit admit ? "admit, " + code(admit) : "checking";
  }

  private static String moments(Pace pace) {
    return "asked at " + pace.askedAt() + ", again from " + pace.askAgainAt();
  }

  private static String code(Admit admit) {
    return switch (admit.basis()) {
      case MEMBER -> "member";
      case UNPROVED -> "unproved";
      case UNCONFIRMED -> "unconfirmed";
      case OVERDUE -> "overdue";
    };
  }

  /** Only the end of trouble that lasted is news: in a half-sick outage every other call fails. */
  private void answered(Instant now) {
    Instant since = troubledSince.getAndSet(null);
    if (since != null && GateRules.elapsed(since, now).compareTo(LASTING) >= 0) {
      complaints.clear();
      say(
          Level.INFO,
          "Microsoft answers again, after " + GateRules.elapsed(since, now).toSeconds() + " s.");
    }
  }

  private void checkNames(UserId user, Finding finding) {
    if (namesSettled.get()) {
      return;
    }
    boolean unknown = finding instanceof NotYet notYet && notYet.cause() == Cause.NOT_IN_DIRECTORY;
    if (!unknown) {
      namesSettled.set(true);
      unknownNames.clear();
      return;
    }
    unknownNames.add(user.value());
    if (unknownNames.size() >= UNKNOWN_NAMES && namesSettled.compareAndSet(false, true)) {
      unknownNames.clear();
      say(
          Level.ERROR,
          "Entra ID knows none of the first "
              + UNKNOWN_NAMES
              + " users: the portal's names do not seem to be Entra's."
              + " Check the settings user, userForm and tenantId.");
    }
  }

  private void complain(Level level, String message, Trouble trouble, Instant now) {
    String key = trouble.cause() + "/" + trouble.code();
    Instant last = complaints.get(key);
    boolean silent =
        last != null
            && GateRules.elapsed(last, now).compareTo(COMPLAIN_EVERY) < 0
            && !last.isAfter(now);
    if (silent) {
      return;
    }
    boolean first =
        last == null
            ? complaints.putIfAbsent(key, now) == null
            : complaints.replace(key, last, now);
    if (first) {
      say(level, message);
    }
  }

  private void say(Level level, String message) {
    LOG.log(level, "Gate " + gate + ": " + message);
  }
}
