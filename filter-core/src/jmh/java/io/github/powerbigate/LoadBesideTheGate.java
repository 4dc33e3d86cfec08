package io.github.powerbigate;

import io.github.powerbigate.testing.TestPortal;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * What the gate in redirect mode costs requests that are not redirected: the same page of the same
 * portal with and without the gate, over one connection on loopback, in turns that are short enough
 * for whatever else the machine does to hit both alike. Prints the median of the ratios, and as a
 * control that of a second portal without the gate. Fails if the gate surely costs more than 2 %.
 */
public final class LoadBesideTheGate {

  private static final int ROUNDS = 600;
  private static final int WARM_UP = 100;
  private static final long TURN_NANOS = 100_000_000L;
  private static final int PAGE = 8_000;
  private static final double LEAST_PERCENT = 98;

  // The ranks between which a median lies: half of the rounds, give or take 1.96 times sqrt(n)/2.
  private static final int MARGIN = (int) Math.ceil(0.98 * Math.sqrt(ROUNDS));

  private LoadBesideTheGate() {}

  /** Runs it: two containers, three to four minutes each. */
  public static void main(String[] arguments) throws Exception {
    for (String container : new String[] {"Jetty", "Tomcat"}) {
      measure(container);
    }
  }

  private static void measure(String container) throws Exception {
    try (WorldOfOne world = new WorldOfOne()) {
      world.member("ann");
      Map<String, String> settings = world.settingsAtRedirect();
      try (TestPortal without = portal(container).start();
          TestPortal again = portal(container).start();
          TestPortal with = portal(container).gate(settings, "/powerbi/*").start();
          Client bare = new Client(without.address());
          Client alike = new Client(again.address());
          Client gated = new Client(with.address())) {
        Client[] clients = {bare, alike, gated};
        double[][] rates = new double[clients.length][ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
          // Who goes first changes, so that a drift favours nobody.
          for (int i = 0; i < clients.length; i++) {
            int who = Math.floorMod(round + (round % 2 == 0 ? i : -i), clients.length);
            rates[who][Math.max(0, round)] = clients[who].turn();
          }
        }
        Share gate = Share.of(rates[2], rates[0]);
        System.out.println(
            String.format(
                Locale.ROOT,
                "%s: of the requests per second without the gate (%.0f), with it %s; by another"
                    + " portal without it %s",
                container,
                Arrays.stream(rates[0]).sorted().skip(ROUNDS / 2).findFirst().orElseThrow(),
                gate,
                Share.of(rates[1], rates[0])));
        if (gate.most < LEAST_PERCENT) {
          throw new IllegalStateException("The gate surely costs more than 2 % on " + container);
        }
      }
    }
  }

  private static TestPortal.Plan portal(String container) {
    return TestPortal.on(container).servlet("/powerbi/*", new APage());
  }

  /** The median of the rounds' ratios, and between what it lies with 95 % confidence; percent. */
  private record Share(double median, double least, double most) {
    static Share of(double[] rates, double[] others) {
      double[] ratios = new double[ROUNDS];
      Arrays.setAll(ratios, i -> 100 * rates[i] / others[i]);
      Arrays.sort(ratios);
      int middle = ROUNDS / 2;
      return new Share(ratios[middle], ratios[middle - MARGIN], ratios[middle + MARGIN]);
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.2f %% (%.2f to %.2f)", median, least, most);
    }
  }

  /** A page as portals have them, of known length. */
  private static final class APage extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final String TEXT = "x".repeat(PAGE);

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("text/html;charset=UTF-8");
      response.setHeader("Cache-Control", "no-store");
      response.setContentLength(PAGE);
      for (int i = 0; i < PAGE; i += 500) {
        response.getWriter().write(TEXT, i, 500);
      }
    }
  }

  /** One connection that is kept. */
  private static final class Client implements AutoCloseable {
    private final Socket socket;
    private final byte[] request;
    private final byte[] buffer = new byte[64_000];
    private int length;

    Client(URI server) throws IOException {
      socket = new Socket("localhost", server.getPort());
      socket.setTcpNoDelay(true);
      request =
          ("GET /powerbi/page HTTP/1.1\r\nHost: localhost\r\nX-User: ann@example.org\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII);
    }

    /** Asks again and again for a while, and gives the requests per second. */
    double turn() throws IOException {
      long start = System.nanoTime();
      int count = 0;
      long now = start;
      while (now - start < TURN_NANOS) {
        ask();
        count++;
        now = System.nanoTime();
      }
      return count * 1e9 / (now - start);
    }

    private void ask() throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(request);
      out.flush();
      InputStream in = socket.getInputStream();
      int read = 0;
      while (read == 0 || read < length) {
        int more = in.read(buffer, read, buffer.length - read);
        if (more < 0) {
          throw new IOException("The server has closed the connection");
        }
        read += more;
        if (length == 0 || read < length) {
          length = expected(read);
        }
      }
    }

    /** The length of head and body together, once the head is there. */
    private int expected(int read) {
      String head = new String(buffer, 0, read, StandardCharsets.US_ASCII);
      int end = head.indexOf("\r\n\r\n");
      return end < 0 ? Integer.MAX_VALUE : end + 4 + PAGE;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
