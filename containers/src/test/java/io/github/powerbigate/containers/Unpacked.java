package io.github.powerbigate.containers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Archives and the files from them. */
final class Unpacked {

  private Unpacked() {}

  /** Unpacks an archive; answers its one folder. */
  static Path zip(Path archive, Path folder) throws IOException {
    Path root = folder;
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (Enumeration<? extends ZipEntry> e = zip.entries(); e.hasMoreElements(); ) {
        ZipEntry entry = e.nextElement();
        Path file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder)) {
          throw new IOException("An entry leads out of the archive");
        }
        root = folder.resolve(folder.relativize(file).getName(0));
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, file);
          }
        }
      }
    }
    return root;
  }

  /** Replaces a text that must be there. */
  static void edit(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    if (!text.contains(from)) {
      throw new IOException(file.getFileName() + " does not contain what is to be replaced");
    }
    Files.writeString(file, text.replace(from, to));
  }
}
