package io.github.powerbigate.microsoft;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The authorities that the operator tells us to believe. */
public final class Trust {

  private final SSLContext context;
  private final String authorities;

  private Trust(SSLContext context, String authorities) {
    this.context = context;
    this.authorities = authorities;
  }

  /** For TLS with whom they vouch for. */
  public SSLContext context() {
    return context;
  }

  /** Which they are: equal for two files that hold the same, as the files are not read again. */
  String authorities() {
    return authorities;
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException if the file cannot be read as PKCS#12 or JKS, or holds nothing
   */
  public static Trust of(Path file, @Nullable Secret password) {
    try {
      KeyStore store = KeyStore.getInstance(file.toFile(), chars(password));
      // Without its password a PKCS#12 file opens, but shows nothing.
      if (store.size() == 0) {
        throw new KeyStoreException("no certificate to be seen: the password is missing");
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return new Trust(context, authorities(trust));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "trustStore "
              + file
              + " cannot be read: it must be a PKCS#12 or JKS file, and trustStorePassword must fit",
          e);
    }
  }

  private static String authorities(TrustManagerFactory trust) throws CertificateEncodingException {
    List<String> each = new ArrayList<>();
    for (TrustManager manager : trust.getTrustManagers()) {
      if (manager instanceof X509TrustManager believed) {
        for (X509Certificate authority : believed.getAcceptedIssuers()) {
          each.add(ConnectionKey.digest(authority.getEncoded()));
        }
      }
    }
    Collections.sort(each);
    return ConnectionKey.digest(String.join(" ", each).getBytes(StandardCharsets.UTF_8));
  }

  static char @Nullable [] chars(@Nullable Secret password) throws IOException {
    return password == null
        ? null
        : new String(password.read(), StandardCharsets.UTF_8).toCharArray();
  }
}
