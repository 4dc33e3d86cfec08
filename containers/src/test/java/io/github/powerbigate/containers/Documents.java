package io.github.powerbigate.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The examples in the documents: what people copy is what is tried. */
final class Documents {

  private static final Path DOCS = Path.of("../docs");

  private Documents() {}

  /** The blocks of a language in a document. */
  static List<String> blocks(String document, String language) throws IOException {
    return Pattern.compile("^```" + language + "\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE)
        .matcher(Files.readString(DOCS.resolve(document)))
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }

  /** The one that begins so. */
  static String block(String document, String language, String begin) throws IOException {
    return blocks(document, language).stream()
        .filter(block -> block.startsWith(begin))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No " + begin + " in " + document));
  }
}
