package io.github.powerbigate.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.microsoft.Credential;
import io.github.powerbigate.settings.Place.Source;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A secret that was put in the wrong place shows nowhere, but for four characters where the rule
 * allows them. For every setting and every source.
 */
class CanaryTest {

  private static final String CANARY = "Zq9Xw7Kv3Jp5Tm1R";

  private static final String TICKET_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  /** As long as what may be shown of a bad value, and one more. */
  private static final int TELLTALE = 5;

  /** Texts for people to read on the page: whatever fits their rule is shown. */
  private static final Set<String> TEXTS = Set.of("brand", "supportPhone", "supportTty");

  private static final Set<String> OF_A_CUSTOM_CLOUD =
      Set.of(
          "cloud",
          "entraUrl",
          "graphUrl",
          "powerBiApiUrl",
          "powerBiScope",
          "powerBiWebHosts",
          "targetUrl");

  private static final List<String> PARTS =
      IntStream.rangeClosed(0, CANARY.length() - TELLTALE)
          .mapToObj(i -> CANARY.substring(i, i + TELLTALE).toLowerCase(Locale.ROOT))
          .toList();

  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @EnumSource(Source.class)
  void underAMisspeltName(Source source) {
    for (Setting<?> setting : KnownSettings.all()) {
      for (String twin : List.of(setting.name() + "t", "x" + setting.name(), "q.z")) {
        assertHidden(put(Given.enough(), source, twin, CANARY), setting.name());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Source.class)
  void asAValueOfTheWrongType(Source source) {
    for (Setting<?> setting : KnownSettings.all()) {
      List<String> wrong =
          new ArrayList<>(
              List.of(
                  CANARY + "\u0007",
                  "\u0007" + CANARY,
                  CANARY.repeat(200),
                  "https://" + CANARY,
                  "https://app.powerbi.com." + CANARY + "/",
                  "mailto:" + CANARY,
                  "tel:" + CANARY,
                  "//" + CANARY,
                  "/" + CANARY,
                  "/" + CANARY + "/" + CANARY,
                  "header:" + CANARY,
                  "session:" + CANARY,
                  "session:user." + CANARY + ".class",
                  "role:" + CANARY,
                  "class:" + CANARY,
                  "class:x." + CANARY,
                  "jwt:" + CANARY,
                  "jwt:session:" + CANARY,
                  "10.0.0.0/8," + CANARY,
                  CANARY + CANARY + "," + CANARY,
                  "http://localhost:1" + CANARY,
                  Given.GROUP + "," + CANARY));
      if (!TEXTS.contains(setting.name())) {
        wrong.add(CANARY);
      } else {
        wrong.removeIf(text -> text.length() <= 80 && text.indexOf('\u0007') < 0);
      }
      if (setting.name().equals("supportUrl")) {
        wrong.removeIf(text -> text.startsWith("https://")); // a host of any name is right
      }
      for (String text : wrong) {
        assertHidden(put(cleared(setting), source, setting.name(), text), setting.name());
        if (OF_A_CUSTOM_CLOUD.contains(setting.name())) {
          assertHidden(
              put(Given.customCloud().without(setting.name()), source, setting.name(), text),
              setting.name());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Source.class)
  void fromAFile(Source source) throws IOException {
    Path small = Files.writeString(folder.resolve("small"), CANARY);
    Path lines = Files.writeString(folder.resolve("lines"), (CANARY + "\n").repeat(9));
    Path large = Files.writeString(folder.resolve("large"), CANARY.repeat(9000));
    for (Setting<?> setting : KnownSettings.all()) {
      for (Path file : List.of(small, lines, large)) {
        String path = file.toString();
        assertHidden(put(cleared(setting), source, setting.fileName(), path), setting.name());
        if (!TEXTS.contains(setting.name())) {
          assertHidden(put(cleared(setting), source, setting.name(), path), setting.name());
        }
      }
      assertHidden(put(cleared(setting), source, setting.fileName(), CANARY), setting.name());
      assertHidden(put(cleared(setting), source, setting.fileName(), "/" + CANARY), setting.name());
    }
  }

  @ParameterizedTest
  @EnumSource(Source.class)
  void asUserInfoPathOrQueryOfAnAddress(Source source) {
    List<String> addresses =
        List.of(
            "https://user:" + CANARY + "@app.powerbi.com/",
            "https://" + CANARY + "@app.powerbi.com",
            "http://user:" + CANARY + "@proxy.test:3128",
            "https://app.powerbi.com:" + CANARY + "@evil.test/",
            "https://app.powerbi.com/" + CANARY,
            "https://app.powerbi.com?key=" + CANARY,
            "https://app.powerbi.com/#" + CANARY,
            "https://app.powerbi.com\\" + CANARY);
    for (Setting<?> setting : KnownSettings.all()) {
      for (String address : addresses) {
        if (!TEXTS.contains(setting.name())) {
          assertHidden(put(cleared(setting), source, setting.name(), address), setting.name());
        }
      }
    }
  }

  @Test
  void asAGoodSecret() {
    Given given =
        Given.customCloud()
            .give(Source.SYSTEM_PROPERTY, "clientSecret", CANARY)
            .give(Source.ENVIRONMENT, "trustStorePassword", CANARY)
            .init("ticketKey", TICKET_KEY)
            .init("only", "/" + CANARY + ",key=" + CANARY)
            .init("except", "key=" + CANARY)
            .init("trustStore", write("any").toString());

    assertThat(everythingShown(given))
        .contains("clientSecret=***", "trustStorePassword=***", "ticketKey=***", "only=***")
        .doesNotContain(CANARY, TICKET_KEY);
    assertThat(given.read().microsoft().credential()).isInstanceOf(Credential.ClientSecret.class);
  }

  @Test
  void asAGoodSecretOfAProxy() {
    Given given =
        Given.enough()
            .init("user", "header:X-" + CANARY)
            .init("trustedProxies", "10.1.2.3")
            .init("proxySecretHeader", "Y-" + CANARY)
            .init("proxySecret", CANARY + CANARY + "," + CANARY + CANARY + "x")
            .init("onlyFor", "session:" + CANARY);

    assertThat(everythingShown(given))
        .contains("user=header:…", "proxySecret=***", "proxySecretHeader=***", "onlyFor=session:…")
        .doesNotContain(CANARY);
  }

  @Test
  void asABadSecretOfAProxy() {
    for (String text : List.of(CANARY, CANARY.repeat(2) + "," + CANARY, CANARY.repeat(100))) {
      assertThat(
              everythingShown(
                  Given.enough()
                      .init("user", "header:X-User")
                      .init("trustedProxies", "10.1.2.3")
                      .init("proxySecretHeader", "X-Proxy")
                      .init("proxySecret", text)))
          .contains("proxySecret (init-param proxySecret)")
          .doesNotContain(CANARY);
    }
  }

  @Test
  void asABadTicketKey() {
    List<String> bad =
        List.of(
            TICKET_KEY.substring(4),
            TICKET_KEY + CANARY,
            "~" + TICKET_KEY,
            TICKET_KEY + "," + CANARY,
            TICKET_KEY + "\n" + TICKET_KEY);
    for (String text : bad) {
      assertThat(everythingShown(Given.enough().init("ticketKey", text)))
          .contains("ticketKey (init-param ticketKey)")
          .doesNotContain(TICKET_KEY.substring(4, 9), TICKET_KEY.substring(30, 35), CANARY);
    }
  }

  @Test
  void thisTestSeesACanaryThatMayBeShown() {
    assertThat(everythingShown(Given.enough().init("brand", CANARY))).contains(CANARY);
    assertThat(everythingShown(Given.enough().init("mode", CANARY))).contains("\"Zq9X…\"");
  }

  /** Enough for a gate, but without that setting, so that an early source is not needed. */
  private static Given cleared(Setting<?> setting) {
    Given given = Given.enough().without(setting.name());
    return setting.name().equals("targetUrl") ? given.without("intercept") : given;
  }

  private Given put(Given given, Source source, String name, String text) {
    given.give(source, name, text);
    return source == Source.FILE ? given.writeFile(folder.resolve("gate.properties")) : given;
  }

  private static void assertHidden(Given given, String what) {
    String shown = everythingShown(given).toLowerCase(Locale.ROOT);
    List<String> seen = PARTS.stream().filter(shown::contains).toList();
    assertThat(seen).as(what).isEmpty();
  }

  private static String everythingShown(Given given) {
    SettingSources sources = given.sources();
    StringWriter shown = new StringWriter();
    PrintWriter out = new PrintWriter(shown);
    out.println(sources);
    out.println(sources.places());
    try {
      GateSettings settings = GateSettings.read(sources);
      out.println(settings);
      out.println(settings.effective());
      out.println(settings.warnings());
      out.println(settings.stand());
      out.println(settings.scope());
      out.println(settings.redirects());
      out.println(settings.redirects().ticketKeys());
      out.println(settings.people());
      out.println(settings.people().user());
      out.println(settings.people().onlyFor());
      out.println(settings.people().proxies());
      out.println(settings.microsoft());
      out.println(settings.microsoft().credential());
      out.println(settings.microsoft().trustStorePassword());
      out.println(settings.timings());
      out.println(settings.limits());
      out.println(settings.answers());
      out.println(settings.page());
    } catch (BadSettings e) {
      out.println(e.getMessage());
      e.printStackTrace(out);
    }
    return shown.toString();
  }

  private Path write(String content) {
    try {
      return Files.writeString(folder.resolve("any"), content);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
