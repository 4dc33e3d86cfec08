package io.github.powerbigate.redirect;

import java.io.IOException;
import java.io.PrintWriter;

/**
 * The text body of a {@link WatchedResponse}. A {@link PrintWriter} makes all its texts by the
 * three {@code write} below, and ends lines by {@code println()}, which containers do differently.
 */
final class WatchedWriter extends PrintWriter {

  private final PrintWriter raw;
  private final WatchedResponse response;

  WatchedWriter(PrintWriter raw, WatchedResponse response) {
    super(raw);
    this.raw = raw;
    this.response = response;
  }

  boolean isAround(PrintWriter other) {
    return raw == other;
  }

  @Override
  public void write(int c) {
    if (passes()) {
      raw.write(c);
    }
  }

  @Override
  public void write(char[] text, int from, int length) {
    if (passes()) {
      raw.write(text, from, length);
    }
  }

  @Override
  public void write(String text, int from, int length) {
    if (passes()) {
      raw.write(text, from, length);
    }
  }

  @Override
  public void println() {
    if (passes()) {
      raw.println();
    }
  }

  @Override
  public void flush() {
    if (passes()) {
      raw.flush();
    }
  }

  @Override
  public void close() {
    if (passes()) {
      raw.close();
    }
  }

  @Override
  public boolean checkError() {
    return passes() && raw.checkError();
  }

  /** A writer throws nothing; it remembers that something went wrong. */
  private boolean passes() {
    try {
      return response.passes();
    } catch (IOException e) {
      setError();
      return false;
    }
  }
}
