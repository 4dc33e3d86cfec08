package io.github.powerbigate.microsoft;

import io.github.powerbigate.membership.ServiceClosing;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the gates of one web application share on their way to Microsoft. Gates share a connection
 * (client, threads, token) if cloud, tenant, app registration, credential, proxy and trust store
 * are the same; it ends with the last of them. Holds nothing before the first gate and after the
 * last. Thread-safe.
 */
public final class Connections {

  // Both guarded by this.
  private final Map<String, Connection> open = new HashMap<>();

  /** Not counted: it has nothing to close, and there are as many as app registrations. */
  private final Map<String, ServiceClosing> closings = new HashMap<>();

  /** Power BI's admin API counts by tenant, whichever gate asks. */
  private final Map<String, AdminPace> paces = new HashMap<>();

  /** Microsoft counts by person, whichever gate asks. */
  private final RefreshLedger ledger = new RefreshLedger();

  /** Of no gate yet. */
  public Connections() {}

  /**
   * The connection that fits, a new one if there is none. Whoever joins must {@linkplain #leave
   * leave} once.
   *
   * @throws IOException if the credential cannot be read
   * @throws IllegalArgumentException if it is none
   */
  Connection join(MicrosoftSettings settings, @Nullable Trust trust, InstantSource clock)
      throws IOException {
    String key = ConnectionKey.of(settings, trust);
    synchronized (this) {
      Connection connection = open.get(key);
      if (connection == null) {
        connection = new Connection(key, settings, trust, clock);
        open.put(key, connection);
      }
      connection.enter(settings.probeTimeout());
      return connection;
    }
  }

  /** Gives the connection up, and closes it if nobody else has it. */
  void leave(Connection connection) {
    synchronized (this) {
      if (!connection.leaveAsLast()) {
        return;
      }
      // One gate leaves as the last while another joins: under this lock the other either came
      // first and was counted, or finds none and makes its own. Nobody gets one that closes.
      open.remove(connection.key());
    }
    // Outside the lock: this waits for threads to end.
    connection.close();
  }

  /** For whom Power BI has been made to look anew. */
  RefreshLedger ledger() {
    return ledger;
  }

  /** Until when the app registration is to leave Graph alone, whatever credential it has. */
  ServiceClosing closing(MicrosoftSettings settings) {
    return closing(settings.cloud().graph(), settings);
  }

  /** The same for Power BI, as far as it is asked in the app's name. */
  ServiceClosing powerBiClosing(MicrosoftSettings settings) {
    return closing(settings.cloud().powerBiApi(), settings);
  }

  /** How often the admin API of Power BI may be asked about the tenant. */
  synchronized AdminPace adminPace(MicrosoftSettings settings) {
    return paces.computeIfAbsent(
        settings.cloud().powerBiApi() + " " + settings.tenantId(), tenant -> new AdminPace());
  }

  private synchronized ServiceClosing closing(URI service, MicrosoftSettings settings) {
    return closings.computeIfAbsent(
        service + " " + ConnectionKey.ofApp(settings), app -> new ServiceClosing());
  }
}
