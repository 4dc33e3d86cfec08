package io.github.powerbigate.settings;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.powerbigate.settings.Place.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Sources for a test, of a gate whose filter is called "gate". */
final class Given {

  static final String TENANT = "11111111-1111-4111-8111-111111111111";
  static final String CLIENT = "22222222-2222-4222-8222-222222222222";
  static final String GROUP = "33333333-3333-4333-8333-333333333333";

  private final Map<Source, Map<String, String>> texts = new EnumMap<>(Source.class);

  private Given() {
    List.of(Source.values()).forEach(source -> texts.put(source, new HashMap<>()));
  }

  static Given nothing() {
    return new Given();
  }

  /** The least that a gate needs. */
  static Given enough() {
    return nothing()
        .init("tenantId", TENANT)
        .init("clientId", CLIENT)
        .init("clientSecret", "a secret")
        .init("groupId", GROUP)
        .init("intercept", "request");
  }

  /** What a custom cloud needs. */
  static Given customCloud() {
    return enough()
        .init("cloud", "custom")
        .init("entraUrl", "https://localhost:9001")
        .init("graphUrl", "https://localhost:9002")
        .init("powerBiApiUrl", "https://localhost:9003")
        .init("powerBiScope", "https://analysis.test/powerbi/api/.default")
        .init("powerBiWebHosts", "http://localhost:9004,app.powerbi.test");
  }

  Given init(String name, String text) {
    return put(Source.INIT_PARAM, name, text);
  }

  Given without(String name) {
    in(Source.INIT_PARAM).remove(name);
    return this;
  }

  /** Puts a text under a name as that source spells it. */
  Given put(Source source, String fullName, String text) {
    in(source).put(fullName, text);
    return this;
  }

  /** Puts a text under a setting's name, in the plain form of that source. */
  Given give(Source source, String name, String text) {
    return put(source, plainName(source, name), text);
  }

  /** Puts a text under a setting's name, in the form for this gate. */
  Given giveThisGate(Source source, String name, String text) {
    return put(
        source,
        switch (source) {
          case SYSTEM_PROPERTY, CONTEXT_PARAM -> "powerbigate.gate." + name;
          case ENVIRONMENT -> "POWERBIGATE__GATE__" + Setting.upperSnake(name);
          case JNDI -> "powerbigate/gate/" + name;
          case FILE, INIT_PARAM -> name;
        },
        text);
  }

  static String plainName(Source source, String name) {
    return switch (source) {
      case SYSTEM_PROPERTY, CONTEXT_PARAM -> "powerbigate." + name;
      case ENVIRONMENT -> "POWERBIGATE_" + Setting.upperSnake(name);
      case JNDI -> "powerbigate/" + name;
      case FILE, INIT_PARAM -> name;
    };
  }

  /** Writes what was put into the settings file there, and names it in the context-params. */
  Given writeFile(Path path) {
    String content =
        in(Source.FILE).entrySet().stream()
            .map(entry -> entry.getKey() + "=" + escaped(entry.getValue()) + "\n")
            .collect(Collectors.joining());
    try {
      Files.writeString(path, "# settings\n" + content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return give(Source.CONTEXT_PARAM, "settingsFile", path.toString());
  }

  SettingSources sources() {
    return SettingSources.of(
        "gate",
        in(Source.SYSTEM_PROPERTY),
        in(Source.ENVIRONMENT),
        in(Source.JNDI),
        in(Source.INIT_PARAM),
        in(Source.CONTEXT_PARAM));
  }

  GateSettings read() {
    return GateSettings.read(sources());
  }

  /** The exception with which these settings are refused. */
  BadSettings refused() {
    return Objects.requireNonNull(
        catchThrowableOfType(BadSettings.class, this::read), "nothing was refused");
  }

  /** The lines of its message, without the heading. */
  List<String> problems() {
    return String.valueOf(refused().getMessage()).lines().skip(1).map(String::strip).toList();
  }

  private Map<String, String> in(Source source) {
    return Objects.requireNonNull(texts.get(source));
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\u0007", "\\u0007");
  }
}
