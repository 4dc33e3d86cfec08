package io.github.powerbigate.containers;

import io.github.powerbigate.containers.undertow.Undertows;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Undertow as a library, in a program that reads the WAR's web.xml. */
record UndertowServer(String version, Servlets servlets, String specification)
    implements Container {

  @Override
  public String name() {
    return "Undertow " + version;
  }

  @Override
  public int keepsHoldOf() {
    return 1;
  }

  @Override
  public String note() {
    return "it starts a filter at its first request, and says only then what is wrong with its settings;"
        + " one undeployed application, never more, may stay in memory until a worker's next request";
  }

  @Override
  public String distribution() {
    return libraries() + "/undertow-servlet-" + version + ".jar";
  }

  private String libraries() {
    return "undertow-" + version.substring(0, version.indexOf('.', 2));
  }

  @Override
  public Command install(Path folder, int port) throws IOException {
    Path webapps = Files.createDirectory(folder.resolve("webapps"));
    Path classes = Files.createDirectory(folder.resolve("classes"));
    servlets.writeClass(Undertows.class.getName(), classes);
    List<String> line = new ArrayList<>(List.of("java"));
    line.addAll(Arrays.asList(Running.JVM.split(" ", -1)));
    line.addAll(
        List.of(
            "-cp",
            classes + File.pathSeparator + Given.classPath(libraries()),
            Undertows.class.getName(),
            Integer.toString(port),
            webapps.toString()));
    return new Command(line, folder, Map.of(), webapps, folder.resolve("none"));
  }
}
