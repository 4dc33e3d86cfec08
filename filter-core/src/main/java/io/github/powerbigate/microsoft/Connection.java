package io.github.powerbigate.microsoft;

import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What gates with the same credential share: the HTTP client and its connections, the threads, and
 * the token. Thread-safe.
 */
final class Connection implements AutoCloseable {

  private final String key;
  private final Threads threads = new Threads();
  private final JdkClient client;
  private final Underway underway = new Underway();
  private final Tokens tokens;
  private volatile Duration patience = Duration.ZERO;

  // Guarded by the Connections.
  private int gates;

  Connection(String key, MicrosoftSettings settings, @Nullable Trust trust, InstantSource clock) {
    this.key = key;
    client =
        new JdkClient(threads.http(), trust == null ? null : trust.context(), settings.proxy());
    Answers answers = Answers.load(clock);
    EntraTokens entra =
        new EntraTokens(
            settings,
            http(underway, settings),
            answers,
            new Attempts(answers, threads.timer(), underway),
            threads.token(),
            clock);
    tokens = new Tokens(() -> entra.request(settings.cloud().graphScope(), patience), clock);
  }

  String key() {
    return key;
  }

  Threads threads() {
    return threads;
  }

  Tokens tokens() {
    return tokens;
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
    client.close();
    threads.close();
  }
}
