package io.github.powerbigate.microsoft;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What two gates must have in common to share. A text and not a record, since it is compared: see
 * {@link io.github.powerbigate.membership.Stored}.
 */
final class ConnectionKey {

  private ConnectionKey() {}

  /**
   * Of a connection: cloud, tenant, app registration, scope, credential, proxy and trust store. The
   * credential is in it as a digest of where it is and of what it is now: two files that agree
   * today may be replaced one after the other.
   *
   * @throws IOException if the credential cannot be read
   * @throws IllegalArgumentException if it is none; the message repeats nothing of it
   */
  static String of(MicrosoftSettings settings, @Nullable Trust trust) throws IOException {
    return String.join(
        " ",
        // By name too: only in a custom cloud a simulator's answers count.
        settings.cloud().name(),
        ofApp(settings),
        settings.cloud().graphScope(),
        settings.cloud().powerBiScope(),
        checked(settings.credential()),
        proxy(settings.proxy()),
        trust == null ? "jvm" : trust.authorities());
  }

  /** Of an app registration, as Microsoft counts its calls: whoever it proves to be, and how. */
  static String ofApp(MicrosoftSettings settings) {
    return String.join(
        " ",
        settings.cloud().entra().toString(),
        settings.cloud().graph().toString(),
        settings.tenantId(),
        settings.clientId());
  }

  /** SHA-256 of these, in hexadecimal digits. Each is preceded by its length. */
  static String digest(byte[]... parts) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
        sha256.update(part);
      }
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  /** Reads once, so that what is checked is what counts. */
  private static String checked(Credential credential) throws IOException {
    if (credential instanceof Credential.ClientSecret secret) {
      byte[] value = secret.value().read();
      if (value.length == 0) {
        throw new IllegalArgumentException("clientSecret is empty");
      }
      return "secret:" + digest(place(secret.value()), value);
    }
    if (credential instanceof Credential.ClientCertificate certificate) {
      byte[] value = certificate.value().read();
      Secret given = certificate.password();
      byte[] password = given == null ? null : given.read();
      var unused =
          CertificateReader.read(
              new Credential.ClientCertificate(
                  () -> value, password == null ? null : () -> password));
      return "certificate:"
          + digest(place(certificate.value()), value)
          + (given == null || password == null ? "" : ":" + digest(place(given), password));
    }
    if (credential instanceof Credential.FederatedToken federated) {
      federated.read();
      // Not what it is now: it is replaced all the time.
      return "federated:" + digest(place(federated.value()));
    }
    if (credential instanceof Credential.ManagedIdentity) {
      return "managed"; // by the one endpoint that this machine has
    }
    throw new AssertionError("a credential of an unknown kind");
  }

  private static byte[] place(Secret secret) {
    return secret.place().getBytes(StandardCharsets.UTF_8);
  }

  private static String proxy(@Nullable InetSocketAddress proxy) {
    return proxy == null ? "jvm" : proxy.getHostString() + ":" + proxy.getPort();
  }
}
