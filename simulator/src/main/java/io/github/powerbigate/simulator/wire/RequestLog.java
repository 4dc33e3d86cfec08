package io.github.powerbigate.simulator.wire;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was asked. The counters are exact; of the requests themselves the last ones are kept. A
 * request is in flight from its arrival until its answer begins to leave; one that is met with
 * silence or a dripping body, until its client has gone. Thread-safe.
 */
public final class RequestLog {
  private static final int KEPT = 20_000;
  private static final int MOST_VIOLATIONS = 1_000;
  private static final Set<String> SECRET_FIELDS =
      Set.of(
          "client_secret",
          "client_assertion",
          "assertion",
          "password",
          "refresh_token",
          "code",
          "code_verifier");
  private static final Set<String> SECRET_HEADERS = Set.of("authorization", "cookie");

  private final Map<Long, LoggedRequest> requests =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, LoggedRequest> eldest) {
          return size() > KEPT;
        }
      };
  private final Map<Service, Long> counts = new EnumMap<>(Service.class);
  private final Map<Service, Integer> inFlight = new EnumMap<>(Service.class);
  private final Map<Service, Integer> highest = new EnumMap<>(Service.class);
  private final Map<Long, List<Violation>> violations = new LinkedHashMap<>();
  private final Referee referee;
  private long next;

  /** An empty log. */
  public RequestLog(Referee referee) {
    this.referee = referee;
  }

  /** The last requests, oldest first, without those to the control port. */
  public synchronized List<LoggedRequest> all() {
    return requests.values().stream().filter(it -> it.service() != Service.CONTROL).toList();
  }

  /** The last requests to one service, oldest first. */
  public synchronized List<LoggedRequest> to(Service service) {
    return requests.values().stream().filter(it -> it.service() == service).toList();
  }

  /** How many requests the service has had. */
  public synchronized long count(Service service) {
    return counts.getOrDefault(service, 0L);
  }

  /** How many of the last requests to the service have a target that contains this text. */
  public long count(Service service, String partOfTarget) {
    return to(service).stream().filter(it -> it.target().contains(partOfTarget)).count();
  }

  /** How many requests to the service are without an answer. */
  public synchronized int inFlight(Service service) {
    return inFlight.getOrDefault(service, 0);
  }

  /** How many requests to the service were without an answer at one moment, at most. */
  public synchronized int highestInFlight(Service service) {
    return highest.getOrDefault(service, 0);
  }

  /** The first violations, oldest first. */
  public synchronized List<Violation> violations() {
    return violations.values().stream().flatMap(List::stream).toList();
  }

  /** Forgets the requests and counters; what is in flight stays so, and violations are kept. */
  public synchronized void clear() {
    requests.clear();
    counts.clear();
    highest.clear();
    highest.putAll(inFlight);
  }

  long arrived(Call call) {
    Set<Violation.Rule> broken =
        call.service() == Service.CONTROL ? Set.of() : referee.brokenBy(call);
    return arrived(call, entry(call), broken);
  }

  private synchronized long arrived(Call call, LoggedRequest request, Set<Violation.Rule> broken) {
    long number = next++;
    requests.put(number, request);
    if (!broken.isEmpty() && violations.size() < MOST_VIOLATIONS) {
      violations.put(number, broken.stream().map(rule -> new Violation(rule, request)).toList());
    }
    counts.merge(call.service(), 1L, Long::sum);
    int now = inFlight.merge(call.service(), 1, Integer::sum);
    highest.merge(call.service(), now, Math::max);
    return number;
  }

  void answered(long number, Call call, Reply reply) {
    referee.answered(call, reply);
    answered(number, reply.status());
  }

  private synchronized void answered(long number, int status) {
    requests.computeIfPresent(number, (key, request) -> request.answered(status));
    violations.computeIfPresent(
        number, (key, found) -> found.stream().map(it -> it.answered(status)).toList());
  }

  synchronized void left(Service service) {
    inFlight.merge(service, -1, Integer::sum);
  }

  /** Path and query without secrets. */
  String target(Call call) {
    return referee.withoutSecrets(
        call.query().isEmpty() ? call.path() : call.path() + "?" + call.query());
  }

  private LoggedRequest entry(Call call) {
    Map<String, String> form = call.form();
    return new LoggedRequest(
        call.service(),
        call.protocol(),
        call.method(),
        target(call),
        0,
        call.at(),
        call.connection(),
        without(SECRET_FIELDS, form),
        without(SECRET_HEADERS, call.headers()),
        form.isEmpty() ? call.body() : "");
  }

  private static Map<String, String> without(Set<String> secret, Map<String, String> values) {
    Map<String, String> result = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> result.put(name, secret.contains(name) ? LoggedRequest.LEFT_OUT : value));
    return Map.copyOf(result);
  }
}
