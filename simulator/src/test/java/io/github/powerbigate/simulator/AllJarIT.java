package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The jar that holds everything")
@Timeout(120)
final class AllJarIT {
  private static final Path JAR = Path.of(System.getProperty("jarOfAll", ""));

  /** Where, in a line that is no setting, the name ends and a value begins. */
  private static final int NAMES_END = "Power BI REST API".length();

  private static final String LAST_LINE = "powerbigate.trustStorePassword=";

  @TempDir Path directory;

  @Test
  void startsByItselfAndAnswersWithTheTenantOfAScenario() throws Exception {
    Process process = start("--scenario=" + ScenarioTest.EXAMPLE.toAbsolutePath());
    try {
      Map<String, String> printed = printed(process);
      HttpClient http =
          HttpClient.newBuilder()
              .sslContext(
                  Client.trusting(
                      Path.of(setting(printed, "trustStore")),
                      setting(printed, "trustStorePassword")))
              .build();
      HttpResponse<String> token = http.send(tokenRequest(printed), asText());
      HttpResponse<String> clock =
          http.send(
              HttpRequest.newBuilder(controlUrl(printed, "/api/clock"))
                  .header("X-Simulator-Token", printed.getOrDefault("Control token", ""))
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString("{\"advance\":\"PT1H\"}"))
                  .build(),
              asText());

      assertThat(token.statusCode()).as(token.body()).isEqualTo(200);
      assertThat(new ObjectMapper().readTree(token.body()).path("access_token").asText())
          .isNotEmpty();
      assertThat(clock.body()).contains("\"now\":\"2026-11-21T11:00:00Z\"");
      assertThat(setting(printed, "targetUrl"))
          .contains("/groups/c0c0c0c0-0000-4000-8000-000000000002/list?ctid=");
    } finally {
      process.destroy();
    }
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void removesItsTrustStoreWhenItIsToldToEnd() throws Exception {
    Process process = start();
    Path trustStore = Path.of(setting(printed(process), "trustStore"));
    assertThat(trustStore).exists();

    process.destroy();

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(trustStore).doesNotExist();
  }

  @Test
  void saysWhatIsWrongInAScenarioAndEnds() throws Exception {
    Path file = directory.resolve("wrong.json");
    Files.writeString(file, "{\"people\":[{\"userPrincipalName\":\"ada\"}]}");

    Process process = start("--scenario=" + file);

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(Files.readAllLines(errors()))
        .containsExactly(
            file + ": $.people[0].userPrincipalName must be a name with an @, not \"ada\"");
  }

  @Test
  void carriesNoSignaturesAndNoJUnit() throws IOException {
    assertThat(entries())
        .noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)"))
        .noneMatch(name -> name.startsWith("org/junit"))
        .doesNotHaveDuplicates();
  }

  @Test
  void carriesTheLicencesOfAllThatIsInIt() throws IOException {
    String thirdParties = text("META-INF/THIRD-PARTY.txt");

    assertThat(thirdParties).contains("The Legion of the Bouncy Castle");
    assertThat(text("META-INF/LICENSE")).contains("Apache License");
    assertThat(text("META-INF/LICENSE.txt")).contains("QOS.ch");
    assertThat(text("META-INF/NOTICE")).contains("Jackson");
    List<String> packages =
        thirdParties
            .lines()
            .filter(line -> line.matches("[a-z0-9]+(\\.[a-z0-9]+)+ .*"))
            .map(line -> line.substring(0, line.indexOf(' ')).replace('.', '/') + "/")
            .toList();
    assertThat(packages).hasSizeGreaterThan(4);
    assertThat(entries())
        .filteredOn(name -> name.endsWith(".class"))
        .map(name -> name.replaceFirst("^META-INF/versions/\\d+/", ""))
        .filteredOn(name -> !name.startsWith("io/github/powerbigate/simulator/"))
        .allMatch(name -> packages.stream().anyMatch(name::startsWith));
  }

  private Process start(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(JAR.toString());
    command.addAll(Arrays.asList(options));
    return new ProcessBuilder(command).redirectError(errors().toFile()).start();
  }

  private Path errors() {
    return directory.resolve("errors.txt");
  }

  /** What the simulator says of itself; it prints its settings last. */
  private Map<String, String> printed(Process process) throws IOException {
    Map<String, String> printed = new HashMap<>();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      int end = line.startsWith("powerbigate.") ? line.indexOf('=') : NAMES_END;
      if (end < line.length()) {
        printed.put(line.substring(0, end).strip(), line.substring(end + 1));
      }
      if (line.startsWith(LAST_LINE)) {
        return printed;
      }
    }
    throw new AssertionError("it ended: " + Files.readString(errors()));
  }

  private static String setting(Map<String, String> printed, String name) {
    return printed.getOrDefault("powerbigate." + name, "");
  }

  private static URI controlUrl(Map<String, String> printed, String path) {
    return URI.create(printed.getOrDefault("Control page", "")).resolve(path);
  }

  private static HttpRequest tokenRequest(Map<String, String> printed) {
    String form =
        "grant_type=client_credentials&client_id=%s&client_secret=%s&scope=%s"
            .formatted(
                setting(printed, "clientId"),
                setting(printed, "clientSecret"),
                Client.encode(setting(printed, "graphUrl") + "/.default"));
    return HttpRequest.newBuilder(
            URI.create(
                setting(printed, "entraUrl")
                    + "/"
                    + setting(printed, "tenantId")
                    + "/oauth2/v2.0/token"))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(form))
        .build();
  }

  private static HttpResponse.BodyHandler<String> asText() {
    return HttpResponse.BodyHandlers.ofString();
  }

  private static List<String> entries() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      return jar.stream().map(JarEntry::getName).toList();
    }
  }

  private static String text(String name) throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      return new String(
          jar.getInputStream(jar.getJarEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
