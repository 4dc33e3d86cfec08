package io.github.powerbigate.settings;

import static io.github.powerbigate.settings.CredentialRows.CLIENT_CERTIFICATE;
import static io.github.powerbigate.settings.CredentialRows.CLIENT_CERTIFICATE_PASSWORD;
import static io.github.powerbigate.settings.CredentialRows.CLIENT_ID;
import static io.github.powerbigate.settings.CredentialRows.CLIENT_SECRET;
import static io.github.powerbigate.settings.CredentialRows.EACH;
import static io.github.powerbigate.settings.CredentialRows.FEDERATED_TOKEN_FILE;
import static io.github.powerbigate.settings.CredentialRows.MANAGED_IDENTITY;

import io.github.powerbigate.microsoft.Credential;
import io.github.powerbigate.microsoft.IdentityEndpoint;
import io.github.powerbigate.settings.rules.Addresses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * As whom the gate asks Microsoft, and how it proves that: one credential, and what belongs to it.
 */
final class ProofOfIdentity {

  private ProofOfIdentity() {}

  /** Notes among the problems of the answers what is missing and what does not go together. */
  static void check(Answers answers) {
    checkOneCredential(answers);
    checkApplication(answers);
    if (answers.answer(CLIENT_CERTIFICATE_PASSWORD).isPresent()
        && !answers.isMentioned(CLIENT_CERTIFICATE)) {
      answers.object(CLIENT_CERTIFICATE_PASSWORD, "is given without clientCertificate");
    }
    checkFederatedToken(answers);
    checkEndpoint(answers);
  }

  /** The one credential, once there are no problems. */
  static Credential read(Answers answers) {
    if (answers.find(CLIENT_SECRET).isPresent()) {
      return new Credential.ClientSecret(answers.get(CLIENT_SECRET));
    }
    if (answers.find(FEDERATED_TOKEN_FILE).isPresent()) {
      return new Credential.FederatedToken(federated(answers.get(FEDERATED_TOKEN_FILE)));
    }
    if (answers.find(MANAGED_IDENTITY).isPresent()) {
      return new Credential.ManagedIdentity(IdentityEndpoint.of(System::getenv));
    }
    return new Credential.ClientCertificate(
        answers.get(CLIENT_CERTIFICATE), answers.find(CLIENT_CERTIFICATE_PASSWORD).orElse(null));
  }

  /** Whose id the gate asks by, once there are no problems; empty for a machine's own identity. */
  static String clientId(Answers answers) {
    return answers
        .find(MANAGED_IDENTITY)
        .map(identity -> identity.equals(Addresses.SYSTEM) ? "" : identity)
        .orElseGet(() -> answers.get(CLIENT_ID));
  }

  private static void checkOneCredential(Answers answers) {
    List<Setting<?>> given =
        EACH.stream().filter(each -> answers.answer(each).isPresent()).toList();
    if (given.size() > 1) {
      answers.object(
          given.get(0),
          "stands beside " + names(given.subList(1, given.size()), " and ") + "; give one of them");
    }
    if (EACH.stream().noneMatch(answers::isMentioned)) {
      answers
          .problems()
          .add(
              names(EACH, ", ")
                  + ": none is given; the gate needs one credential, a secret or a certificate best"
                  + " as a file (init-param clientCertificateFile, or environment"
                  + " POWERBIGATE_CLIENT_CERTIFICATE_FILE)");
    }
  }

  private static void checkApplication(Answers answers) {
    boolean managed = answers.isMentioned(MANAGED_IDENTITY);
    if (managed && answers.answer(CLIENT_ID).isPresent()) {
      answers.object(
          CLIENT_ID,
          "stands beside managedIdentity; the gate then acts as the managed identity and not as an"
              + " app registration: give one of them");
    } else if (!managed && !answers.isMentioned(CLIENT_ID)) {
      answers.missing(CLIENT_ID);
    }
  }

  private static void checkFederatedToken(Answers answers) {
    Optional<Path> file = answers.find(FEDERATED_TOKEN_FILE);
    if (file.isPresent()) {
      try {
        federated(file.get()).content();
      } catch (IOException e) {
        answers.object(
            FEDERATED_TOKEN_FILE,
            e.getMessage() + "; must be the path of a regular file of at most 64 KB");
      }
    }
  }

  private static void checkEndpoint(Answers answers) {
    if (answers.find(MANAGED_IDENTITY).isPresent()) {
      try {
        IdentityEndpoint.of(System::getenv);
      } catch (IllegalArgumentException e) {
        answers.object(MANAGED_IDENTITY, String.valueOf(e.getMessage()));
      }
    }
  }

  private static SecretFile federated(Path file) {
    return new SecretFile(FEDERATED_TOKEN_FILE.name(), file, true);
  }

  private static String names(List<Setting<?>> settings, String between) {
    return settings.stream().map(Setting::name).collect(Collectors.joining(between));
  }
}
