package io.github.powerbigate;

import io.github.powerbigate.address.PowerBiAddresses;
import io.github.powerbigate.settings.GateSettings;
import io.github.powerbigate.settings.GateSettings.Stand.InPlace;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** What lets people pass: the application or, in its place, Power BI's address. Immutable. */
final class Passage {

  private final @Nullable String target;

  Passage(GateSettings settings, PowerBiAddresses addresses) {
    if (settings.stand() instanceof InPlace place) {
      this.target =
          settings.redirects().appendTenant() ? addresses.withTenant(place.url()) : place.url();
    } else {
      this.target = null;
    }
  }

  /** Whether the gate itself sends people on. */
  boolean isOurs() {
    return target != null;
  }

  /** Lets a signed-in person pass. */
  Outcome of(HttpServletRequest request) {
    return target == null ? Pass.WATCHED : to(target, request);
  }

  /** Sends the browser on, by a GET. */
  static Answer to(String address, HttpServletRequest request) {
    // What was posted to us is not for Power BI.
    return Answer.of(Caller.isGetOrHead(request) ? 302 : 303)
        .with("Location", address)
        .with("Referrer-Policy", "no-referrer");
  }
}
