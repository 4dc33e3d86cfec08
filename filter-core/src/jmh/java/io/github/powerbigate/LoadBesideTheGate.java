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
 * for whatever else the machine does to hit both alike. Prints the median of the pairs' ratios.
 */
public final class LoadBesideTheGate {

  private static final int PAIRS = 60;
  private static final long TURN_NANOS = 500_000_000L;
  private static final int PAGE = 8_000;

  private LoadBesideTheGate() {}

  /** Runs it: two containers, a minute each. */
  public static void main(String[] arguments) throws Exception {
    for (String container : new String[] {"Jetty", "Tomcat"}) {
      measure(container);
    }
  }

  private static void measure(String container) throws Exception {
    try (WorldOfOne world = new WorldOfOne()) {
      world.member("ann");
      Map<String, String> settings = world.settingsAtRedirect();
      try (TestPortal without =
              TestPortal.on(container).servlet("/powerbi/*", new APage()).start();
          TestPortal with =
              TestPortal.on(container)
                  .gate(settings, "/powerbi/*")
                  .servlet("/powerbi/*", new APage())
                  .start();
          Client bare = new Client(without.address());
          Client gated = new Client(with.address())) {
        for (int i = 0; i < 10; i++) {
          bare.turn();
          gated.turn();
        }
        double[] ratios = new double[PAIRS];
        double[] rates = new double[PAIRS];
        for (int i = 0; i < PAIRS; i++) {
          // Who goes first changes, so that a drift favours neither.
          double first = i % 2 == 0 ? bare.turn() : gated.turn();
          double second = i % 2 == 0 ? gated.turn() : bare.turn();
          rates[i] = i % 2 == 0 ? first : second;
          ratios[i] = i % 2 == 0 ? second / first : first / second;
        }
        Arrays.sort(ratios);
        Arrays.sort(rates);
        System.out.printf(
            Locale.ROOT,
            "%s: with the gate %.2f %% of the requests per second without it (median of %d pairs;"
                + " quartiles %.2f and %.2f; without it %.0f per second)%n",
            container,
            100 * ratios[PAIRS / 2],
            PAIRS,
            100 * ratios[PAIRS / 4],
            100 * ratios[3 * PAIRS / 4],
            rates[PAIRS / 2]);
      }
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
