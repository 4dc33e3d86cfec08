package io.github.powerbigate.simulator;

import io.github.powerbigate.simulator.world.Demand;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.util.Locale;

/** Whether a person may get a token, be it in a browser or at the token endpoint. Thread-safe. */
final class SignInRules {
  private final World world;

  SignInRules(World world) {
    this.world = world;
  }

  /** All of it, in the order in which Entra ID asks. */
  User require(SignedIn who, AskedScopes asked) throws EntraRefusal {
    User user = requireAccount(who.userId());
    requireDemandsMet(who, asked);
    requireConsent(who, asked);
    return user;
  }

  /** Somebody whom this tenant knows and whose account is not disabled. */
  User requireAccount(String named) throws EntraRefusal {
    User user = world.userByMail(named).orElseThrow(() -> unknown(named));
    if (!user.accountEnabled()) {
      throw new EntraRefusal(EntraError.ACCOUNT_DISABLED, "");
    }
    return user;
  }

  void requireDemandsMet(SignedIn who, AskedScopes asked) throws EntraRefusal {
    Demand demand = world.conditionalAccess().demandOf(who.userId()).orElse(null);
    if (demand != null && !(demand.canBeMet() && who.proved())) {
      throw new EntraRefusal(EntraError.of(demand), asked.audience());
    }
  }

  /** An app needs no consent for itself. */
  void requireConsent(SignedIn who, AskedScopes asked) throws EntraRefusal {
    if (!asked.audience().equals(who.clientId())
        && !world.consents().cover(who.clientId(), who.userId(), asked.permissions())) {
      throw new EntraRefusal(EntraError.NO_CONSENT, who.clientId());
    }
  }

  private EntraRefusal unknown(String named) {
    String ours = "@" + world.tenantDomain().toLowerCase(Locale.ROOT);
    boolean isOfAnotherTenant =
        named.contains("@") && !named.toLowerCase(Locale.ROOT).endsWith(ours);
    return new EntraRefusal(
        isOfAnotherTenant ? EntraError.ACCOUNT_OF_ANOTHER_TENANT : EntraError.UNKNOWN_ACCOUNT,
        named);
  }
}
