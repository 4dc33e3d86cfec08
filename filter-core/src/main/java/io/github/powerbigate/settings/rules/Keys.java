package io.github.powerbigate.settings.rules;

import io.github.powerbigate.identity.ProxySecret;
import io.github.powerbigate.microsoft.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Rules for secrets that stand in a setting itself. Nothing of them is ever shown. */
public final class Keys {

  /** A secret of any form. */
  public static final Rule<Secret> SECRET = Rule.silent("must not be empty", Keys::secret);

  /** A certificate with its key. PKCS#12 in base64 begins with MI, as all DER does. */
  public static final Rule<Secret> CERTIFICATE =
      Rule.silent(
          "must be PEM (-----BEGIN …) or PKCS#12 in base64; for a path use clientCertificateFile",
          text -> text.startsWith("-----BEGIN ") || text.startsWith("MI") ? secret(text) : null);

  /** Keys for tickets, all of them good; {@link #ticketKeys} takes them apart. */
  public static final Rule<Secret> TICKET_KEYS =
      Rule.silent(
          "must be keys of 32 bytes in base64, separated by commas",
          text -> ticketKeys(text).isEmpty() ? null : secret(text));

  /** What a proxy proves itself by; {@link #proxySecrets} takes the values apart. */
  public static final Rule<Secret> PROXY_SECRET =
      Rule.silent(
          "must be one or two secrets of at least 32 characters, separated by a comma",
          text -> proxySecrets(text).isEmpty() ? null : secret(text));

  private static final int TICKET_KEY_BYTES = 32;

  /** Characters that may stand in a header, are no comma, and no blank that is cut off. */
  private static final Pattern PROXY_SECRET_FORM = Pattern.compile("[\\x21-\\x7e&&[^,]]{32,500}");

  private Keys() {}

  /**
   * The keys in a setting, separated by commas.
   *
   * @throws Rule.Broken if one is not a key; the message does not contain it
   */
  public static List<byte[]> ticketKeys(String text) throws Rule.Broken {
    return decoded(Lists.separated(text));
  }

  /**
   * The keys in a file, separated by commas or line breaks.
   *
   * @throws Rule.Broken if one is not a key, or there is none; the message contains nothing of them
   */
  public static List<byte[]> ticketKeysInFile(String text) throws Rule.Broken {
    List<String> keys = inFile(text);
    if (keys.isEmpty()) {
      throw new Rule.Broken("must hold at least one key of 32 bytes in base64");
    }
    return decoded(keys);
  }

  /**
   * The proxy's secrets in a setting, separated by commas.
   *
   * @throws Rule.Broken if one is not good, or there are too many; the message does not contain it
   */
  public static List<String> proxySecrets(String text) throws Rule.Broken {
    return checked(Lists.separated(text));
  }

  /**
   * The proxy's secrets in a file, separated by commas or line breaks.
   *
   * @throws Rule.Broken as above, or if there is none
   */
  public static List<String> proxySecretsInFile(String text) throws Rule.Broken {
    return checked(inFile(text));
  }

  private static List<String> checked(List<String> secrets) throws Rule.Broken {
    if (secrets.isEmpty() || secrets.size() > ProxySecret.MOST_VALUES) {
      throw new Rule.Broken(
          "must be one secret or two, the one that goes and the one that comes; here are "
              + secrets.size());
    }
    for (String secret : secrets) {
      if (!PROXY_SECRET_FORM.matcher(secret).matches()) {
        throw new Rule.Broken(
            "must be 32 to 500 visible characters of ASCII without a comma (openssl rand -base64"
                + " 32); one here has "
                + secret.length());
      }
    }
    return secrets;
  }

  private static List<String> inFile(String text) {
    return Arrays.stream(text.split("[,\\r\\n]"))
        .map(String::strip)
        .filter(entry -> !entry.isEmpty())
        .toList();
  }

  private static List<byte[]> decoded(List<String> texts) throws Rule.Broken {
    List<byte[]> keys = new ArrayList<>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      keys.add(decoded(texts.get(i), "key " + (i + 1) + " of " + texts.size()));
    }
    return keys;
  }

  private static byte[] decoded(String text, String which) throws Rule.Broken {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      // Without the cause: it quotes a character.
      throw new Rule.Broken(
          "must be keys of 32 bytes in base64, separated by commas; " + which + " is not base64");
    }
    if (key.length != TICKET_KEY_BYTES) {
      throw new Rule.Broken("must be keys of 32 bytes; " + which + " has " + key.length);
    }
    byte[] uniform = new byte[TICKET_KEY_BYTES];
    Arrays.fill(uniform, key[0]);
    if (Arrays.equals(key, uniform)) {
      throw new Rule.Broken(
          "must be random keys (openssl rand -base64 32); all bytes of " + which + " are equal");
    }
    return key;
  }

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
