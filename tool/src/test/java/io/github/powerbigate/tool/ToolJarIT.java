package io.github.powerbigate.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar that ships, in a JVM of its own that has nothing else on its class path. */
@Timeout(120)
class ToolJarIT {

  private static final Path JAR = Path.of(System.getProperty("jarOfTheTool", ""));

  @TempDir Path home;

  @Test
  void itRunsByItselfAndSaysNothingOnStandardError() throws Exception {
    try (Clinic clinic = new Clinic(home)) {
      List<String> args = new ArrayList<>(clinic.argsFor(Clinic.WORKSPACE));
      args.addAll(List.of("--user", "kim@example.org", "--json"));
      Ended ended = run(args);
      assertThat(ended.err()).isEmpty();
      JsonNode report = new ObjectMapper().readTree(ended.out());
      assertThat(report.path("worst").asText()).as(ended.out()).isEqualTo("warn");
      assertThat(report.path("checks").findValuesAsText("name"))
          .contains("credential", "group", "workspace-role", "membership", "licence", "outcome");
      assertThat(ended.code()).isEqualTo(1);
    }
  }

  @Test
  void badUsageIsOneMessageThere() throws Exception {
    Ended ended = run(List.of("doctor"));
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).startsWith("Either --settings or --web-xml is needed.");
  }

  @Test
  void itNeedsNoServletAndSaysWhatItCarries() throws Exception {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      List<String> names = jar.stream().map(ZipEntry::getName).toList();
      assertThat(names)
          .noneMatch(name -> name.startsWith("jakarta/") || name.startsWith("javax/"))
          .noneMatch(name -> name.startsWith("io/github/powerbigate/simulator/"))
          .contains(
              "META-INF/LICENSE",
              "META-INF/NOTICE",
              "META-INF/sbom/powerbi-access-gate-tool.cdx.json");
      String notice = text(jar, "META-INF/NOTICE");
      JsonNode bill =
          new ObjectMapper().readTree(text(jar, "META-INF/sbom/powerbi-access-gate-tool.cdx.json"));
      for (JsonNode component : bill.path("components")) {
        String group = component.path("group").asText();
        String name = component.path("name").asText();
        if (!group.equals("io.github.powerbigate")) {
          assertThat(notice).contains(group + ":" + name);
        }
      }
      assertThat(notice).doesNotContain("${");
    }
  }

  private static String text(JarFile jar, String name) throws IOException {
    return new String(
        jar.getInputStream(jar.getJarEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
  }

  private record Ended(int code, String out, String err) {}

  private Ended run(List<String> args) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                JAR.toString()));
    command.addAll(args);
    Path out = home.resolve("out");
    Path err = home.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
