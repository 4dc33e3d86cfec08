package io.github.powerbigate.settings;

import io.github.powerbigate.microsoft.Secret;
import io.github.powerbigate.settings.rules.Addresses;
import io.github.powerbigate.settings.rules.Keys;
import java.nio.file.Path;
import java.util.List;

/** The rows of the table that say as whom the gate asks, and how it proves that. */
final class CredentialRows {

  private static final Rows ROWS = new Rows();

  static final Setting<String> CLIENT_ID =
      ROWS.free(
          "clientId",
          Addresses.GUID,
          "The gate's app registration; required, except with `managedIdentity`.");
  static final Setting<Secret> CLIENT_SECRET =
      ROWS.secret(
          "clientSecret",
          Keys.SECRET,
          "Its secret; this, `clientCertificate`, `federatedTokenFile` or `managedIdentity` is"
              + " required.");
  static final Setting<Secret> CLIENT_CERTIFICATE =
      ROWS.secret(
          "clientCertificate",
          Keys.CERTIFICATE,
          "Its certificate with the key: PEM, or PKCS#12 (in base64, or as a file).");
  static final Setting<Secret> CLIENT_CERTIFICATE_PASSWORD =
      ROWS.secret(
          "clientCertificatePassword", Keys.SECRET, "The password of the key or the PKCS#12.");
  static final Setting<Path> FEDERATED_TOKEN_FILE =
      ROWS.free(
          "federatedTokenFile",
          Addresses.ABSOLUTE_PATH,
          "A file with a token of another identity provider that the app registration trusts.");
  static final Setting<String> MANAGED_IDENTITY =
      ROWS.free(
          "managedIdentity",
          Addresses.MANAGED_IDENTITY,
          "The managed identity in Azure that the gate acts as: `system`, or the client id of a"
              + " user-assigned one.");

  /** Of which exactly one is given. */
  static final List<Setting<?>> EACH =
      List.of(CLIENT_SECRET, CLIENT_CERTIFICATE, FEDERATED_TOKEN_FILE, MANAGED_IDENTITY);

  private CredentialRows() {}

  /** Every row, in order. */
  static List<Setting<?>> all() {
    return ROWS.all();
  }
}
