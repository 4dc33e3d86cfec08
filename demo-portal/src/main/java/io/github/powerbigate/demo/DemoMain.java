package io.github.powerbigate.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;

/**
 * The demo, until Ctrl-C.
 *
 * <p>Options: {@code -Dport=}, {@code -Dcheck=}, {@code -Dbind=}, {@code -Dexpose=}. With {@code
 * POWERBIGATE_TENANT_ID} and the other settings of the gate in the environment it asks the real
 * Microsoft cloud, and then needs {@code DEMO_PASSWORD}.
 */
public final class DemoMain {
  private DemoMain() {}

  /**
   * Starts the demo and stays until the process is told to end.
   *
   * @param kind of the container
   * @param arguments of the process
   */
  public static void run(PortalServer.Kind kind, String[] arguments) throws InterruptedException {
    DemoOptions options;
    Demo demo;
    ConsoleLog log = new ConsoleLog();
    try {
      options = DemoOptions.read(arguments, DemoOptions.systemProperties(), System.getenv());
      // Against the simulator the first words shall be ours; a real tenant's settings matter more.
      log.open(options.real().isPresent() ? Level.INFO : Level.SEVERE);
      demo = Demo.start(kind, options, Map.of());
    } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
      fail(String.valueOf(e.getMessage()));
      return;
    } catch (IOException e) {
      fail("The demo cannot have its port; is it taken? Choose another with -Dport=, 0 for any.");
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "demo-stop"));
    System.out.println(greeting(options, demo));
    log.listen();
    new CountDownLatch(1).await();
  }

  static String greeting(DemoOptions options, Demo demo) {
    String words =
        options.real().isPresent()
            ? "sign in with a name of your tenant and the password of this demo"
            : "sign in as the brand-new guest, go without the gate, then with it";
    return demo.address() + "  " + words + "; Ctrl-C stops.";
  }

  private static void fail(String words) {
    System.err.println(words);
    System.exit(1);
  }
}
