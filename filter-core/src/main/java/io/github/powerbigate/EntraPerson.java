package io.github.powerbigate;

import static java.util.Objects.requireNonNull;

import io.github.powerbigate.membership.AccessGate;
import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.microsoft.AsUserSettings;
import io.github.powerbigate.microsoft.Microsoft;
import io.github.powerbigate.microsoft.MicrosoftSettings;
import io.github.powerbigate.microsoft.PersonSignIn;
import io.github.powerbigate.settings.GateSettings;
import io.github.powerbigate.ticket.Tickets;
import io.github.powerbigate.token.Issuer;
import io.github.powerbigate.token.TokenReader;
import io.github.powerbigate.token.TokenRules;
import io.github.powerbigate.token.TokenRules.Algorithm;
import io.github.powerbigate.token.TokenRules.Use;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a gate needs of Entra ID to have people sign in there. Thread-safe. */
final class EntraPerson implements AutoCloseable {

  private static final Logger LOG = System.getLogger("io.github.powerbigate");

  private final PersonSignIn entra;
  private final TokenReader idTokens;
  private final String address;

  private EntraPerson(PersonSignIn entra, TokenReader idTokens, String address) {
    this.entra = entra;
    this.idTokens = idTokens;
    this.address = address;
  }

  /** Null where the gate has nobody sign in. */
  static @Nullable EntraPerson of(GateSettings settings, Microsoft microsoft, InstantSource clock) {
    PersonSignIn entra = microsoft.signIn();
    AsUserSettings asUser = settings.microsoft().asUser();
    if (entra == null || asUser == null || asUser.signInUrl() == null) {
      return null;
    }
    LOG.log(
        Level.INFO,
        "Gate "
            + settings.filterName()
            + ": register this redirect URI, to the letter, for the platform Web at the app"
            + " registration: "
            + asUser.signInUrl());
    TokenRules rules = rules(settings.microsoft());
    return new EntraPerson(
        entra,
        new TokenReader(rules, microsoft.documents(rules.place())::fetch, clock),
        asUser.signInUrl());
  }

  /**
   * Which ID tokens are believed: of version 2.0, as the sign-in is, for the gate's app (<a
   * href="https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference">claims</a>).
   */
  static TokenRules rules(MicrosoftSettings settings) {
    List<Issuer> issuers =
        Issuer.named(
            settings.cloud().entra() + "/" + settings.tenantId() + "/v2.0",
            settings.cloud().entra(),
            settings.tenantId());
    return new TokenRules(
        issuers.subList(0, 1),
        null,
        Set.of(settings.clientId()),
        "oid",
        Set.of(Algorithm.RS256),
        Use.ID,
        Duration.ZERO);
  }

  SignIn signIn(
      GateSettings settings,
      AccessGate gate,
      GateAnswers answers,
      Holding holding,
      Tickets tickets,
      RequestJournal journal,
      InstantSource clock,
      SecureRandom random) {
    UserId.Form form = settings.people().userForm();
    SignInTries tries = new SignInTries(clock);
    SignInCookies cookies =
        new SignInCookies(tickets, requireNonNull(address).startsWith("http://"));
    SignInEnd end =
        new SignInEnd(
            entra,
            idTokens,
            form,
            gate,
            answers,
            holding,
            tries,
            cookies,
            journal,
            settings.microsoft().probeTimeout(),
            settings.limits().maxHeldRequests(),
            clock,
            random);
    return new EntraSignIn(entra, form, gate, answers, holding, tries, cookies, end, clock, random);
  }

  @Override
  public void close() {
    idTokens.close();
  }
}
