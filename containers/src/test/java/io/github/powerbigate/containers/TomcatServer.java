package io.github.powerbigate.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Apache Tomcat from its zip, by its own script. */
record TomcatServer(String version, Servlets servlets, String specification) implements Container {

  @Override
  public String name() {
    return "Tomcat " + version;
  }

  @Override
  public String distribution() {
    return "tomcat-" + version + ".zip";
  }

  @Override
  public Command install(Path folder, int port) throws IOException {
    Path home = Unpacked.zip(Given.file(distribution()), folder);
    Path server = home.resolve("conf/server.xml");
    Unpacked.edit(server, "<Server port=\"8005\"", "<Server port=\"-1\"");
    Unpacked.edit(
        server,
        "<Connector port=\"8080\"",
        "<Connector address=\"127.0.0.1\" port=\"" + port + "\"");
    // Looks for new and gone applications each second, not each ten.
    Unpacked.edit(server, "<Engine ", "<Engine backgroundProcessorDelay=\"1\" ");
    Path webapps = home.resolve("webapps-here");
    Files.createDirectory(webapps);
    Unpacked.edit(server, "appBase=\"webapps\"", "appBase=\"webapps-here\"");
    return new Command(
        List.of("sh", "bin/catalina.sh", "run"),
        home,
        Map.of("CATALINA_OPTS", Running.JVM, "CATALINA_HOME", "", "CATALINA_BASE", ""),
        webapps,
        home.resolve("logs/none"));
  }
}
