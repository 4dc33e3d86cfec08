package io.github.powerbigate.tool;

import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The lines of a watch as CSV, in a file of its own that only its owner can read. */
final class WatchFile implements AutoCloseable {

  private static final String HEAD = "time,elapsedSeconds,user,stage,answer,code,requestId";

  private final Writer out;

  private WatchFile(Writer out) {
    this.out = out;
  }

  /**
   * Makes the file.
   *
   * @throws BadUsage if there is one of that name, or it cannot be made
   */
  static WatchFile create(Path path) throws BadUsage {
    try {
      Writer out =
          Channels.newWriter(
              Files.newByteChannel(
                  path,
                  Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                  forTheOwner()),
              StandardCharsets.UTF_8);
      WatchFile file = new WatchFile(out);
      file.write(HEAD);
      return file;
    } catch (FileAlreadyExistsException e) {
      throw new BadUsage("--csv names a file that is there already; it is not overwritten.");
    } catch (IOException e) {
      throw new BadUsage("--csv names a file that cannot be made.");
    }
  }

  /**
   * Writes a line, at once: what was seen is kept, however the watch ends.
   *
   * @param user who was looked at, or what stands for them
   */
  void add(Instant at, Duration elapsed, String user, Sighting seen) throws IOException {
    write(
        Stream.of(
                at.truncatedTo(ChronoUnit.MILLIS).toString(),
                Long.toString(elapsed.toSeconds()),
                user,
                word(seen.stage()),
                word(seen.answer()),
                seen.code(),
                seen.requestId())
            .map(WatchFile::field)
            .collect(Collectors.joining(",")));
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private void write(String line) throws IOException {
    out.write(line + "\n");
    out.flush();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** A field that no spreadsheet takes for a formula, and that cannot end its line. */
  private static String field(String text) {
    String shown = Shown.text(text);
    boolean formula = !shown.isEmpty() && "=+-@".indexOf(shown.charAt(0)) >= 0;
    String safe = formula ? "'" + shown : shown;
    return safe.contains(",") || safe.contains("\"") || formula
        ? "\"" + safe.replace("\"", "\"\"") + "\""
        : safe;
  }

  private static FileAttribute<?>[] forTheOwner() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
