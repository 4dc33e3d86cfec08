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
import io.github.powerbigate.simulator.wire.Service;
import io.github.powerbigate.testing.LaterRedirect;
import io.github.powerbigate.testing.LogWatch;
import io.github.powerbigate.testing.SignIn;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ClassMatcher;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.jul.JDK14LoggerFactory;

/** A web application with the gate and all its libraries in a class loader of its own. */
class RedeployIT {

  private static final int REDEPLOYS = 10;
  private static final Pattern GO =
      Pattern.compile("id=\"go\" href=\"(\\?[^\"]*powerbi-gate=go[^\"]*)\"");

  @RegisterExtension final LogWatch logs = new LogWatch();

  @ParameterizedTest
  @ValueSource(strings = {"request", "redirect"})
  void tenRedeploysUnderTrafficLeaveNoThreadAndNoClassLoader(String intercept, @TempDir Path folder)
      throws Exception {
    logs.expect(Level.WARNING, "custom");
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("localhost");
    server.addConnector(connector);
    AtomicInteger pages = new AtomicInteger();
    try (WorldOfOne world = new WorldOfOne()) {
      world.member("ann");
      world.person("bob");
      // Some questions are under way whenever the application is taken down.
      world.simulator.faults().play(Service.GRAPH, new Fault.Slow(Duration.ofMillis(150)), 10_000);
      Map<String, String> settings = world.settings();
      settings.put("intercept", intercept);
      settings.remove("clientSecret");
      settings.put(
          "clientSecretFile",
          Files.writeString(folder.resolve("secret"), WorldOfOne.SECRET).toString());
      webXml(folder, settings, world.simulator.powerBiWebUrl().toString());
      WebAppContext context = application(folder);
      server.setHandler(context);
      server.start();
      URI address = URI.create("http://localhost:" + connector.getLocalPort() + "/powerbi");
      AtomicBoolean goOn = new AtomicBoolean(true);
      ExecutorService visitors = Executors.newFixedThreadPool(4);
      try {
        for (int i = 0; i < 4; i++) {
          String user = (i % 2 == 0 ? "ann" : "bob") + "@example.org";
          visitors.execute(() -> visit(address, user, goOn, pages));
        }
        for (int i = 0; i < REDEPLOYS; i++) {
          int before = pages.get();
          await().atMost(Duration.ofSeconds(30)).until(() -> pages.get() > before + 8);
          loaders.add(new WeakReference<>(Objects.requireNonNull(context.getClassLoader())));
          context.stop();
          context.start();
        }
        context.stop();
      } finally {
        goOn.set(false);
        visitors.shutdown();
        assertThat(visitors.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
      }
      // A request that was cut off may have left an error, which holds on to its classes.
      for (LogRecord record : logs.records()) {
        record.setThrown(null);
      }
      // The container lives on, and with it whatever was left on its threads.
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                System.gc();
                assertThat(loaders.stream().filter(loader -> loader.get() != null)).isEmpty();
                assertThat(threadsOfOurs()).isEmpty();
              });
    } finally {
      server.stop();
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

  private static WebAppContext application(Path folder) {
    WebAppContext context = new WebAppContext();
    context.setContextPath("/");
    context.setBaseResourceAsPath(folder);
    context.setThrowUnavailableOnStartupException(true);
    // Without this, a class first needed after the stop comes from the test's own class path.
    context.addHiddenClassMatcher(
        new ClassMatcher("io.github.powerbigate.", "-io.github.powerbigate.testing."));
    context.setExtraClasspath(
        Stream.of(
                PowerBiAccessGateFilter.class,
                Caffeine.class,
                ConfidentialClientApplication.class,
                JsonReader.class,
                JWEObject.class,
                Logger.class,
                JDK14LoggerFactory.class)
            .map(type -> type.getProtectionDomain().getCodeSource().getLocation().toString())
            .collect(Collectors.joining(";")));
    return context;
  }

  private static void webXml(Path folder, Map<String, String> settings, String target)
      throws IOException {
    String params =
        settings.entrySet().stream()
            .map(
                setting ->
                    "<init-param><param-name>%s</param-name><param-value>%s</param-value></init-param>"
                        .formatted(setting.getKey(), setting.getValue()))
            .collect(Collectors.joining("\n"));
    Path webInf = Files.createDirectories(folder.resolve("WEB-INF"));
    Files.writeString(
        webInf.resolve("web.xml"),
        """
        <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
          <filter>
            <filter-name>signin</filter-name>
            <filter-class>%s</filter-class>
            <async-supported>true</async-supported>
          </filter>
          <filter>
            <filter-name>powerbi</filter-name>
            <filter-class>io.github.powerbigate.PowerBiAccessGateFilter</filter-class>
            <async-supported>true</async-supported>
            %s
          </filter>
          <filter-mapping><filter-name>signin</filter-name><url-pattern>/*</url-pattern></filter-mapping>
          <filter-mapping><filter-name>powerbi</filter-name><url-pattern>/powerbi</url-pattern></filter-mapping>
          <servlet>
            <servlet-name>handler</servlet-name>
            <servlet-class>%s</servlet-class>
            <init-param><param-name>to</param-name><param-value>%s</param-value></init-param>
            <async-supported>true</async-supported>
          </servlet>
          <servlet-mapping><servlet-name>handler</servlet-name><url-pattern>/powerbi</url-pattern></servlet-mapping>
        </web-app>
        """
            .formatted(SignIn.class.getName(), params, LaterRedirect.class.getName(), target));
  }
}
