package io.github.powerbigate.simulator;

import io.github.powerbigate.simulator.wire.Answers;
import io.github.powerbigate.simulator.wire.Call;
import io.github.powerbigate.simulator.wire.Reply;
import io.github.powerbigate.simulator.world.Guid;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The web app on which a browser lands.
 *
 * <p>It knows the person by {@code login_hint} in the address, which it then remembers, or by the
 * cookie {@link #PERSON_COOKIE}, which {@code /signin?as=} sets and which anything else on this
 * host may set too: cookies do not keep ports apart. Both hold an object id, a UPN or a mail. A
 * guest who comes to this tenant for the first time is asked for consent before anything else.
 *
 * <p>A sign-in makes Power BI look again at what the person may see (Microsoft facts §2.2): {@code
 * /signin?as=}, and a {@code login_hint} that names somebody whom the cookie does not.
 */
final class PowerBiWeb implements Answers {
  static final String PERSON_COOKIE = PersonCookie.NAME;

  private final World world;
  private final Replicas replicas;
  private final String tenantId;

  PowerBiWeb(World world, Replicas replicas, String tenantId) {
    this.world = world;
    this.replicas = replicas;
    this.tenantId = tenantId;
  }

  @Override
  public Reply answer(Call call) {
    List<String> path = call.segments();
    if (call.method().equals("POST") && path.equals(List.of("accept"))) {
      return accept(call);
    }
    if (!call.method().equals("GET") && !call.method().equals("HEAD")) {
      return Reply.empty(405).withHeader("Allow", "GET, HEAD");
    }
    if (path.equals(List.of("signin"))) {
      return signIn(call);
    }
    if (path.equals(List.of("signout"))) {
      return PowerBiPages.signedOut().withHeader("Set-Cookie", PERSON_COOKIE + "=; Max-Age=0");
    }
    Optional<User> person = person(call);
    if (person.isEmpty()) {
      return PowerBiPages.whoAreYou(names(), target(call));
    }
    if (!call.parameters().containsKey("login_hint")) {
      return land(call, path, person.get());
    }
    if (!remembered(call).equals(person)) {
      world.powerBi().signIn(person.get().id());
    }
    return land(call, path, person.get())
        .withHeader("Set-Cookie", PersonCookie.naming(person.get()));
  }

  @Override
  public Reply refuse(Call call, int status) {
    return PowerBiPages.outOfOrder(status);
  }

  private Reply land(Call call, List<String> path, User person) {
    if (!person.accountEnabled()) {
      return PowerBiPages.disabled(person);
    }
    if (path.isEmpty() || !path.get(0).equals("groups")) {
      return PowerBiPages.home(person);
    }
    String tenant = call.parameters().get("ctid");
    // Without a tenant in the address a guest is taken to the tenant they come from.
    boolean isHere = tenant == null ? !person.isGuest() : tenant.equalsIgnoreCase(tenantId);
    if (!isHere) {
      return PowerBiPages.home(person);
    }
    if (User.PENDING.equals(person.externalUserState())) {
      // Before Power BI looks at anything: it has no picture yet of who has not accepted.
      return PowerBiPages.reviewPermissions(person, world.tenantDomain(), target(call));
    }
    String workspace = path.size() > 1 ? path.get(1) : "";
    return Guid.isGuid(workspace) && world.powerBi().visit(person.id(), workspace, replicas.any())
        ? PowerBiPages.report(person)
        : PowerBiPages.noAccess(person);
  }

  private Reply signIn(Call call) {
    Map<String, String> asked = call.parameters();
    String back = local(asked.getOrDefault("return", "/"));
    Optional<User> person = world.userByMail(asked.getOrDefault("as", ""));
    if (person.isEmpty()) {
      return PowerBiPages.whoAreYou(names(), back);
    }
    world.powerBi().signIn(person.get().id());
    return Reply.empty(303)
        .withHeader("Location", back)
        .withHeader("Set-Cookie", PersonCookie.naming(person.get()));
  }

  /** The one button of the page that asks for consent. */
  private Reply accept(Call call) {
    String back = local(call.form().getOrDefault("return", "/"));
    Optional<User> person = person(call);
    if (person.isEmpty()) {
      return PowerBiPages.whoAreYou(names(), back);
    }
    world.acceptInvitation(person.get().id());
    return Reply.empty(303).withHeader("Location", back);
  }

  private Optional<User> person(Call call) {
    String hint = call.parameters().get("login_hint");
    return hint == null ? remembered(call) : world.userByMail(hint);
  }

  private Optional<User> remembered(Call call) {
    return PersonCookie.in(call).flatMap(world::userByMail);
  }

  private Map<String, String> names() {
    return world.users().stream()
        .collect(Collectors.toMap(User::id, User::displayName, (a, b) -> a, LinkedHashMap::new));
  }

  private static String target(Call call) {
    return local(call.query().isEmpty() ? call.path() : call.path() + "?" + call.query());
  }

  /** A path on this very origin: nobody is sent elsewhere from here. */
  private static String local(String address) {
    return address.matches("/([!-.0-\\[\\]-~][!-\\[\\]-~]*)?") ? address : "/";
  }
}
