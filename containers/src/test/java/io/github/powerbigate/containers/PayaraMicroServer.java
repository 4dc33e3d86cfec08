package io.github.powerbigate.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Payara Micro from its jar. It deploys what lies there when it starts. */
record PayaraMicroServer(String version, Servlets servlets, String specification)
    implements Container {

  @Override
  public String name() {
    return "Payara Micro " + version;
  }

  @Override
  public String note() {
    return "an application is not replaced while it lives, so nothing is said of redeploys";
  }

  @Override
  public boolean redeploys() {
    return false;
  }

  @Override
  public String distribution() {
    return "payara-micro-" + version + ".jar";
  }

  @Override
  public Command install(Path folder, int port) throws IOException {
    Path webapps = Files.createDirectory(folder.resolve("webapps"));
    Path before =
        Files.writeString(
            folder.resolve("before.txt"),
            "set configs.config.server-config.network-config.network-listeners"
                + ".network-listener.http-listener.address=127.0.0.1\n");
    List<String> line = new ArrayList<>(List.of("java"));
    line.addAll(Arrays.asList(Running.JVM.split(" ", -1)));
    line.addAll(
        List.of(
            "-Djava.net.preferIPv4Stack=true",
            "-jar",
            Given.file(distribution()).toString(),
            "--nocluster",
            "--nohazelcast",
            "--disablephonehome",
            "--rootdir",
            Files.createDirectory(folder.resolve("root")).toString(),
            "--prebootcommandfile",
            before.toString(),
            "--port",
            Integer.toString(port),
            "--deploymentdir",
            webapps.toString()));
    return new Command(line, folder, Map.of(), webapps, folder.resolve("none"));
  }
}
