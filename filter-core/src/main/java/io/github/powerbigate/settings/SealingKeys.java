package io.github.powerbigate.settings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.powerbigate.microsoft.Secret;
import io.github.powerbigate.settings.rules.Keys;
import io.github.powerbigate.settings.rules.Rule;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys that the operator gave for tickets: the first seals, all open. Read once at start, since
 * a file that is half written must not stop a gate that runs. Immutable; never shown by {@code
 * toString}.
 */
public final class SealingKeys {

  private final List<byte[]> keys;

  private SealingKeys(List<byte[]> keys) {
    this.keys = keys;
  }

  /** The keys, or null if none are given; what is wrong with them is noted among the problems. */
  static @Nullable SealingKeys read(Answers answers) {
    Secret given = answers.find(KnownSettings.TICKET_KEY).orElse(null);
    if (given == null) {
      return null;
    }
    try {
      return new SealingKeys(
          given instanceof SecretFile file
              ? Keys.ticketKeysInFile(new String(file.content(), ISO_8859_1))
              : Keys.ticketKeys(new String(given.read(), ISO_8859_1)));
    } catch (IOException | Rule.Broken e) {
      answers.object(KnownSettings.TICKET_KEY, String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** Copies of the keys, 32 bytes each; at least one. */
  public List<byte[]> bytes() {
    return keys.stream().map(byte[]::clone).toList();
  }

  @Override
  public String toString() {
    return "SealingKeys[" + keys.size() + "]";
  }
}
