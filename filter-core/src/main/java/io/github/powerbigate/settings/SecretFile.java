package io.github.powerbigate.settings;

import io.github.powerbigate.microsoft.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A secret in a file, which is read anew each time, so that one that an operator replaces is taken
 * up. Immutable; shows its path, never its content.
 *
 * @param name the setting that names the file
 * @param path where it is
 * @param text whether it is a text, of which one newline at the end is not part of the secret
 */
record SecretFile(String name, Path path, boolean text) implements Secret {

  @Override
  public byte[] read() throws IOException {
    try {
      return content();
    } catch (IOException e) {
      throw new IOException(name + ": " + e.getMessage());
    }
  }

  @Override
  public String place() {
    return (text ? "text " : "bytes ") + path;
  }

  /**
   * As {@link #read}, for a message that names the setting already.
   *
   * @throws IOException with a message that begins with the file and never contains the content
   */
  byte[] content() throws IOException {
    String why;
    try {
      byte[] content = SmallFile.read(path);
      byte[] secret = text ? withoutNewline(content) : content;
      if (secret.length > 0) {
        return secret;
      }
      why = "holds nothing but a newline";
    } catch (IOException e) {
      why = String.valueOf(e.getMessage());
    }
    throw new IOException("the file " + SmallFile.shown(path) + " " + why);
  }

  private static byte[] withoutNewline(byte[] content) {
    int end = content.length;
    if (content[end - 1] == '\n') {
      end--;
      if (end > 0 && content[end - 1] == '\r') {
        end--;
      }
    }
    return Arrays.copyOf(content, end);
  }
}
