package io.github.powerbigate.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Open Liberty from its zip, by its own script, with one of its servlet features. */
record LibertyServer(String version, Servlets servlets, String specification) implements Container {

  @Override
  public String name() {
    return "Open Liberty " + version + " servlet-" + specification;
  }

  @Override
  public String distribution() {
    return "openliberty-runtime-" + version + ".zip";
  }

  @Override
  public Command install(Path folder, int port) throws IOException {
    Path home = Unpacked.zip(Given.file(distribution()), folder);
    Path server = home.resolve("usr/servers/gate");
    Path webapps = Files.createDirectories(server.resolve("dropins"));
    Files.writeString(
        server.resolve("server.xml"),
        """
        <server>
          <featureManager><feature>servlet-%s</feature></featureManager>
          <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1"/>
          <applicationMonitor pollingRate="1s"/>
        </server>
        """
            .formatted(specification, port));
    Files.writeString(server.resolve("bootstrap.properties"), "");
    return new Command(
        List.of("sh", "bin/server", "run", "gate"),
        home,
        Map.of("JVM_ARGS", Running.JVM, "WLP_USER_DIR", ""),
        webapps,
        server.resolve("logs/messages.log"));
  }
}
