package io.github.powerbigate.microsoft;

import static java.util.Objects.requireNonNull;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What each answer of Microsoft's means: {@code answers.tsv}, of which the first row that fits
 * counts. Immutable.
 */
final class Answers {

  /** In the column of the status: there is no HTTP status, the diagnosis is ours. */
  private static final String NO_STATUS = "-";

  private static final String ANY = "*";
  private static final String NO_CODE = "-";

  /** A row as it stands in the file. */
  record Row(String asked, String status, String code, String finding, Cause cause, String words) {

    private boolean fits(Asked whom, String statusSeen, Set<String> codes) {
      return whom.isMeantBy(asked) && fitsStatus(statusSeen) && fitsCode(codes);
    }

    private boolean fitsStatus(String seen) {
      return status.equals(ANY)
          || status.equals(seen)
          || (status.endsWith("xx") && seen.startsWith(status.substring(0, 1)));
    }

    private boolean fitsCode(Set<String> codes) {
      return code.equals(ANY) || (code.equals(NO_CODE) ? codes.isEmpty() : codes.contains(code));
    }
  }

  private final List<Row> rows;
  private final InstantSource clock;

  private Answers(List<Row> rows, InstantSource clock) {
    this.rows = rows;
    this.clock = clock;
  }

  static Answers load(InstantSource clock) {
    try (InputStream file = Answers.class.getResourceAsStream("answers.tsv")) {
      String text =
          new String(
              requireNonNull(file, "answers.tsv is missing").readAllBytes(),
              StandardCharsets.UTF_8);
      List<Row> rows =
          text.lines()
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .map(Answers::row)
              .toList();
      return new Answers(rows, clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Row> rows() {
    return rows;
  }

  /** What an HTTP answer means that does not simply answer the question. */
  Finding reply(Asked whom, Reply reply) {
    Diagnosis diagnosis = Diagnosis.of(reply, clock.instant());
    return finding(
        row(whom, Integer.toString(reply.status()), diagnosis.codes()),
        code(diagnosis, reply),
        diagnosis.requestId(),
        diagnosis.retryAfter());
  }

  private static String code(Diagnosis diagnosis, Reply reply) {
    return diagnosis.codes().stream().findFirst().orElse("http-" + reply.status());
  }

  /** What is wrong by an answer that does not answer, whatever follows from it. */
  Trouble troubleOf(Asked whom, Reply reply) {
    Diagnosis diagnosis = Diagnosis.of(reply, clock.instant());
    Row row = row(whom, Integer.toString(reply.status()), diagnosis.codes());
    return new Trouble(row.cause, row.words, code(diagnosis, reply), diagnosis.requestId());
  }

  /** What it means that no answer came, or none to be understood; the code is ours. */
  Finding noAnswer(Asked whom, String code) {
    return finding(row(whom, NO_STATUS, Set.of(code)), code, null, null);
  }

  /** What it means that a step failed. */
  Finding findingOf(Asked whom, @Nullable Throwable thrown) {
    if (thrown instanceof Ended ended) {
      return ended.finding();
    }
    if (thrown instanceof NoAnswer none) {
      return noAnswer(whom, none.code());
    }
    Upstream.log(() -> "unexpected: " + thrown);
    return noAnswer(whom, "unexpected");
  }

  private Row row(Asked whom, String status, Set<String> codes) {
    return rows.stream()
        .filter(row -> row.fits(whom, status, codes))
        .findFirst()
        .orElseThrow(() -> new AssertionError("answers.tsv has no last row"));
  }

  private static Finding finding(
      Row row, String code, @Nullable String requestId, @Nullable Duration retryAfter) {
    Trouble trouble = new Trouble(row.cause, row.words, code, requestId);
    return switch (row.finding) {
      case "not-yet" -> new Finding.NotYet(row.cause, false);
      case "token-refused" -> new Finding.TokenRefused(trouble);
      case "throttled" -> new Finding.Throttled(retryAfter, trouble);
      case "unavailable" -> new Finding.Unavailable(retryAfter, trouble);
      case "misconfigured" -> new Finding.Misconfigured(trouble);
      default -> throw new AssertionError("answers.tsv has an unknown finding: " + row.finding);
    };
  }

  private static Row row(String line) {
    String[] column = line.split("\t", -1);
    if (column.length != 6) {
      throw new AssertionError("answers.tsv has a row without six columns: " + line);
    }
    Cause cause = Cause.valueOf(column[4].toUpperCase(Locale.ROOT).replace('-', '_'));
    return new Row(column[0], column[1], column[2], column[3], cause, column[5]);
  }
}
