package io.github.powerbigate.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** GlassFish from its zip, by its own script. */
record GlassFishServer(String version, Servlets servlets, String specification)
    implements Container {

  @Override
  public String name() {
    return "GlassFish " + version;
  }

  @Override
  public boolean startsOn(int jdk) {
    return jdk < 25; // There its OSGi framework does not know the JDK's packages.
  }

  @Override
  public int keepsHoldOf() {
    return ALL;
  }

  @Override
  public String note() {
    return "its command to deploy stays a listener of the server's events for ever, and so keeps"
        + " hold of every undeployed application; the gate's threads end";
  }

  @Override
  public String distribution() {
    return "glassfish-" + version + ".zip";
  }

  @Override
  public Command install(Path folder, int port) throws IOException {
    Path home = Unpacked.zip(Given.file(distribution()), folder);
    Path domain = home.resolve("glassfish/domains/domain1");
    Path settings = domain.resolve("config/domain.xml");
    Unpacked.edit(settings, "0.0.0.0", "127.0.0.1");
    Unpacked.edit(
        settings,
        "<network-listener port=\"8080\"",
        "<network-listener address=\"127.0.0.1\" port=\"" + port + "\"");
    for (String other : List.of("8181", "4848")) {
      Unpacked.edit(
          settings,
          "<network-listener port=\"" + other + "\"",
          "<network-listener address=\"127.0.0.1\" port=\"" + Running.freePort() + "\"");
    }
    for (String other : List.of("3700", "3820", "3920", "8686")) {
      Unpacked.edit(settings, "port=\"" + other + "\"", "port=\"" + Running.freePort() + "\"");
    }
    Unpacked.edit(
        settings, "-Xmx512m", "-Xmx512m</jvm-options><jvm-options>-XX:SoftRefLRUPolicyMSPerMB=0");
    return new Command(
        List.of("bash", "bin/startserv", "domain1"),
        home.resolve("glassfish"),
        Map.of("AS_JAVA", ""),
        Files.createDirectories(domain.resolve("autodeploy")),
        domain.resolve("logs/server.log"));
  }
}
