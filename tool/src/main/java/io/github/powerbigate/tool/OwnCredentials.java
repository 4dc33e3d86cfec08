package io.github.powerbigate.tool;

import io.github.powerbigate.microsoft.Credential;
import io.github.powerbigate.microsoft.MicrosoftSettings;
import io.github.powerbigate.settings.GateSettings;
import io.github.powerbigate.settings.SettingSources;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The credentials of the commands that write: a file of their own, and an app registration of their
 * own. Nothing around the tool overrides what the file says, or the gate's would.
 */
final class OwnCredentials {

  private static final Set<String> NAMES =
      Set.of(
          "tenantId",
          "clientId",
          "clientSecret",
          "clientSecretFile",
          "clientCertificate",
          "clientCertificateFile",
          "clientCertificatePassword",
          "clientCertificatePasswordFile",
          "federatedTokenFile",
          "cloud",
          "entraUrl",
          "graphUrl",
          "powerBiApiUrl",
          "powerBiScope",
          "powerBiWebHosts",
          "trustStore",
          "trustStorePassword",
          "trustStorePasswordFile",
          "proxy",
          "probeTimeout");

  private static final long LONGEST = 64 * 1024L;

  private OwnCredentials() {}

  /**
   * Reads them.
   *
   * @throws Refused if they cannot be used, or are the gate's; the message holds no value of them
   */
  static MicrosoftSettings read(Options options, Surroundings around) throws BadUsage, Refused {
    Path file = Path.of(Wanted.needed(options, "--credentials")).toAbsolutePath();
    checkNames(file);
    MicrosoftSettings settings = settings(file);
    if (settings.credential() instanceof Credential.ManagedIdentity) {
      throw new Refused("The credentials must be those of an app registration.");
    }
    if (options.find("--settings").isPresent()) {
      checkNotTheGates(settings, options, around);
    }
    return settings;
  }

  private static void checkNames(Path file) throws BadUsage, Refused {
    Properties properties = new Properties();
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LONGEST) {
        throw new BadUsage("--credentials names no small file that can be read.");
      }
      properties.load(new StringReader(Files.readString(file)));
    } catch (CharacterCodingException | IllegalArgumentException e) {
      throw new Refused("The file with the credentials must be properties in UTF-8.");
    } catch (IOException e) {
      throw new BadUsage("--credentials names no small file that can be read.");
    }
    if (!NAMES.containsAll(properties.stringPropertyNames())) {
      throw new Refused(
          "The file with the credentials may hold nothing but: "
              + NAMES.stream().sorted().collect(Collectors.joining(", ")));
    }
  }

  private static MicrosoftSettings settings(Path file) throws Refused {
    // A gate needs to know more than whoever gives a role: what it may be does not matter here.
    Map<String, String> unused =
        Map.of(
            "powerbigate.groupId",
            "00000000-0000-0000-0000-000000000000",
            "powerbigate.intercept",
            "request");
    try {
      return GateSettings.read(
              SettingSources.of(
                  "credentials",
                  Map.of(),
                  Map.of(),
                  Map.of(),
                  Map.of("settingsFile", file.toString()),
                  unused))
          .microsoft();
    } catch (IllegalArgumentException e) {
      // Our own words: which setting, where it stands, the rule; never a secret.
      throw new Refused(
          "The credentials cannot be used: "
              + Optional.ofNullable(e.getMessage())
                  .orElse("")
                  .lines()
                  .skip(1)
                  .map(String::strip)
                  .collect(Collectors.joining(" / ")));
    }
  }

  private static void checkNotTheGates(
      MicrosoftSettings settings, Options options, Surroundings around) throws BadUsage, Refused {
    try {
      String gates = Given.of(options, around).settings().microsoft().clientId();
      if (gates.equalsIgnoreCase(settings.clientId())) {
        throw new Refused(
            "These are the gate's own credentials. The gate must not be able to write: register"
                + " another application for this.");
      }
    } catch (Given.Unusable e) {
      throw new Refused("The gate's settings cannot be read: " + e.check().meaning());
    }
  }
}
