package io.github.powerbigate.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.github.powerbigate.simulator.wire.Call;
import io.github.powerbigate.simulator.wire.Referee;
import io.github.powerbigate.simulator.wire.Reply;
import io.github.powerbigate.simulator.wire.Service;
import io.github.powerbigate.simulator.wire.Violation.Rule;
import io.github.powerbigate.simulator.world.World;
import java.math.BigDecimal;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules for clients, as far as a server can see that they are broken. Thread-safe. */
final class Rules implements Referee {
  private static final int MOST_IDS = 20;

  /** What arrives so soon after an answer may have been on its way before it. */
  private static final Duration CROSSING = Duration.ofMillis(500);

  private static final Pattern SECONDS = Pattern.compile("\\d{1,6}(\\.\\d{1,9})?");

  /** A path that ends within a name of the form {@code alias_domain.tld#EXT#@tenant}. */
  private static final Pattern CUT_NAME = Pattern.compile("/v1\\.0/users(?:/|\\(')([^@/]+)");

  private final InstantSource clock;
  private final World world;
  private final Resources resources;
  private final AddressSecrets secrets;
  private final Map<String, Pause> pauses = new ConcurrentHashMap<>();

  Rules(InstantSource clock, World world, Resources resources) {
    this.clock = clock;
    this.world = world;
    this.resources = resources;
    this.secrets = new AddressSecrets(world.apps());
  }

  /** While an app must not ask a service. */
  private record Pause(Instant from, Instant until) {
    boolean covers(Instant moment) {
      return !moment.isBefore(from) && moment.isBefore(until);
    }

    /** A further refusal prolongs the pause; it does not excuse what comes right after it. */
    Pause followedBy(Pause next, Instant now) {
      if (!now.isBefore(until)) {
        return next;
      }
      return new Pause(from, until.isBefore(next.until) ? next.until : until);
    }
  }

  @Override
  public Set<Rule> brokenBy(Call call) {
    Set<Rule> broken = EnumSet.noneOf(Rule.class);
    Optional<JWTClaimsSet> token = token(call);
    if (isForAnother(call, token)) {
      broken.add(Rule.WRONG_AUDIENCE);
    }
    if (asksForTooMany(call)) {
      broken.add(Rule.TOO_MANY_IDS);
    }
    if (isCutAtNumberSign(call)) {
      broken.add(Rule.UNENCODED_NUMBER_SIGN);
    }
    Pause pause = pauses.get(key(call, token));
    if (pause != null && pause.covers(call.at())) {
      broken.add(Rule.TOO_EARLY);
    }
    if (asksBeforeARefreshIsDone(call, token)) {
      broken.add(Rule.TOO_EARLY_AFTER_REFRESH);
    }
    if (secrets.areIn(call.path() + "?" + call.query())) {
      broken.add(Rule.SECRET_IN_URL);
    }
    return broken;
  }

  @Override
  public String withoutSecrets(String target) {
    return secrets.without(target);
  }

  @Override
  public void answered(Call call, Reply reply) {
    String retryAfter = reply.headers().getOrDefault("Retry-After", "");
    if (reply.status() < 400 || !SECONDS.matcher(retryAfter).matches()) {
      return;
    }
    long millis = new BigDecimal(retryAfter).movePointRight(3).longValue();
    Instant now = clock.instant();
    Pause next = new Pause(now.plus(CROSSING), now.plusMillis(millis));
    pauses.merge(key(call, token(call)), next, (old, added) -> old.followedBy(added, now));
  }

  private boolean isForAnother(Call call, Optional<JWTClaimsSet> token) {
    Optional<String> audience = audience(call.service());
    return audience.isPresent()
        && token.map(claims -> !claims.getAudience().contains(audience.get())).orElse(false);
  }

  /** Asked at each call, since a tenant can move to another cloud. */
  private Optional<String> audience(Service service) {
    return switch (service) {
      case GRAPH -> Optional.of(resources.graph());
      case POWER_BI_API -> Optional.of(resources.powerBi());
      default -> Optional.empty();
    };
  }

  private static boolean asksForTooMany(Call call) {
    if (!call.path().endsWith("/checkMemberGroups")
        && !call.path().endsWith("/checkMemberObjects")) {
      return false;
    }
    Optional<ObjectNode> body = Json.read(call.body());
    return body.map(it -> it.path("groupIds").size() > MOST_IDS || it.path("ids").size() > MOST_IDS)
        .orElse(false);
  }

  /** Whoever has asked for a refresh of permissions is to wait two minutes (§2.3). */
  private boolean asksBeforeARefreshIsDone(Call call, Optional<JWTClaimsSet> token) {
    return call.service() == Service.POWER_BI_API
        && token
            .map(claims -> claims.getClaim("oid"))
            .filter(person -> world.powerBi().isRefreshing(String.valueOf(person), call.at()))
            .isPresent();
  }

  /** Clients drop what follows an unencoded number sign, be it a name's rest or an action. */
  private boolean isCutAtNumberSign(Call call) {
    Matcher cut = CUT_NAME.matcher(Call.decoded(call.path()));
    if (call.service() != Service.GRAPH || !call.query().isEmpty() || !cut.matches()) {
      return false;
    }
    String beginning = cut.group(1).toLowerCase(Locale.ROOT) + "#ext#";
    return world.users().stream()
        .anyMatch(it -> it.userPrincipalName().toLowerCase(Locale.ROOT).startsWith(beginning));
  }

  private static String key(Call call, Optional<JWTClaimsSet> token) {
    String app =
        call.service() == Service.ENTRA
            ? call.form().getOrDefault("client_id", "")
            : token.map(claims -> String.valueOf(claims.getClaim("appid"))).orElse("");
    String place = call.service() + " " + app.toLowerCase(Locale.ROOT);
    return isRefresh(call)
        ? place + " refresh " + token.map(claims -> claims.getClaim("oid")).orElse("")
        : place;
  }

  /** Its pause is the person's own, and shuts the app out of nothing else (§2.3). */
  private static boolean isRefresh(Call call) {
    return call.service() == Service.POWER_BI_API
        && call.path().endsWith("/RefreshUserPermissions");
  }

  /** Not verified: whose it claims to be is what matters here. */
  private static Optional<JWTClaimsSet> token(Call call) {
    String header = call.header("authorization").orElse("");
    try {
      return header.isEmpty()
          ? Optional.empty()
          : Optional.of(
              SignedJWT.parse(header.replaceFirst("(?i)^Bearer +", "")).getJWTClaimsSet());
    } catch (ParseException malformed) {
      return Optional.empty();
    }
  }
}
