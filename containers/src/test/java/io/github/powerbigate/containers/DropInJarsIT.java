package io.github.powerbigate.containers;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is in the drop-in jars, and what is not. */
class DropInJarsIT {

  private static final String OURS = "io/github/powerbigate/";
  private static final String INSIDE = OURS + "inside/";
  private static final long BUDGET = 2_900_000;

  /** The roots of everything that was packed, and of what that would take up if it were there. */
  private static final Pattern FOREIGN =
      Pattern.compile(
          "(?<!inside[/.])(com[/.](github|nimbusds|microsoft|azure|google|fasterxml)"
              + "|org[/.](slf4j|jspecify|bouncycastle)|net[/.]jcip)[/.][a-zA-Z]\\w*[/.]");

  /** Sentences that they say to a person, and an address on the web. */
  private static final List<String> TEXTS =
      List.of(
          "'com.azure.json.JsonProvider' was found",
          "'META-INF/services/com.azure.json.JsonProvider'",
          "https://github.com/google/gson/",
          "find org.slf4j.helpers.Util or its caller");

  @ParameterizedTest
  @EnumSource
  void everyClassIsInAPackageOfOurs(Servlets servlets) throws Exception {
    assertThat(entries(servlets).keySet())
        .filteredOn(name -> name.endsWith(".class"))
        .hasSizeGreaterThan(500)
        .allMatch(name -> name.startsWith(OURS));
  }

  @ParameterizedTest
  @EnumSource
  void noClassNamesALibraryByItsOwnName(Servlets servlets) throws Exception {
    List<String> named = new ArrayList<>();
    entries(servlets)
        .forEach(
            (name, bytes) -> {
              String text = new String(bytes, StandardCharsets.ISO_8859_1);
              for (String said : TEXTS) {
                text = text.replace(said, "");
              }
              Matcher foreign = FOREIGN.matcher(text);
              if (name.endsWith(".class") && foreign.find()) {
                named.add(name + ": " + foreign.group());
              }
            });
    assertThat(named).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void noFileStandsWhereAContainerOrALibraryWouldFindIt(Servlets servlets) throws Exception {
    assertThat(entries(servlets).keySet())
        .filteredOn(name -> !name.endsWith(".class") && !name.startsWith(OURS))
        .containsExactlyInAnyOrder(
            "META-INF/MANIFEST.MF",
            "META-INF/LICENSE",
            "META-INF/NOTICE",
            "META-INF/sbom/" + artifact(servlets) + ".cdx.json",
            "META-INF/services/" + INSIDE.replace('/', '.') + "org.slf4j.spi.SLF4JServiceProvider");
  }

  @ParameterizedTest
  @EnumSource
  void oneServletWorldIsKnownAlone(Servlets servlets) throws Exception {
    String own = servlets.name().toLowerCase(java.util.Locale.ROOT);
    String other = own.equals("javax") ? "jakarta" : "javax";
    String all =
        entries(servlets).entrySet().stream()
            .filter(entry -> entry.getKey().endsWith(".class"))
            .map(entry -> new String(entry.getValue(), StandardCharsets.ISO_8859_1))
            .collect(joining());
    assertThat(Pattern.compile(own + "[/.]servlet").matcher(all).find()).isTrue();
    assertThat(Pattern.compile(other + "[/.]servlet").matcher(all).find()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void theBillOfMaterialsListsWhatIsInsideAndTheNoticeNamesIt(Servlets servlets) throws Exception {
    Map<String, byte[]> entries = entries(servlets);
    JsonNode bill =
        new ObjectMapper()
            .readTree(entries.get("META-INF/sbom/" + artifact(servlets) + ".cdx.json"));
    String notice = new String(entries.get("META-INF/NOTICE"), StandardCharsets.UTF_8);
    TreeSet<String> inside = new TreeSet<>();
    for (JsonNode component : bill.get("components")) {
      assertThat(component.get("purl").asText()).startsWith("pkg:maven/");
      String group = component.get("group").asText();
      if (!group.equals("io.github.powerbigate")) {
        String name = component.get("name").asText();
        inside.add(name);
        assertThat(notice)
            .contains(name + " " + component.get("version").asText())
            .contains(group + ":" + name);
      }
    }
    assertThat(inside)
        .containsExactly(
            "azure-json", "caffeine", "msal4j", "nimbus-jose-jwt", "slf4j-api", "slf4j-jdk14");
    assertThat(notice).doesNotContain("${");
  }

  @ParameterizedTest
  @EnumSource
  void whoDependsOnTheJarByMavenGetsNothingElse(Servlets servlets) throws Exception {
    Path module = Path.of("../drop-in", servlets.name().toLowerCase(java.util.Locale.ROOT));
    for (Path pom :
        List.of(
            module.resolve("target/dependency-reduced-pom.xml"),
            Path.of("../drop-in/pom.xml"),
            Path.of("../pom.xml"))) {
      assertThat(Dependencies.thatOthersGet(pom)).as(pom.toString()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theManifestGivesTheModuleAName(Servlets servlets) throws Exception {
    try (JarFile jar = new JarFile(servlets.jar().toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name"))
          .isEqualTo("io.github.powerbigate");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theJarIsWithinItsBudget(Servlets servlets) throws Exception {
    assertThat(Files.size(servlets.jar())).isLessThan(BUDGET);
  }

  private static String artifact(Servlets servlets) {
    return servlets.jar().getFileName().toString().replace(".jar", "");
  }

  private static Map<String, byte[]> entries(Servlets servlets) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    try (JarFile jar = new JarFile(servlets.jar().toFile())) {
      for (JarEntry entry : java.util.Collections.list(jar.entries())) {
        if (!entry.isDirectory()) {
          try (InputStream in = jar.getInputStream(entry)) {
            entries.put(entry.getName(), in.readAllBytes());
          }
        }
      }
    }
    return entries;
  }
}
