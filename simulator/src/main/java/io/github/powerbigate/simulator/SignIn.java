package io.github.powerbigate.simulator;

import io.github.powerbigate.simulator.wire.Call;
import io.github.powerbigate.simulator.wire.Reply;
import io.github.powerbigate.simulator.world.Demand;
import io.github.powerbigate.simulator.world.Guid;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * The authorization endpoint: it asks a person what has to be asked and sends the browser back with
 * a code. What people answer comes by POST to the same address.
 *
 * <p>That somebody signs in here does not make Power BI look again at what they may see; only a
 * sign-in to Power BI does. Microsoft says "the next time the user logs in" to the service, and not
 * whether a sign-in to another app counts. Thread-safe.
 */
final class SignIn {
  private final World world;
  private final Resources resources;
  private final SignInRules rules;
  private final Grants grants;
  private final EntraReplies replies;
  private final Random random;

  SignIn(
      World world,
      Resources resources,
      SignInRules rules,
      Grants grants,
      EntraReplies replies,
      Random random) {
    this.world = world;
    this.resources = resources;
    this.rules = rules;
    this.grants = grants;
    this.replies = replies;
    this.random = random;
  }

  Reply answer(Call call) {
    Map<String, String> query = call.parameters();
    SignInReturn back;
    try {
      back = SignInReturn.read(query, world.apps());
    } catch (EntraRefusal refusal) {
      return SignInPages.refused(replies.description(refusal));
    }
    boolean isSilent = "none".equals(query.get("prompt"));
    try {
      SignInRequest request = SignInRequest.read(query, back, resources, world.apps());
      return goOn(call, request, back);
    } catch (EntraRefusal refusal) {
      Map<String, String> values = new LinkedHashMap<>();
      values.put("error", errorOf(refusal.error, isSilent));
      values.put("error_description", replies.description(refusal));
      values.put("error_uri", EntraReplies.errorUri(refusal.error));
      return back.with(values);
    }
  }

  private Reply goOn(Call call, SignInRequest request, SignInReturn back) throws EntraRefusal {
    SignInAnswers given = new SignInAnswers(call.form());
    Optional<String> named = given.person().or(() -> remembered(call, request));
    if (named.isEmpty()) {
      if (request.isSilent()) {
        throw new EntraRefusal(EntraError.NOBODY_SIGNED_IN, "");
      }
      return SignInPages.whoAreYou(world.users(), call, request.hint());
    }
    User person = rules.requireAccount(named.get());
    SignInPages pages = new SignInPages(call, person, given);
    if (User.PENDING.equals(person.externalUserState())) {
      if (given.refusesConsent()) {
        throw new EntraRefusal(EntraError.CONSENT_REFUSED, "");
      }
      if (!given.acceptsInvitation()) {
        return pages.orRefuse(
            request, EntraError.NO_CONSENT, pages.reviewPermissions(world.tenantDomain()));
      }
      world.acceptInvitation(person.id());
    }
    SignedIn who =
        new SignedIn(
            back.app().clientId(),
            person.id(),
            world.conditionalAccess().sessionOf(person.id()),
            given.proves());
    Optional<Demand> demand = world.conditionalAccess().demandOf(person.id());
    if (demand.filter(Demand::canBeMet).isPresent() && !given.proves()) {
      return pages.orRefuse(request, EntraError.of(demand.get()), pages.secondFactor());
    }
    rules.requireDemandsMet(who, request.asked());
    Optional<Reply> consent = consent(pages, request, given, who);
    return consent.isPresent() ? consent.get() : code(call, request, back, who, person);
  }

  /** Who is signed in already, if that is good enough for the app. */
  private Optional<String> remembered(Call call, SignInRequest request) {
    Optional<String> cookie = PersonCookie.in(call);
    if (request.wantsAChoice() || cookie.isEmpty()) {
      return Optional.empty();
    }
    Optional<User> known = world.userByMail(cookie.get());
    Optional<String> hint = request.hint();
    boolean isMeant = hint.isEmpty() || hint.flatMap(world::userByMail).equals(known);
    if (known.isEmpty()) {
      // A page can ask for somebody else; where none may be shown, the account is refused.
      return request.isSilent() ? cookie : Optional.empty();
    }
    return isMeant ? cookie : Optional.empty();
  }

  /** A page, if one has to be shown; nothing, once consent is there. */
  private Optional<Reply> consent(
      SignInPages pages, SignInRequest request, SignInAnswers given, SignedIn who)
      throws EntraRefusal {
    boolean mayConsent = world.tenant().mayPeopleConsent();
    if (given.refusesConsent()) {
      throw new EntraRefusal(
          mayConsent ? EntraError.CONSENT_REFUSED : EntraError.ONLY_ADMINISTRATORS_CONSENT, "");
    }
    boolean isNew = isNewConsent(who, request.asked());
    if (given.givesConsent() && isNew) {
      if (!mayConsent) {
        throw new EntraRefusal(EntraError.ONLY_ADMINISTRATORS_CONSENT, "");
      }
      String[] names = request.asked().permissions().toArray(new String[0]);
      world.consents().give(who.clientId(), who.userId(), names);
      return Optional.empty();
    }
    if (!isNew && (!request.wantsConsent() || given.givesConsent())) {
      return Optional.empty();
    }
    return Optional.of(
        pages.orRefuse(
            request,
            EntraError.NO_CONSENT,
            pages.consent(who.clientId(), request.asked().permissions(), mayConsent || !isNew)));
  }

  private boolean isNewConsent(SignedIn who, AskedScopes asked) {
    try {
      rules.requireConsent(who, asked);
      return false;
    } catch (EntraRefusal missing) {
      return true;
    }
  }

  private Reply code(
      Call call, SignInRequest request, SignInReturn back, SignedIn who, User person) {
    String code =
        grants.coded(
            new Grants.Code(
                who,
                request.asked(),
                back.redirectUri(),
                request.nonce(),
                request.challenge(),
                call.at()));
    Map<String, String> values = new LinkedHashMap<>();
    values.put("code", code);
    values.put("session_state", Guid.draw(random));
    return back.with(values).withHeader("Set-Cookie", PersonCookie.naming(person));
  }

  /** The words of OpenID Connect Core 1.0 §3.1.2.6, where the token endpoint has others. */
  private static String errorOf(EntraError error, boolean isSilent) {
    if (error == EntraError.NO_CONSENT) {
      return "consent_required";
    }
    boolean isAboutThePerson =
        error.error.equals("invalid_grant") || error.error.equals("interaction_required");
    if (!isAboutThePerson) {
      return error.error;
    }
    return isSilent ? "interaction_required" : "access_denied";
  }
}
