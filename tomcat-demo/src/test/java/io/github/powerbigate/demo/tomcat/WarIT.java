package io.github.powerbigate.demo.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import io.github.powerbigate.demo.NewMemberScenario;
import io.github.powerbigate.demo.PortalVisit;
import io.github.powerbigate.demo.portal.Tenant;
import io.github.powerbigate.simulator.wire.Wire;
import io.github.powerbigate.simulator.world.Delay;
import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.testing.Browser;
import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The WAR as it is built, in a Tomcat that knows nothing of it. */
@Tag("browser")
class WarIT {
  private static final Path WAR = Path.of("target", "powerbi-demo.war");
  private static final String PATH = "/powerbi-demo";

  @Test
  void holdsTheGateAndThePortalAndNothingThatIsTheContainers() throws IOException {
    try (JarFile war = new JarFile(WAR.toFile())) {
      assertThat(war.stream().map(entry -> entry.getName()))
          .contains("WEB-INF/web.xml", "portal.css")
          .anyMatch(name -> name.startsWith("WEB-INF/lib/powerbi-access-gate-core"))
          .noneMatch(name -> name.contains("servlet-api") || name.contains("tomcat"))
          .noneMatch(name -> name.startsWith("WEB-INF/classes/"));
    }
  }

  @Test
  void guestIsTakenToTheReportAndAfterUndeployNothingIsLeft(@TempDir Path folder) throws Exception {
    try (StockTomcat tomcat = StockTomcat.start(folder)) {
      URI portal = tomcat.address(PATH);
      undeployWhatIsHeld(tomcat, portal, visitAndReload(tomcat, portal));
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(tomcat.leaks()).isEmpty());
    }
  }

  private static void undeployWhatIsHeld(StockTomcat tomcat, URI portal, ClassLoader held)
      throws Exception {
    try {
      tomcat.undeploy(PATH);
      assertThat(status(portal)).isEqualTo(404);
      assertThat(tomcat.complaints()).isEmpty();
      assertThat(threadsOfOurs()).isEmpty();
      assertThat(tomcat.leaks()).as("while this test holds on to it").contains(PATH);
    } finally {
      Reference.reachabilityFence(held);
    }
  }

  /** Returns the class loader of the application as it is after the reload. */
  private static ClassLoader visitAndReload(StockTomcat tomcat, URI portal) throws Exception {
    Map<String, String> params = new HashMap<>();
    NewMemberScenario.GATE.forEach((name, value) -> params.put("powerbigate." + name, value));
    Context application = tomcat.deploy(WAR, PATH, params);
    hasten(application);
    try (Browser browser = Browser.open();
        BrowserContext visitor = browser.visitor()) {
      new NewMemberScenario(visitor, portal).waitsAndIsTakenTo(PortalVisit.REPORT);
    }
    application.reload();
    assertThat(status(portal)).as("after the reload").isEqualTo(200);
    return application.getLoader().getClassLoader();
  }

  /** Lets the word spread as fast as elsewhere; the WAR's classes are not those of this test. */
  private static void hasten(Context application) throws ReflectiveOperationException {
    ClassLoader war = application.getLoader().getClassLoader();
    Class<?> delays = war.loadClass(Delay.class.getName());
    Class<?> propagations = war.loadClass(Propagation.class.getName());
    assertThat(delays).isNotEqualTo(Delay.class);
    Duration[] lengths = Stream.of(3, 5, 7).map(Duration::ofSeconds).toArray(Duration[]::new);
    Object delay = delays.getMethod("perReplica", Duration[].class).invoke(null, (Object) lengths);
    Object spread = propagations.getMethod("ofMembership", delays).invoke(null, delay);
    Object tenant = application.getServletContext().getAttribute(Tenant.ATTRIBUTE);
    Method set =
        Stream.of(tenant.getClass().getDeclaredMethods())
            .filter(method -> method.getName().equals("spread"))
            .findFirst()
            .orElseThrow();
    set.setAccessible(true);
    Object guest = set.getParameterTypes()[0].getEnumConstants()[0];
    assertThat(guest).hasToString("BRAND_NEW_GUEST");
    set.invoke(tenant, guest, spread);
  }

  private static int status(URI address) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
        .statusCode();
  }

  private static List<String> threadsOfOurs() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("powerbi-access-gate") || name.startsWith(Wire.THREADS))
        .toList();
  }
}
