package io.github.powerbigate.microsoft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateReaderTest {

  private static final Path FILE = TestKeys.keyStore();

  @Test
  void readsPem() throws Exception {
    assertRead(read(plainKey() + certificate(FILE), null));
    assertRead(
        read("Bag Attributes\n" + certificate(FILE) + plainKey().replace("\n", "\r\n"), null));
  }

  @Test
  void putsTheCertificateOfTheKeyFirst() throws Exception {
    CertificateReader.KeyAndChain read =
        read(certificate(TestKeys.otherKeyStore()) + certificate(FILE) + plainKey(), null);

    assertRead(read);
    assertThat(read.chain()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PBEWithHmacSHA256AndAES_256",
        "PBEWithHmacSHA1AndAES_128",
        "PBEWithSHA1AndDESede"
      })
  void readsPemWithAnEncryptedKey(String algorithm) throws Exception {
    assertRead(read(encryptedKey(algorithm) + certificate(FILE), TestKeys.PASSWORD));
  }

  @Test
  void readsPkcs12AndItsBase64() throws Exception {
    byte[] bytes = Files.readAllBytes(FILE);

    assertRead(read(bytes, TestKeys.PASSWORD));
    assertRead(read(Base64.getEncoder().encodeToString(bytes) + "\n", TestKeys.PASSWORD));
    assertRead(read(Base64.getMimeEncoder().encodeToString(bytes), TestKeys.PASSWORD));
  }

  @Test
  void saysHowToConvertAnOldKey() {
    assertRefused(
        TestKeys.pem("RSA PRIVATE KEY", new byte[] {1}) + certificate(FILE),
        null,
        "openssl pkcs8 -topk8");
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    assertRefused(certificate(FILE), null, "no PRIVATE KEY");
    assertRefused(plainKey(), null, "no CERTIFICATE that belongs");
    assertRefused(
        plainKey() + certificate(TestKeys.otherKeyStore()), null, "no CERTIFICATE that belongs");
    assertRefused(
        encryptedKey("PBEWithHmacSHA256AndAES_256") + certificate(FILE),
        null,
        "clientCertificatePassword is missing");
  }

  @Test
  void refusesWhatCannotBeReadAndRepeatsNothingOfIt() throws Exception {
    String key = encryptedKey("PBEWithHmacSHA256AndAES_256") + certificate(FILE);
    assertRefused(key, "wrong-canary", "cannot be read");
    assertRefused("canary", null, "cannot be read");
    assertRefused("", null, "cannot be read");
    assertRefused(TestKeys.pem("PRIVATE KEY", new byte[] {1, 2}), null, "cannot be read");
    byte[] elliptic = Files.readAllBytes(TestKeys.ellipticKeyStore());
    assertThatThrownBy(() -> read(elliptic, TestKeys.PASSWORD)).hasMessageContaining("RSA key");
  }

  private static void assertRead(CertificateReader.KeyAndChain read) {
    assertThat(read.key()).isEqualTo(TestKeys.key(FILE));
    assertThat(read.chain().get(0)).isEqualTo(TestKeys.certificate(FILE));
  }

  private static void assertRefused(String value, @Nullable String password, String words) {
    assertThatThrownBy(() -> read(value, password))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words)
        .hasMessageNotContaining("canary");
  }

  private static CertificateReader.KeyAndChain read(String value, @Nullable String password)
      throws IOException {
    return read(value.getBytes(StandardCharsets.UTF_8), password);
  }

  private static CertificateReader.KeyAndChain read(byte[] value, @Nullable String password)
      throws IOException {
    Secret secret = password == null ? null : () -> password.getBytes(StandardCharsets.UTF_8);
    return CertificateReader.read(new Credential.ClientCertificate(() -> value, secret));
  }

  private static String plainKey() {
    return TestKeys.pem("PRIVATE KEY", TestKeys.key(FILE).getEncoded());
  }

  private static String certificate(Path file) {
    try {
      return TestKeys.pem("CERTIFICATE", TestKeys.certificate(file).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encryptedKey(String algorithm)
      throws GeneralSecurityException, IOException {
    SecretKey key =
        SecretKeyFactory.getInstance(algorithm)
            .generateSecret(new PBEKeySpec(TestKeys.PASSWORD.toCharArray()));
    Cipher cipher = Cipher.getInstance(algorithm);
    cipher.init(Cipher.ENCRYPT_MODE, key, new PBEParameterSpec(new byte[16], 2048));
    AlgorithmParameters parameters = cipher.getParameters();
    if (algorithm.contains("AES")) {
      // As openssl writes it: the frame is called PBES2, and the algorithm stands within.
      byte[] inner = parameters.getEncoded();
      parameters = AlgorithmParameters.getInstance("PBES2");
      parameters.init(inner);
    }
    byte[] encrypted = cipher.doFinal(TestKeys.key(FILE).getEncoded());
    return TestKeys.pem(
        "ENCRYPTED PRIVATE KEY", new EncryptedPrivateKeyInfo(parameters, encrypted).getEncoded());
  }
}
