package io.github.powerbigate.microsoft;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Reads a certificate and its private key: PEM with a PKCS#8 key, plain or encrypted; PKCS#12; or
 * PKCS#12 in base64. RSA only: Entra ID takes no other assertions from msal4j.
 */
public final class CertificateReader {

  /** The key, and the certificates, that of the key first. */
  public record KeyAndChain(PrivateKey key, List<X509Certificate> chain) {

    @Override
    public String toString() {
      return "KeyAndChain";
    }
  }

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
  private static final String PBES2 = "1.2.840.113549.1.5.13";

  private CertificateReader() {}

  /**
   * Reads it.
   *
   * @throws IOException if the value or the password cannot be read
   * @throws IllegalArgumentException if it is not a certificate with its key, or the password does
   *     not fit; the message repeats nothing of either
   */
  public static KeyAndChain read(Credential.ClientCertificate certificate) throws IOException {
    byte[] value = certificate.value().read();
    char[] password = Trust.chars(certificate.password());
    String text = new String(value, StandardCharsets.ISO_8859_1).strip();
    try {
      if (text.contains("-----BEGIN ")) {
        return pem(text, password);
      }
      return pkcs12(text.matches("[A-Za-z0-9+/=\\s]+") ? decoded(text) : value, password);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "clientCertificate cannot be read: it must be PEM (certificate and PKCS#8 key) or PKCS#12,"
              + " and clientCertificatePassword must fit",
          e);
    }
  }

  private static KeyAndChain pem(String text, char @Nullable [] password)
      throws IOException, GeneralSecurityException {
    PrivateKey key = null;
    List<X509Certificate> certificates = new ArrayList<>();
    Matcher block = PEM.matcher(text);
    while (block.find()) {
      String kind = block.group(1);
      if (kind.equals("CERTIFICATE")) {
        certificates.add(x509(decoded(block.group(2))));
      } else if (kind.equals("PRIVATE KEY")) {
        key = rsa(new PKCS8EncodedKeySpec(decoded(block.group(2))));
      } else if (kind.equals("ENCRYPTED PRIVATE KEY")) {
        key = rsa(decrypted(decoded(block.group(2)), password));
      } else if (kind.endsWith(" PRIVATE KEY")) {
        throw new IllegalArgumentException(
            "clientCertificate holds a key in the old form (BEGIN "
                + (kind.startsWith("RSA") ? "RSA" : "…")
                + " PRIVATE KEY). Convert it to PKCS#8: openssl pkcs8 -topk8 -nocrypt -in old.pem"
                + " -out key.pem; the key must be an RSA key");
      }
    }
    if (key == null) {
      throw new IllegalArgumentException("clientCertificate holds no PRIVATE KEY block");
    }
    return matched(key, certificates);
  }

  private static KeyAndChain pkcs12(byte[] bytes, char @Nullable [] password)
      throws IOException, GeneralSecurityException {
    char[] word = password == null ? new char[0] : password;
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(bytes), word);
    for (String alias : Collections.list(store.aliases())) {
      Key key = store.getKey(alias, word);
      Certificate[] chain = store.getCertificateChain(alias);
      if (key instanceof PrivateKey own && chain != null) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Certificate certificate : chain) {
          certificates.add(x509(certificate.getEncoded()));
        }
        return matched(own, certificates);
      }
    }
    throw new IllegalArgumentException("clientCertificate holds no private key");
  }

  /** Puts the certificate of the key first. */
  private static KeyAndChain matched(PrivateKey key, List<X509Certificate> certificates) {
    if (!(key instanceof RSAPrivateKey rsa)) {
      throw new IllegalArgumentException("clientCertificate must have an RSA key");
    }
    for (X509Certificate certificate : certificates) {
      PublicKey open = certificate.getPublicKey();
      if (open instanceof RSAPublicKey known && known.getModulus().equals(rsa.getModulus())) {
        List<X509Certificate> chain = new ArrayList<>(certificates);
        chain.remove(certificate);
        chain.add(0, certificate);
        return new KeyAndChain(key, List.copyOf(chain));
      }
    }
    throw new IllegalArgumentException(
        "clientCertificate holds no CERTIFICATE that belongs to its private key");
  }

  private static PKCS8EncodedKeySpec decrypted(byte[] encrypted, char @Nullable [] password)
      throws IOException, GeneralSecurityException {
    if (password == null) {
      throw new IllegalArgumentException(
          "clientCertificate has an encrypted key: clientCertificatePassword is missing");
    }
    EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encrypted);
    AlgorithmParameters parameters = info.getAlgParameters();
    String name = info.getAlgName();
    // PBES2 is only the frame; its parameters print as the algorithm within.
    String algorithm =
        parameters != null && (name.equals("PBES2") || name.equals(PBES2))
            ? parameters.toString()
            : name;
    SecretKey secret =
        SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password));
    // By a cipher of our own: the convenient way would ask for one that is called PBES2.
    Cipher cipher = Cipher.getInstance(algorithm);
    cipher.init(Cipher.DECRYPT_MODE, secret, parameters);
    return info.getKeySpec(cipher);
  }

  private static PrivateKey rsa(PKCS8EncodedKeySpec key) throws GeneralSecurityException {
    return KeyFactory.getInstance("RSA").generatePrivate(key);
  }

  private static X509Certificate x509(byte[] der) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  private static byte[] decoded(String base64) throws IOException {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IOException("not base64", e);
    }
  }
}
