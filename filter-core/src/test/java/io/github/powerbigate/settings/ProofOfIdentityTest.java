package io.github.powerbigate.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.microsoft.Credential;
import io.github.powerbigate.microsoft.MicrosoftSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As whom the gate asks, and how it proves that. */
class ProofOfIdentityTest {

  private static final String IDENTITY = "44444444-4444-4444-8444-44444444444A";

  @TempDir Path folder = Path.of("");

  @Test
  void oneCredentialAndOneOnly() {
    assertThat(Given.enough().init("clientCertificate", "MII").problems())
        .containsExactly(
            "clientSecret (init-param clientSecret): stands beside clientCertificate; give one of"
                + " them");
    assertThat(
            Given.enough()
                .without("clientSecret")
                .init("clientCertificate", "/etc/gate.pem")
                .problems())
        .containsExactly(
            "clientCertificate (init-param clientCertificate): a value of 13 characters, which is"
                + " not shown; must be PEM (-----BEGIN …) or PKCS#12 in base64; for a path use"
                + " clientCertificateFile");
    assertThat(Given.enough().init("clientCertificatePassword", "x").problems())
        .containsExactly(
            "clientCertificatePassword (init-param clientCertificatePassword): is given without"
                + " clientCertificate");
  }

  @Test
  void howeverManyCredentialsThereAreOneMessageNamesThem() {
    Given given =
        Given.enough()
            .init("clientCertificate", "MII")
            .init("federatedTokenFile", write("a.b.c"))
            .without("clientId")
            .init("managedIdentity", "system");

    assertThat(given.problems())
        .containsExactly(
            "clientSecret (init-param clientSecret): stands beside clientCertificate and"
                + " federatedTokenFile and managedIdentity; give one of them");
  }

  @Test
  void aTokenOfAnotherProviderIsReadFromItsFile() {
    MicrosoftSettings read =
        without("clientSecret").init("federatedTokenFile", write("a.b.c\n")).read().microsoft();

    assertThat(read.clientId()).isEqualTo(Given.CLIENT);
    assertThat(read.credential())
        .isInstanceOfSatisfying(
            Credential.FederatedToken.class,
            token -> {
              assertThat(token.value().place()).endsWith("token");
              assertThat(token).asString().isEqualTo("FederatedToken");
            });
  }

  @Test
  void itsFileMustBeThereAndHoldSomething() {
    Given missing = without("clientSecret").init("federatedTokenFile", folder + "/none");
    Given empty = without("clientSecret").init("federatedTokenFile", write(""));
    Given none = without("clientSecret").init("federatedTokenFile", folder.toString());
    Given relative = without("clientSecret").init("federatedTokenFile", "token");

    assertThat(missing.problems())
        .containsExactly(
            "federatedTokenFile (init-param federatedTokenFile): the file "
                + folder
                + "/none does not exist; must be the path of a regular file of at most 64 KB");
    assertThat(empty.problems()).singleElement().asString().contains(" is empty; must be ");
    assertThat(none.problems()).singleElement().asString().contains(" is not a regular file; ");
    assertThat(relative.problems())
        .singleElement()
        .asString()
        .endsWith("which is not shown; must be an absolute path");
  }

  @Test
  void aManagedIdentityNeedsNoAppRegistration() {
    Given given = without("clientSecret").without("clientId");

    MicrosoftSettings system = given.init("managedIdentity", "system").read().microsoft();
    assertThat(system.clientId()).isEmpty();
    assertThat(system.credential()).isInstanceOf(Credential.ManagedIdentity.class);
    assertThat(given.init("managedIdentity", IDENTITY).read().microsoft().clientId())
        .isEqualTo("44444444-4444-4444-8444-44444444444a");
  }

  @Test
  void anAppRegistrationBesideAManagedIdentityIsAMistake() {
    assertThat(without("clientSecret").init("managedIdentity", "system").problems())
        .containsExactly(
            "clientId (init-param clientId): stands beside managedIdentity; the gate then acts as"
                + " the managed identity and not as an app registration: give one of them");
  }

  @Test
  void aManagedIdentityIsTheSystemsOrHasAClientId() {
    assertThat(
            without("clientSecret")
                .without("clientId")
                .init("managedIdentity", "System")
                .problems())
        .containsExactly(
            "managedIdentity (init-param managedIdentity): a value of 6 characters, which is not"
                + " shown; must be \"system\", or the client id (a GUID) of a user-assigned"
                + " identity");
  }

  private static Given without(String name) {
    return Given.enough().without(name);
  }

  private String write(String content) {
    try {
      return Files.writeString(folder.resolve("token"), content).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
