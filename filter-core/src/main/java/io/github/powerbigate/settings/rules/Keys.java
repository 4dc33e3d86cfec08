package io.github.powerbigate.settings.rules;

import io.github.powerbigate.microsoft.Secret;
import java.nio.charset.StandardCharsets;

/** Rules for secrets that stand in a setting itself. Nothing of them is ever shown. */
public final class Keys {

  /** A secret of any form. */
  public static final Rule<Secret> SECRET = Rule.silent("must not be empty", Keys::secret);

  /** A certificate with its key. PKCS#12 in base64 begins with MI, as all DER does. */
  public static final Rule<Secret> CERTIFICATE =
      Rule.silent(
          "must be PEM (-----BEGIN …) or PKCS#12 in base64; for a path use clientCertificateFile",
          text -> text.startsWith("-----BEGIN ") || text.startsWith("MI") ? secret(text) : null);

  private Keys() {}

  private static Secret secret(String text) {
    byte[] value = text.getBytes(StandardCharsets.UTF_8);
    return new Secret() {
      @Override
      public byte[] read() {
        return value.clone();
      }

      @Override
      public String toString() {
        return "Secret";
      }
    };
  }
}
