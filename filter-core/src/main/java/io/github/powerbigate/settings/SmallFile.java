package io.github.powerbigate.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A regular file of at most 64 KB. What is at the path is looked at before it is opened, since to
 * open a pipe is to wait for its writer, and a device has no end.
 */
final class SmallFile {

  static final int MOST_BYTES = 64 * 1024;

  private SmallFile() {}

  /**
   * Reads the file.
   *
   * @throws IOException if that cannot be; the message says why in words that go after "the file",
   *     and contains neither path nor content
   */
  static byte[] read(Path path) throws IOException {
    byte[] content = content(path);
    if (content.length > MOST_BYTES) {
      throw new IOException("is larger than 64 KB");
    }
    if (content.length == 0) {
      throw new IOException("is empty");
    }
    return content;
  }

  /** Checks that there is a regular file, of any size, that can be read. */
  static void check(Path path) throws IOException {
    attributes(path);
    if (!Files.isReadable(path)) {
      throw new IOException("may not be read");
    }
  }

  /**
   * The path, if it is likely to be one: a secret that was pasted in its place may begin with a
   * slash, but names no folder that exists.
   */
  static String shown(Path path) {
    Path folder = path.getParent();
    boolean likely = folder != null && folder.getNameCount() > 0 && Files.isDirectory(folder);
    return likely ? path.toString() : "(a path whose folder does not exist is not shown)";
  }

  private static byte[] content(Path path) throws IOException {
    if (attributes(path).size() > MOST_BYTES) {
      throw new IOException("is larger than 64 KB");
    }
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(MOST_BYTES + 1);
    } catch (AccessDeniedException e) {
      throw new IOException("may not be read");
    } catch (IOException e) {
      throw new IOException("cannot be read");
    }
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      throw new IOException("does not exist");
    } catch (IOException e) {
      throw new IOException("cannot be looked at");
    }
    if (!attributes.isRegularFile()) {
      throw new IOException("is not a regular file");
    }
    return attributes;
  }
}
