package io.github.powerbigate.microsoft;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;
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

    /**
     * Reads the certificate as it is now.
     *
     * @return from when on it is not valid any more
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is none; the message repeats nothing of it
     */
    public Instant end() throws IOException {
      return CertificateReader.read(this).chain().get(0).getNotAfter().toInstant();
    }

    @Override
    public String toString() {
      return "ClientCertificate";
    }
  }

  /**
   * A token of another identity provider, which a federated credential of the app registration
   * trusts: <a href="https://learn.microsoft.com/entra/workload-id/workload-identity-federation">
   * workload identity federation</a>.
   *
   * @param value the token, which whoever issues it replaces from time to time
   */
  record FederatedToken(Secret value) implements Credential {

    /** A file that is named by mistake, such as a private key, shall not be sent to anybody. */
    private static final Pattern JWT = Pattern.compile("(?:[A-Za-z0-9_-]+\\.){2}[A-Za-z0-9_-]+");

    /**
     * @throws NullPointerException if value is null
     */
    public FederatedToken {
      requireNonNull(value, "value is null");
    }

    /**
     * Reads the token as it is now.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is none; the message repeats nothing of it
     */
    public String read() throws IOException {
      String token = new String(value.read(), StandardCharsets.ISO_8859_1).strip();
      if (!JWT.matcher(token).matches()) {
        throw new IllegalArgumentException(
            "federatedTokenFile holds no token: it must be a signed JWT, three parts in base64url"
                + " with dots between them");
      }
      return token;
    }

    @Override
    public String toString() {
      return "FederatedToken";
    }
  }

  /**
   * A managed identity of the machine or the service in Azure that the gate runs on. The gate acts
   * as that identity itself.
   *
   * @param endpoint where its tokens come from
   */
  record ManagedIdentity(IdentityEndpoint endpoint) implements Credential {
    /**
     * @throws NullPointerException if endpoint is null
     */
    public ManagedIdentity {
      requireNonNull(endpoint, "endpoint is null");
    }

    @Override
    public String toString() {
      return "ManagedIdentity";
    }
  }
}
