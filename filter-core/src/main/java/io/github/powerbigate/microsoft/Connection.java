package io.github.powerbigate.microsoft;

import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What gates with the same credential share: the HTTP client and its connections, the threads, and
 * the tokens. Thread-safe.
 */
final class Connection implements AutoCloseable {

  private final String key;
  private final Threads threads = new Threads();
  private final JdkClient client;
  private final @Nullable JdkClient besideUs;
  private final Underway underway = new Underway();
  private final @Nullable EntraTokens entra;
  private final Tokens tokens;
  private final Tokens powerBiTokens;
  private volatile Duration patience = Duration.ZERO;

  // Guarded by the Connections.
  private int gates;

  Connection(String key, MicrosoftSettings settings, @Nullable Trust trust, InstantSource clock) {
    this.key = key;
    client =
        new JdkClient(
            threads.http(),
            trust == null ? null : trust.context(),
            settings.proxy() == null ? null : ProxySelector.of(settings.proxy()));
    Answers answers = Answers.load(clock);
    Attempts attempts =
        new Attempts(answers, threads.timer(), underway, Asked.forToken(settings.credential()));
    AppTokens source;
    if (settings.credential() instanceof Credential.ManagedIdentity identity) {
      besideUs = new JdkClient(threads.http(), null, HttpClient.Builder.NO_PROXY);
      Http http = new Http(besideUs, underway, settings.cloud().isCustom());
      source =
          new IdentityTokens(
              identity.endpoint(), settings.clientId(), http, answers, attempts, clock);
      entra = null;
    } else {
      besideUs = null;
      entra =
          new EntraTokens(
              settings,
              http(underway, settings),
              answers,
              attempts,
              threads.token(),
              threads.userToken(),
              clock);
      source = entra;
    }
    tokens = new Tokens(() -> source.request(settings.cloud().graphScope(), patience), clock);
    powerBiTokens =
        new Tokens(() -> source.request(settings.cloud().powerBiScope(), patience), clock);
  }

  String key() {
    return key;
  }

  Threads threads() {
    return threads;
  }

  /** For Graph. */
  Tokens tokens() {
    return tokens;
  }

  /** For Power BI, as the gate's application; requested only where something asks for them. */
  Tokens powerBiTokens() {
    return powerBiTokens;
  }

  /** Requests tokens in users' names, of which none is shared; null for a managed identity. */
  @Nullable EntraTokens entra() {
    return entra;
  }

  /** A way to send, for one gate. */
  Http http(Underway whose, MicrosoftSettings settings) {
    return new Http(client, whose, settings.cloud().isCustom());
  }

  /** One gate more; the request for a token may take as long as the most patient one allows. */
  void enter(Duration probeTimeout) {
    gates++;
    if (probeTimeout.compareTo(patience) > 0) {
      patience = probeTimeout;
    }
  }

  /** One gate less. */
  boolean leaveAsLast() {
    gates--;
    return gates == 0;
  }

  /** Lets go of all threads, calls and connections. The gates have closed. */
  @Override
  public void close() {
    underway.close();
    tokens.close();
    powerBiTokens.close();
    client.close();
    if (besideUs != null) {
      besideUs.close();
    }
    threads.close();
  }
}
