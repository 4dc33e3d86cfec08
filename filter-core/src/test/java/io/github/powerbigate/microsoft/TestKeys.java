package io.github.powerbigate.microsoft;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keys that sign themselves, made by the JDK's keytool, once for all tests. */
final class TestKeys {

  static final String PASSWORD = "test-password";

  private static final Path HOME = make();

  private TestKeys() {}

  /** PKCS#12 with an RSA key and its certificate: a client's. */
  static Path keyStore() {
    return HOME.resolve("client.p12");
  }

  /** PKCS#12 with the server's certificate alone, to be believed. */
  static Path trustStore() {
    return HOME.resolve("trust.p12");
  }

  /** The same as JKS. */
  static Path trustStoreJks() {
    return HOME.resolve("trust.jks");
  }

  /** PKCS#12 with another RSA key. */
  static Path otherKeyStore() {
    return HOME.resolve("other.p12");
  }

  /** PKCS#12 with an elliptic curve key: the server's, since TLS is quicker with it. */
  static Path ellipticKeyStore() {
    return HOME.resolve("elliptic.p12");
  }

  static KeyStore load(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static PrivateKey key(Path file) {
    try {
      return (PrivateKey) Objects.requireNonNull(load(file).getKey("test", PASSWORD.toCharArray()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static X509Certificate certificate(Path file) {
    try {
      return (X509Certificate) Objects.requireNonNull(load(file).getCertificate("test"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String pem(String kind, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n";
  }

  private static Path make() {
    try {
      Path home = Files.createTempDirectory("gate-test-keys");
      generate(home, "client.p12", "RSA");
      generate(home, "other.p12", "RSA");
      generate(home, "elliptic.p12", "EC");
      keytool(
          home, "-exportcert", "-keystore", "elliptic.p12", "-alias", "test", "-file", "ca.der");
      importTo(home, "trust.p12", "PKCS12");
      importTo(home, "trust.jks", "JKS");
      // In reverse order at the end, so the folder is named first.
      home.toFile().deleteOnExit();
      try (Stream<Path> files = Files.list(home)) {
        files.forEach(file -> file.toFile().deleteOnExit());
      }
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void generate(Path home, String file, String algorithm) throws IOException {
    keytool(
        home,
        "-genkeypair",
        "-keystore",
        file,
        "-storetype",
        "PKCS12",
        "-alias",
        "test",
        "-keyalg",
        algorithm,
        "-dname",
        "CN=localhost",
        "-ext",
        "SAN=dns:localhost,ip:127.0.0.1" + hostsOfTheClouds(),
        "-validity",
        "7");
  }

  /** So that a server of the tests can stand in for any of them, behind a proxy. */
  private static String hostsOfTheClouds() {
    return Cloud.presets().stream()
        .flatMap(cloud -> Stream.of(cloud.entra(), cloud.graph(), cloud.powerBiApi()))
        .map(URI::getHost)
        .distinct()
        .map(host -> ",dns:" + host)
        .collect(Collectors.joining());
  }

  private static void importTo(Path home, String file, String type) throws IOException {
    keytool(
        home,
        "-importcert",
        "-noprompt",
        "-keystore",
        file,
        "-storetype",
        type,
        "-alias",
        "ca",
        "-file",
        "ca.der");
  }

  private static void keytool(Path home, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storepass", PASSWORD));
    Process process =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("keytool.log").toFile())
            .start();
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException(Files.readString(home.resolve("keytool.log")));
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
