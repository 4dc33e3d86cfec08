package io.github.powerbigate.tool;

import static java.util.stream.Collectors.joining;

import io.github.powerbigate.diagnosis.Check;
import io.github.powerbigate.diagnosis.Subject;
import io.github.powerbigate.diagnosis.WebXml;
import io.github.powerbigate.membership.Cause.Actor;
import io.github.powerbigate.settings.GateSettings;
import io.github.powerbigate.settings.SettingSources;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The gate that the command line points at. Every command that needs settings begins here. */
final class Given {

  /** The file, or what it says, stands in the way. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Check check;

    Unusable(Check check) {
      super(check.toString());
      this.check = check;
    }

    Check check() {
      return check;
    }
  }

  private final @Nullable WebXml webXml;
  private final WebXml.@Nullable Entry filter;
  private final SettingSources sources;

  private Given(@Nullable WebXml webXml, WebXml.@Nullable Entry filter, SettingSources sources) {
    this.webXml = webXml;
    this.filter = filter;
    this.sources = sources;
  }

  /**
   * Finds it by {@code --settings} or {@code --web-xml}, and {@code --filter}. System properties
   * and environment come before them, as in the filter.
   *
   * @throws BadUsage if neither, both, or a file that is not there
   * @throws Unusable if the file is there and cannot be used
   */
  static Given of(Options options, Surroundings surroundings) throws BadUsage, Unusable {
    Optional<String> settings = options.find("--settings");
    Optional<String> webXml = options.find("--web-xml");
    if (settings.isPresent() == webXml.isPresent()) {
      throw new BadUsage("Either --settings or --web-xml is needed.");
    }
    String name = options.find("--filter").orElse("");
    if (settings.isPresent()) {
      Path file = file("--settings", settings.get());
      return new Given(
          null,
          null,
          sources(
              name.isEmpty() ? "gate" : name,
              Map.of("settingsFile", file.toString()),
              Map.of(),
              surroundings));
    }
    WebXml read = read(file("--web-xml", webXml.orElseThrow()));
    WebXml.Entry filter = gate(read, name);
    return new Given(
        read,
        filter,
        sources(filter.name(), filter.initParams(), read.contextParams(), surroundings));
  }

  /** The deployment descriptor; null without one. */
  @Nullable WebXml webXml() {
    return webXml;
  }

  /** The gate's filter in it; null without one. */
  WebXml.@Nullable Entry filter() {
    return filter;
  }

  /**
   * The settings.
   *
   * @throws Unusable if anything is wrong with them; the one check lists all of it
   */
  GateSettings settings() throws Unusable {
    try {
      return GateSettings.read(sources);
    } catch (IllegalArgumentException e) {
      // Our own words: which setting, where it stands, the rule; never a secret.
      List<String> lines =
          String.valueOf(e.getMessage()).lines().skip(1).map(String::strip).toList();
      throw new Unusable(
          Check.fail(
              Subject.SETTINGS,
              "the gate does not start: " + String.join(" / ", lines),
              "mend what is named (docs/settings.md has the rules)",
              Actor.ADMINISTRATOR));
    }
  }

  private static SettingSources sources(
      String name,
      Map<String, String> initParams,
      Map<String, String> contextParams,
      Surroundings surroundings) {
    return SettingSources.of(
        name,
        surroundings.systemProperties(),
        surroundings.environment(),
        Map.of(),
        initParams,
        contextParams);
  }

  private static Path file(String option, String given) throws BadUsage {
    Path file = Path.of(given).toAbsolutePath();
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new BadUsage(option + " names no file that can be read.");
    }
    return file;
  }

  private static WebXml read(Path file) throws Unusable {
    try (InputStream in = Files.newInputStream(file)) {
      return WebXml.read(in.readNBytes(WebXml.LARGEST + 1));
    } catch (WebXml.Unreadable e) {
      throw unusable(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw unusable("the file cannot be read");
    }
  }

  private static WebXml.Entry gate(WebXml webXml, String name) throws BadUsage, Unusable {
    List<WebXml.Entry> gates = webXml.filters().stream().filter(WebXml.Entry::isGate).toList();
    if (gates.isEmpty()) {
      throw unusable(
          "it has no filter of the class "
              + WebXml.GATE
              + "; one that code registers is not in it");
    }
    if (name.isEmpty() && gates.size() > 1) {
      throw new BadUsage(
          "This web.xml has more than one gate; name one by --filter: "
              + gates.stream().map(WebXml.Entry::name).collect(joining(", ")));
    }
    return gates.stream()
        .filter(gate -> name.isEmpty() || gate.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new BadUsage("This web.xml has no gate of the name after --filter."));
  }

  private static Unusable unusable(String why) {
    return new Unusable(
        Check.fail(
            Subject.WEB_XML,
            "web.xml cannot be used: " + why,
            "give the web.xml that the container reads, or the settings by --settings",
            Actor.ADMINISTRATOR));
  }
}
