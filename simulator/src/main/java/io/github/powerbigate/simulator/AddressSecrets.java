package io.github.powerbigate.simulator;

import io.github.powerbigate.simulator.wire.Call;
import io.github.powerbigate.simulator.wire.LoggedRequest;
import io.github.powerbigate.simulator.world.Apps;
import java.util.regex.Pattern;

/** The secrets that clients put into addresses: those of apps, tokens, and what is called so. */
final class AddressSecrets {
  private static final Pattern TOKEN =
      Pattern.compile("eyJ[\\w-]{8,}\\.[\\w-]{8,}\\.[\\w-]{8,}[\\w.-]*");

  /** To the end: an ampersand may have been a part of the value before it was decoded. */
  private static final Pattern PARAMETER =
      Pattern.compile(
          "(?is)([?&](?:access_token|id_token|refresh_token|client_secret|client_assertion"
              + "|assertion|password)=).*");

  private final Apps apps;

  AddressSecrets(Apps apps) {
    this.apps = apps;
  }

  boolean areIn(String target) {
    return !without(target).equals(target);
  }

  /** The target as it is if it has no secret; else decoded, since a secret may be encoded. */
  String without(String target) {
    String decoded = Call.decoded(target);
    String told = apps.withoutSecrets(decoded, LoggedRequest.LEFT_OUT);
    told = TOKEN.matcher(told).replaceAll(LoggedRequest.LEFT_OUT);
    told = PARAMETER.matcher(told).replaceAll("$1" + LoggedRequest.LEFT_OUT);
    return told.equals(decoded) ? target : told;
  }
}
