package io.github.powerbigate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.powerbigate.microsoft.Connections;
import io.github.powerbigate.page.PageFiles;
import io.github.powerbigate.settings.GateSettings;
import io.github.powerbigate.settings.SettingSources;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Somebody's browser without a window: it keeps cookies, and goes where it is led. */
final class Surfer {

  private final WorldOfOne world;
  private final PowerBiAccessGateFilter filter;
  private final String mail;
  final Map<String, String> cookies = new LinkedHashMap<>();
  String session = "session-1";

  Surfer(WorldOfOne world, PowerBiAccessGateFilter filter, String mail) {
    this.world = world;
    this.filter = filter;
    this.mail = mail;
  }

  /** A gate that asks the simulator. */
  static PowerBiAccessGateFilter gate(String name, Map<String, String> settings) {
    return new PowerBiAccessGateFilter(
        Gate.open(
            GateSettings.read(
                SettingSources.of(name, Map.of(), Map.of(), Map.of(), settings, Map.of())),
            new WebApplication(Surfer.class.getClassLoader(), PageFiles.NONE, () -> null),
            new Connections(),
            InstantSource.system()));
  }

  /** Goes to the guarded address. */
  Visit.Result go(String query) throws Exception {
    return send(Visit.navigation(query.isEmpty() ? null : query));
  }

  /** The same, in one's own way. */
  Visit.Result send(Visit visit) throws Exception {
    Visit.Result result = visit.as(mail).cookies(cookies).session(session).through(filter);
    for (String cookie : result.header("Set-Cookie").split("\n", -1)) {
      String[] pair = cookie.split(";", 2)[0].split("=", 2);
      if (cookie.contains("Max-Age=0")) {
        cookies.remove(pair[0]);
      } else if (pair.length == 2) {
        cookies.put(pair[0], pair[1]);
      }
    }
    return result;
  }

  /** What Entra ID sends back to the gate: a query. */
  String entra(Visit.Result led, String account) throws Exception {
    HttpResponse<String> answer =
        client()
            .send(
                HttpRequest.newBuilder(URI.create(led.header("Location")))
                    .header("Cookie", "simulator-person=" + account)
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    return answer.headers().firstValue("Location").map(back -> back.split("\\?", 2)[1]).orElse("");
  }

  /** The parameters of an address. */
  static Map<String, String> parameters(String address) {
    Map<String, String> found = new LinkedHashMap<>();
    for (String pair : address.substring(address.indexOf('?') + 1).split("&", -1)) {
      String[] parts = pair.split("=", 2);
      found.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
    }
    return found;
  }

  private HttpClient client() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(world.simulator.trustStore())) {
      store.load(in, world.simulator.trustStorePassword().toCharArray());
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }
}
