package io.github.powerbigate.tool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.concurrent.TimeUnit;

/** Certificates that sign themselves, made by the JDK's keytool. */
final class Certificates {

  static final String PASSWORD = "canary-of-a-password";

  private Certificates() {}

  /** A PKCS#12 file with a key and its certificate. */
  record Made(Path file, X509Certificate certificate) {}

  /**
   * @param from when it begins, as keytool reads it: {@code -10d}
   */
  static Made make(Path home, String from, int days) throws Exception {
    Path file = home.resolve("client.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                "test",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=test",
                "-startdate",
                from,
                "-validity",
                String.valueOf(days))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      throw new IOException("keytool");
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return new Made(file, (X509Certificate) store.getCertificate("test"));
  }
}
