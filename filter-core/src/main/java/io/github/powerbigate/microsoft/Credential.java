package io.github.powerbigate.microsoft;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** How the gate proves to Entra ID who it is. Immutable; shows no secret in {@code toString}. */
public sealed interface Credential {

  /**
   * A client secret.
   *
   * @param value the secret
   */
  record ClientSecret(Secret value) implements Credential {
    /**
     * @throws NullPointerException if value is null
     */
    public ClientSecret {
      requireNonNull(value, "value is null");
    }

    @Override
    public String toString() {
      return "ClientSecret";
    }
  }

  /**
   * A certificate with its private key.
   *
   * @param value PEM (certificate and PKCS#8 key, which may be encrypted), or PKCS#12, or that in
   *     base64
   * @param password of the key or the key store, or null
   */
  record ClientCertificate(Secret value, @Nullable Secret password) implements Credential {
    /**
     * @throws NullPointerException if value is null
     */
    public ClientCertificate {
      requireNonNull(value, "value is null");
    }

    @Override
    public String toString() {
      return "ClientCertificate";
    }
  }
}
