package io.github.powerbigate.simulator;

import io.github.powerbigate.simulator.wire.Reply;
import io.github.powerbigate.simulator.world.App;
import io.github.powerbigate.simulator.world.Apps;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the browser is sent back to, with a code or an error. There is one only for an app that is
 * known and an address that is registered: nobody is sent anywhere else. Immutable.
 *
 * @param byForm by a form that is posted, not by the address ({@code response_mode=form_post})
 */
record SignInReturn(App app, String redirectUri, boolean byForm, @Nullable String state) {

  static SignInReturn read(Map<String, String> query, Apps apps) throws EntraRefusal {
    String clientId = TokenEndpoint.required(query, "client_id");
    App app =
        apps.find(clientId).orElseThrow(() -> new EntraRefusal(EntraError.UNKNOWN_APP, clientId));
    String redirectUri = TokenEndpoint.required(query, "redirect_uri");
    if (!app.web().leadsTo(redirectUri)) {
      throw new EntraRefusal(EntraError.UNKNOWN_REDIRECT, redirectUri);
    }
    boolean byForm = "form_post".equals(query.get("response_mode"));
    return new SignInReturn(app, redirectUri, byForm, query.get("state"));
  }

  Reply with(Map<String, String> values) {
    Map<String, String> all = new LinkedHashMap<>(values);
    if (state != null) {
      all.put("state", state);
    }
    if (byForm) {
      return SignInPages.posting(redirectUri, all);
    }
    String query =
        all.entrySet().stream()
            .map(value -> value.getKey() + "=" + Pages.encode(value.getValue()))
            .collect(Collectors.joining("&"));
    String address = redirectUri + (redirectUri.contains("?") ? "&" : "?") + query;
    return Reply.empty(302)
        .withHeader("Location", address)
        .withHeader("Cache-Control", "no-store, no-cache");
  }
}
