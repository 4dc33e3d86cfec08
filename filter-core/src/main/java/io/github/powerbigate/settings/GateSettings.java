package io.github.powerbigate.settings;

import static java.util.Objects.requireNonNull;

import io.github.powerbigate.identity.OnlyFor;
import io.github.powerbigate.identity.Proxies;
import io.github.powerbigate.identity.UserFrom;
import io.github.powerbigate.identity.UserTokenFrom;
import io.github.powerbigate.membership.GateTimings;
import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.microsoft.MicrosoftSettings;
import io.github.powerbigate.page.PageSettings;
import io.github.powerbigate.token.TokenRules;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the operator asked of one gate, read once at start and checked. Immutable; {@code
 * toString} gives {@link #effective}.
 *
 * @param filterName the filter's name in web.xml
 * @param mode whether the gate holds people
 * @param stand where it stands
 * @param scope which requests under the filter's mapping are gated
 * @param redirects what becomes of redirects to Power BI
 * @param people who is gated
 * @param microsoft whom it asks
 * @param timings the lengths and numbers that the rules know
 * @param limits what it may use
 * @param answers how it answers
 * @param page what the operator asked of the page
 * @param effective the effective settings, each with its source, secrets masked: one line for the
 *     log at start
 * @param warnings what is to be told once at start, one WARN each; never contains a value of an
 *     unknown name or of a secret
 */
public record GateSettings(
    String filterName,
    Mode mode,
    Stand stand,
    Scope scope,
    Redirects redirects,
    People people,
    MicrosoftSettings microsoft,
    GateTimings timings,
    Limits limits,
    HowToAnswer answers,
    PageSettings page,
    String effective,
    List<String> warnings) {

  /** Whether the gate holds people. */
  public enum Mode {
    /** It does. */
    ON,
    /** Everybody passes; log and counters say what would have been. */
    DRY_RUN,
    /** Everybody passes, and nobody is asked. */
    OFF
  }

  /** Where the gate stands. */
  public sealed interface Stand {
    /** Before the application, which leads to Power BI when it runs. */
    record BeforeRequest() implements Stand {}

    /** At the application's redirect to Power BI: the application runs, and adds the person. */
    record AtRedirect() implements Stand {}

    /**
     * In the place of an application: it redirects by itself.
     *
     * @param url the final address, on one of the hosts of Power BI
     */
    record InPlace(String url) implements Stand {
      /**
       * @throws NullPointerException if url is null
       */
      public InPlace {
        requireNonNull(url, "url is null");
      }

      /** Leaves the address out: its path and query are the operator's. */
      @Override
      public String toString() {
        return "InPlace";
      }
    }
  }

  /**
   * What becomes of redirects to Power BI.
   *
   * @param appendTenant whether an address without {@code ctid} gets the tenant's
   * @param ticketKeys the keys for tickets, or null if they are to be drawn
   */
  public record Redirects(boolean appendTenant, @Nullable SealingKeys ticketKeys) {}

  /** What happens when nobody is signed in. */
  public enum Anonymous {
    /** The application gets the request: the sign-in is its own. */
    PASS,
    /** 401. */
    REFUSE
  }

  /** From which state on the page offers a way past the gate. */
  public enum OpenAnyway {
    SLOW,
    OVERDUE,
    NEVER
  }

  /**
   * Who is gated.
   *
   * @param user where the gate reads who is signed in
   * @param userForm what kind of name that is
   * @param onlyFor for whom the gate is
   * @param anonymous what happens when nobody is signed in
   * @param proxies whose header is believed; null where no header is read
   * @param tokens which tokens are believed; null where none is read
   * @param userToken where the user's own token stands; null where Power BI is not asked in the
   *     user's name
   */
  public record People(
      UserFrom user,
      UserId.Form userForm,
      OnlyFor onlyFor,
      Anonymous anonymous,
      @Nullable Proxies proxies,
      @Nullable TokenRules tokens,
      @Nullable UserTokenFrom userToken) {}

  /**
   * What the gate may use.
   *
   * @param firstAnswerWithin how long a first request waits for the first finding
   * @param maxHeldRequests how many requests may so wait at once; at least 1
   * @param maxCallsAtOnce how many calls to one of Microsoft's services may be open; at least 1
   * @param maxUsers how many verdicts are kept; at least 1
   */
  public record Limits(
      Duration firstAnswerWithin, int maxHeldRequests, int maxCallsAtOnce, int maxUsers) {}

  /**
   * How the gate answers people whom it holds.
   *
   * @param openAnyway from which state on the page offers a way past
   * @param pendingStatus HTTP status of the page
   * @param pendingApiStatus HTTP status of the answer to fetch, XHR and API calls
   * @param keepPost whether the page carries the form of somebody who has to wait
   */
  public record HowToAnswer(
      OpenAnyway openAnyway, int pendingStatus, int pendingApiStatus, boolean keepPost) {}

  /**
   * @throws NullPointerException if an argument is null
   */
  public GateSettings {
    requireNonNull(filterName, "filterName is null");
    requireNonNull(mode, "mode is null");
    requireNonNull(stand, "stand is null");
    requireNonNull(scope, "scope is null");
    requireNonNull(redirects, "redirects is null");
    requireNonNull(people, "people is null");
    requireNonNull(microsoft, "microsoft is null");
    requireNonNull(timings, "timings is null");
    requireNonNull(limits, "limits is null");
    requireNonNull(answers, "answers is null");
    requireNonNull(page, "page is null");
    requireNonNull(effective, "effective is null");
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads and checks every setting. Files are read, nobody is asked over the network.
   *
   * @throws BadSettings if anything is wrong; the one message lists all of it
   */
  public static GateSettings read(SettingSources sources) {
    return Assembly.of(SettingsFile.join(sources));
  }

  @Override
  public String toString() {
    return effective;
  }
}
