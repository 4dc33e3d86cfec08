package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A browser that an app sends to the sign-in, and what the app does with what comes back. */
final class SignInVisit {
  static final String REDIRECT = "https://portal.example/powerbi?powerbi-gate=signed-in";
  static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  /** Of the verifier (RFC 7636, appendix B). */
  static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  private final Simulator simulator;
  private final Client client;
  private final Map<String, String> query = new LinkedHashMap<>();
  private String cookie = "";

  SignInVisit(Simulator simulator, Client client) {
    this.simulator = simulator;
    this.client = client;
    query.put("client_id", Client.APP);
    query.put("redirect_uri", REDIRECT);
    query.put("response_type", "code");
    query.put("scope", "openid profile " + readScope(simulator));
    query.put("state", "state & more");
    query.put("nonce", "n-0S6_WzA2Mj");
    query.put("code_challenge", CHALLENGE);
    query.put("code_challenge_method", "S256");
  }

  static String readScope(Simulator simulator) {
    return simulator.powerBiScope().replace(".default", "Workspace.Read.All");
  }

  /** The same with another parameter; none where the value is empty. */
  SignInVisit with(String name, String value) {
    if (value.isEmpty()) {
      query.remove(name);
    } else {
      query.put(name, value);
    }
    return this;
  }

  /** The same in a browser that somebody has signed in with. */
  SignInVisit as(String person) {
    cookie = PersonCookie.NAME + "=" + person;
    return this;
  }

  URI address() {
    return simulator
        .entraUrl()
        .resolve("/" + simulator.tenantId() + "/oauth2/v2.0/authorize?" + Client.encode(query));
  }

  Client.Answer come() {
    return cookie.isEmpty() ? client.get(address()) : client.get(address(), "Cookie", cookie);
  }

  /** Presses a button of a page: pairs of names and values. */
  Client.Answer press(String... fields) {
    Map<String, String> form = new LinkedHashMap<>();
    for (int field = 0; field < fields.length; field += 2) {
      form.put(fields[field], fields[field + 1]);
    }
    return client.post(address(), form);
  }

  /** The code of somebody for whom nothing has to be asked. */
  String code(String person) {
    Client.Answer answer = as(person).come();
    assertThat(returned(answer)).as(answer.text()).containsKey("code");
    return returned(answer).getOrDefault("code", "");
  }

  Map<String, String> codeGrant(String code) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("client_id", Client.APP);
    form.put("client_secret", Client.SECRET);
    form.put("code", code);
    form.put("redirect_uri", REDIRECT);
    form.put("code_verifier", VERIFIER);
    return form;
  }

  /** What came back to the app; empty where the browser was not sent to its address. */
  static Map<String, String> returned(Client.Answer answer) {
    String location = answer.header("Location");
    Map<String, String> values = new LinkedHashMap<>();
    if (answer.status() == 302 && location.startsWith(REDIRECT + "&")) {
      for (String pair : location.substring(REDIRECT.length() + 1).split("&", -1)) {
        String[] parts = pair.split("=", 2);
        values.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return values;
  }
}
