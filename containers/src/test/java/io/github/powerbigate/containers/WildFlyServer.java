package io.github.powerbigate.containers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** WildFly from its zip, by its own script. */
record WildFlyServer(String version, Servlets servlets, String specification) implements Container {

  @Override
  public String name() {
    return "WildFly " + version;
  }

  @Override
  public boolean startsOn(int jdk) {
    return jdk < 25 || !version.startsWith("26."); // It wants a policy of a security manager.
  }

  @Override
  public int keepsHoldOf() {
    return 1; // Seen in 39, by a heap dump.
  }

  @Override
  public String note() {
    return "it starts a filter at its first request, and says only then what is wrong with its settings; the"
        + " frame of an idle worker may keep hold of one undeployed application until its next request";
  }

  @Override
  public String distribution() {
    return "wildfly-dist-" + version + ".zip";
  }

  @Override
  public Command install(Path folder, int port) throws IOException {
    Path home = Unpacked.zip(Given.file(distribution()), folder);
    Path standalone = home.resolve("standalone/configuration/standalone.xml");
    Unpacked.edit(standalone, "scan-interval=\"5000\"", "scan-interval=\"1000\"");
    // Expressions in web.xml are then WildFly's own: no setting of the gate may look like one.
    Unpacked.edit(
        standalone,
        "<spec-descriptor-property-replacement>false<",
        "<spec-descriptor-property-replacement>true<");
    return new Command(
        List.of(
            "sh",
            "bin/standalone.sh",
            "-b=127.0.0.1",
            "-bmanagement=127.0.0.1",
            "-Djboss.http.port=" + port,
            "-Djboss.https.port=" + Running.freePort(),
            "-Djboss.management.http.port=" + Running.freePort(),
            "-Djboss.management.https.port=" + Running.freePort()),
        home,
        Map.of("JAVA_OPTS", Running.JVM + " -Djava.net.preferIPv4Stack=true", "JBOSS_HOME", ""),
        home.resolve("standalone/deployments"),
        home.resolve("none"));
  }
}
