package io.github.powerbigate.simulator.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;

/** The file that clients are given so that they trust the simulator: one certificate, no key. */
final class TrustStore implements AutoCloseable {
  static final String PASSWORD = "simulator";

  private final Path directory;
  private final Path file;

  /** Makes a directory of its own in the given one. */
  TrustStore(Path parent, Certificate authority) {
    try {
      directory = Files.createTempDirectory(parent, "powerbi-gate-simulator");
    } catch (IOException e) {
      throw notWritten(e);
    }
    file = directory.resolve("truststore.p12");
    try {
      write(authority);
    } catch (GeneralSecurityException | IOException e) {
      close();
      throw notWritten(e);
    }
  }

  Path file() {
    return file;
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(Certificate authority) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("simulator-ca", authority);
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
  }

  private static IllegalStateException notWritten(Exception e) {
    return new IllegalStateException("the simulator's trust store could not be written", e);
  }
}
