package io.github.powerbigate.tool;

import io.github.powerbigate.diagnosis.Check;
import io.github.powerbigate.diagnosis.Subject;
import io.github.powerbigate.membership.Cause.Actor;
import io.github.powerbigate.settings.GateSettings;
import io.github.powerbigate.settings.GateSettings.Stand.InPlace;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The address in Power BI that people are sent to. */
final class LinkCheck {

  private static final String GUID = "[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}";
  private static final Pattern TENANT = Pattern.compile("[?&]ctid=([^&#]*)");
  private static final Pattern WORKSPACE = Pattern.compile("/groups/(" + GUID + ")(?:[/?#]|$)");

  private LinkCheck() {}

  /** Whether it names the tenant: without, a guest's Power BI opens in their own. */
  static Check ctid(GateSettings settings) {
    String tenant = settings.microsoft().tenantId();
    boolean appended = settings.redirects().appendTenant();
    if (settings.stand() instanceof InPlace place) {
      Matcher named = TENANT.matcher(place.url());
      if (named.find()) {
        return named.group(1).equalsIgnoreCase(tenant)
            ? Check.pass(Subject.CTID, "targetUrl names the tenant")
            : Check.fail(
                Subject.CTID,
                "targetUrl has the ctid of another tenant than tenantId",
                "copy the address anew, or correct its ctid",
                Actor.ADMINISTRATOR);
      }
      if (appended) {
        return Check.pass(Subject.CTID, "targetUrl has no ctid, and gets the tenant's");
      }
    } else if (appended) {
      return Check.pass(Subject.CTID, "addresses in Power BI without ctid get the tenant's");
    }
    return Check.warn(
        Subject.CTID,
        "with appendTenant=false an address without ctid stays so, and a guest's Power BI opens in"
            + " their own tenant",
        "leave appendTenant out, or see that every address has ctid",
        Actor.ADMINISTRATOR);
  }

  /** The workspace in targetUrl, in lower case. */
  static Optional<String> workspace(GateSettings settings) {
    if (settings.stand() instanceof InPlace place) {
      Matcher named = WORKSPACE.matcher(place.url());
      return named.find() ? Optional.of(named.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
    }
    return Optional.empty();
  }

  /** Whether that can be a workspace's id. */
  static boolean isGuid(String text) {
    return text.matches(GUID);
  }
}
