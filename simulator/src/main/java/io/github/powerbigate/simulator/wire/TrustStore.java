package io.github.powerbigate.simulator.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;

/** The file that clients are given so that they trust the simulator: one certificate, no key. */
final class TrustStore implements AutoCloseable {
  static final String PASSWORD = "simulator";

  private final Path file;

  TrustStore(X509Certificate authority) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("simulator-ca", authority);
      file = Files.createTempDirectory("powerbi-gate-simulator").resolve("truststore.p12");
      try (OutputStream out = Files.newOutputStream(file)) {
        store.store(out, PASSWORD.toCharArray());
      }
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the simulator's trust store could not be written", e);
    }
  }

  Path file() {
    return file;
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
      Path directory = file.getParent();
      if (directory != null) {
        Files.deleteIfExists(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
