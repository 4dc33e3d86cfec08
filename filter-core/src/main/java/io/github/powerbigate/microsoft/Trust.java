package io.github.powerbigate.microsoft;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The authorities that the operator tells us to believe. */
final class Trust {

  private Trust() {}

  /**
   * @throws IllegalArgumentException if the file cannot be read as PKCS#12 or JKS, or holds nothing
   */
  static SSLContext of(Path file, @Nullable Secret password) {
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
      return context;
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "trustStore "
              + file
              + " cannot be read: it must be a PKCS#12 or JKS file, and trustStorePassword must fit",
          e);
    }
  }

  static char @Nullable [] chars(@Nullable Secret password) throws IOException {
    return password == null
        ? null
        : new String(password.read(), StandardCharsets.UTF_8).toCharArray();
  }
}
