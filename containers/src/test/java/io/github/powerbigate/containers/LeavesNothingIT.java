package io.github.powerbigate.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.containers.portal.Application;
import io.github.powerbigate.containers.portal.Jvm;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server looks like before the gate came, while it is there, and when it is gone. */
@SuppressWarnings("NullAway.Init") // What is set before each test.
class LeavesNothingIT {

  private static final Container TOMCAT = Containers.named("Tomcat 10.1");

  private Tenant tenant;
  private Running container;

  @BeforeEach
  void install(@TempDir Path folder) throws IOException {
    tenant = new Tenant();
    container = Running.install(TOMCAT, folder);
    // A home among the files that are looked at, and a look at the handlers of addresses.
    container.withOptions(
        "-Duser.home=" + container.folder() + " --add-opens=java.base/java.net=ALL-UNNAMED");
  }

  @AfterEach
  void stop() {
    container.close();
    tenant.close();
  }

  @Test
  void theGateChangesNothingThatTheJvmSharesAndLeavesNoFile() throws Exception {
    War ungated = ungated();
    container.deploy(ungated);
    String jvmBefore = jvm();
    Set<String> filesBefore = files();
    container.undeploy();

    container.deploy(gated());
    Visitor.goes(tenant.member(), at("analytics"));
    Visitor.goes(tenant.person().mail(), at("go"));
    assertThat(jvm().lines()).containsExactlyElementsOf(jvmBefore.lines().toList());
    assertThat(files()).isEqualTo(withTheGatesOwn(filesBefore));
    container.undeploy();

    container.deploy(ungated);
    assertThat(jvm().lines()).containsExactlyElementsOf(jvmBefore.lines().toList());
    assertThat(files()).isEqualTo(filesBefore);
    // Tomcat looks for them when it undeploys.
    assertThat(container.log()).doesNotContain("ThreadLocal", "but has failed to stop it");
  }

  private static War ungated() {
    WebXml webXml =
        new WebXml()
            .servlet(Application.class, Map.of(), "/up")
            .servlet(Jvm.class, Map.of(), "/jvm");
    return new War(TOMCAT.servlets()).with(Application.class).with(Jvm.class).with(webXml);
  }

  private War gated() {
    WebXml webXml = Portal.webXml(tenant, new WebXml().servlet(Jvm.class, Map.of(), "/jvm"));
    return Portal.of(TOMCAT.servlets(), webXml).with(Jvm.class);
  }

  private String jvm() throws Exception {
    String jvm = Visitor.strangerGoes(at("jvm")).body();
    assertThat(jvm).contains("java.version=", "shutdown hooks: ", "handlers: ", "log: ");
    return jvm;
  }

  /** All files and folders of the server and its user, temporary ones too, but not its log. */
  private Set<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(container.folder())) {
      return files
          .map(file -> container.folder().relativize(file).toString())
          .filter(file -> !file.startsWith("logs/"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** The application that was unpacked has classes of its own, and the jar. */
  private static Set<String> withTheGatesOwn(Set<String> files) {
    Set<String> more = new TreeSet<>(files);
    String application = "webapps-here/portal/WEB-INF/";
    more.add(application + "lib");
    more.add(application + "lib/powerbi-access-gate.jar");
    for (String name : new String[] {"SignIn", "SignIn$SignedIn", "Sorry"}) {
      more.add(application + "classes/io/github/powerbigate/containers/portal/" + name + ".class");
    }
    return more;
  }

  private URI at(String path) {
    return container.address().resolve(path);
  }
}
