package io.github.powerbigate.containers;

import io.github.powerbigate.containers.boot.BootPortal;
import io.github.powerbigate.containers.portal.Application;
import io.github.powerbigate.containers.portal.SignIn;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Spring Boot with its own Tomcat: container and application in one. */
record BootServer(String version, Servlets servlets, Tenant tenant) implements Container {

  @Override
  public String name() {
    return "Spring Boot " + version;
  }

  @Override
  public String specification() {
    return servlets == Servlets.JAVAX ? "4.0" : "6.0";
  }

  @Override
  public String distribution() {
    return "spring-boot-" + version;
  }

  @Override
  public Command install(Path folder, int port) throws IOException {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    for (String type :
        List.of(
            BootPortal.class.getName(),
            Application.class.getName(),
            SignIn.class.getName(),
            SignIn.class.getName() + "$SignedIn")) {
      servlets.writeClass(type, classes);
    }
    List<String> line = new ArrayList<>(List.of("java"));
    line.addAll(Arrays.asList(Running.JVM.split(" ", -1)));
    tenant.settings().forEach((name, value) -> line.add("-Dpowerbigate." + name + "=" + value));
    line.addAll(
        List.of(
            "-cp",
            String.join(
                File.pathSeparator,
                classes.toString(),
                servlets.jar().toString(),
                Given.classPath(distribution())),
            BootPortal.class.getName(),
            "--port=" + port,
            "--target=" + tenant.target()));
    return new Command(line, folder, Map.of(), folder, folder.resolve("none"));
  }
}
