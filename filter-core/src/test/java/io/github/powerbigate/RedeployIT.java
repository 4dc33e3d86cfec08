package io.github.powerbigate;

import static io.github.powerbigate.Browsing.navigation;
import static io.github.powerbigate.Browsing.poll;
import static io.github.powerbigate.Browsing.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.json.JsonReader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.nimbusds.jose.JWEObject;
import io.github.powerbigate.simulator.wire.Fault;
import io.github.powerbigate.simulator.wire.Faults;
import io.github.powerbigate.simulator.wire.Service;
import io.github.powerbigate.testing.Deployed;
import io.github.powerbigate.testing.LaterRedirect;
import io.github.powerbigate.testing.Loaders;
import io.github.powerbigate.testing.LogWatch;
import io.github.powerbigate.testing.SignIn;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.jul.JDK14LoggerFactory;

/** A web application with two gates and all their libraries in a class loader of its own. */
class RedeployIT {

  private static final int REDEPLOYS = 10;
  private static final Pattern GO =
      Pattern.compile("id=\"go\" href=\"(\\?[^\"]*powerbi-gate=go[^\"]*)\"");

  @RegisterExtension final LogWatch logs = new LogWatch();

  @BeforeEach
  void begin() {
    Loaders.clear();
  }

  @ParameterizedTest
  @CsvSource({"Jetty, request", "Tomcat, redirect"})
  void tenRedeploysUnderTrafficLeaveNoThreadAndNoClassLoader(
      String container, String intercept, @TempDir Path temporary) throws Exception {
    Path folder = temporary.resolve("application");
    logs.expect(Level.WARNING, "custom");
    AtomicInteger pages = new AtomicInteger();
    try (WorldOfOne world = new WorldOfOne()) {
      world.member("ann");
      world.person("bob");
      Faults faults = world.simulator.faults();
      faults.play(Service.GRAPH, new Fault.Slow(Duration.ofMillis(150)), 10_000);
      faults.play(Service.GRAPH, "/v1.0/users/cold", Fault.silent(), 10_000);
      pack(folder, world, intercept, Map.of());
      try (Deployed application = Deployed.on(container, temporary.resolve("base"), folder)) {
        assertThat(application.start()).isTrue();
        AtomicBoolean goOn = new AtomicBoolean(true);
        ExecutorService visitors = Executors.newFixedThreadPool(5);
        try {
          for (int i = 0; i < 4; i++) {
            String user = (i % 2 == 0 ? "ann" : "bob") + "@example.org";
            URI address = application.address().resolve(i < 3 ? "/powerbi" : "/report");
            visitors.execute(() -> visit(address, user, goOn, pages));
          }
          for (int i = 0; i < REDEPLOYS; i++) {
            int before = pages.get();
            await().atMost(Duration.ofSeconds(30)).until(() -> pages.get() > before + 8);
            // Somebody is held and a question is under way when the application is taken down.
            String cold = "cold" + i + "@example.org";
            long asked = world.simulator.requests().count(Service.GRAPH, "/v1.0/users/cold");
            visitors.execute(() -> hold(application.address().resolve("/powerbi"), cold));
            await()
                .atMost(Duration.ofSeconds(30))
                .until(
                    () ->
                        world.simulator.requests().count(Service.GRAPH, "/v1.0/users/cold")
                            > asked);
            application.stop();
            assertThat(application.start()).isTrue();
          }
          application.stop();
        } finally {
          goOn.set(false);
          visitors.shutdown();
          assertThat(visitors.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }
        assertNothingIsLeft(application, REDEPLOYS + 1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Jetty, trustStorePassword, wrong",
    "Jetty, groupId, none",
    "Tomcat, trustStorePassword, wrong",
    "Tomcat, groupId, none"
  })
  void aStartThatFailsAtTheSecondGateLeavesNothingOfTheFirst(
      String container, String setting, String value, @TempDir Path temporary) throws Exception {
    Path folder = temporary.resolve("application");
    try (WorldOfOne world = new WorldOfOne()) {
      pack(folder, world, "redirect", Map.of(setting, value));
      try (Deployed application = Deployed.on(container, temporary.resolve("base"), folder)) {
        logs.expect(Level.WARNING, "custom");
        assertThat(application.start()).isFalse();
        assertThat(logs.messages(Level.INFO)).anyMatch(line -> line.contains("powerbi stops"));
        assertNothingIsLeft(application, 1);
      }
    }
  }

  /** The container lives on, and with it whatever was left on its threads. */
  private void assertNothingIsLeft(Deployed application, int starts) {
    assertThat(Loaders.seen()).isEqualTo(starts);
    // A request that was cut off may have left an error, which holds on to its classes.
    for (LogRecord record : logs.records()) {
      record.setThrown(null);
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(Loaders.alive()).isEmpty();
              assertThat(threadsOfOurs()).isEmpty();
              assertThat(application.leaks()).isEmpty();
            });
  }

  private static void hold(URI address, String user) {
    try {
      send(navigation(address, user));
    } catch (IOException e) {
      // The container closes the connection.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void visit(URI address, String user, AtomicBoolean goOn, AtomicInteger pages) {
    while (goOn.get()) {
      try {
        HttpResponse<String> answer = send(navigation(address, user));
        send(poll(address, user));
        Matcher go = GO.matcher(answer.body());
        if (go.find()) {
          send(navigation(address.resolve(go.group(1).replace("&amp;", "&")), user));
        }
        // 503 and 404 are the container's own while the application is away.
        int status = answer.statusCode();
        if (status == 200 || status == 202 || status == 302) {
          pages.incrementAndGet();
        }
      } catch (IOException e) {
        // The container closes connections while it takes the application down.
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static List<String> threadsOfOurs() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("powerbi-access-gate"))
        .toList();
  }

  private static void pack(
      Path folder, WorldOfOne world, String intercept, Map<String, String> ofTheSecond)
      throws IOException {
    Deployed.carry(
        folder,
        PowerBiAccessGateFilter.class,
        Caffeine.class,
        ConfidentialClientApplication.class,
        JsonReader.class,
        JWEObject.class,
        Logger.class,
        JDK14LoggerFactory.class);
    Map<String, String> settings = world.settings();
    settings.remove("clientSecret");
    settings.put(
        "clientSecretFile",
        Files.writeString(folder.resolve("secret"), WorldOfOne.SECRET).toString());
    Map<String, String> inPlace = new HashMap<>(settings);
    settings.put("intercept", intercept);
    inPlace.remove("intercept");
    inPlace.putAll(ofTheSecond);
    String target = world.simulator.powerBiWebUrl().toString();
    inPlace.put("targetUrl", target);
    Files.writeString(
        folder.resolve("WEB-INF/web.xml"),
        """
        <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true">
          <listener><listener-class>%s</listener-class></listener>
          <filter>
            <filter-name>signin</filter-name>
            <filter-class>%s</filter-class>
            <async-supported>true</async-supported>
          </filter>
          %s
          %s
          <filter-mapping><filter-name>signin</filter-name><url-pattern>/*</url-pattern></filter-mapping>
          <filter-mapping><filter-name>powerbi</filter-name><url-pattern>/powerbi</url-pattern></filter-mapping>
          <filter-mapping><filter-name>report</filter-name><url-pattern>/report</url-pattern></filter-mapping>
          <servlet>
            <servlet-name>handler</servlet-name>
            <servlet-class>%s</servlet-class>
            <init-param><param-name>to</param-name><param-value>%s</param-value></init-param>
            <async-supported>true</async-supported>
          </servlet>
          <servlet-mapping><servlet-name>handler</servlet-name><url-pattern>/powerbi</url-pattern></servlet-mapping>
        </web-app>
        """
            .formatted(
                Loaders.class.getName(),
                SignIn.class.getName(),
                gate("powerbi", settings),
                gate("report", inPlace),
                LaterRedirect.class.getName(),
                target));
  }

  private static String gate(String name, Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(
            setting ->
                "<init-param><param-name>%s</param-name><param-value>%s</param-value></init-param>"
                    .formatted(setting.getKey(), setting.getValue()))
        .collect(
            Collectors.joining(
                "\n",
                """
                <filter>
                  <filter-name>%s</filter-name>
                  <filter-class>io.github.powerbigate.PowerBiAccessGateFilter</filter-class>
                  <async-supported>true</async-supported>
                """
                    .formatted(name),
                "\n</filter>"));
  }
}
