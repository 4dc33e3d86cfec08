package io.github.powerbigate.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Eclipse Jetty from its zip, with one of its environments. */
record JettyServer(String version, String environment, Servlets servlets, String specification)
    implements Container {

  @Override
  public String name() {
    return "Jetty " + version + " " + environment;
  }

  @Override
  public String distribution() {
    return "jetty-home-" + version + ".zip";
  }

  @Override
  public Command install(Path folder, int port) throws IOException {
    Path home = Unpacked.zip(Given.file(distribution()), folder);
    Path base = Files.createDirectory(folder.resolve("base"));
    Path webapps = Files.createDirectory(base.resolve("webapps"));
    Path modules = Files.createDirectory(base.resolve("start.d"));
    Files.writeString(modules.resolve("all.ini"), "--modules=http," + environment + "-deploy\n");
    List<String> line = new ArrayList<>(List.of("java"));
    line.addAll(Arrays.asList(Running.JVM.split(" ", -1)));
    line.addAll(
        List.of(
            "-jar",
            home.resolve("start.jar").toString(),
            "jetty.http.host=127.0.0.1",
            "jetty.http.port=" + port,
            "jetty.deploy.scanInterval=1"));
    return new Command(line, base, Map.of(), webapps, base.resolve("none"));
  }
}
