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
    if (!response.isSealed()) {
      raw.write(c);
    }
  }

  @Override
  public void write(char[] text, int from, int length) {
    if (!response.isSealed()) {
      raw.write(text, from, length);
    }
  }

  @Override
  public void write(String text, int from, int length) {
    if (!response.isSealed()) {
      raw.write(text, from, length);
    }
  }

  @Override
  public void println() {
    if (!response.isSealed()) {
      raw.println();
    }
  }

  @Override
  public void flush() {
    if (response.isSealed()) {
      sendReplacement();
    } else {
      raw.flush();
    }
  }

  @Override
  public void close() {
    if (response.isSealed()) {
      sendReplacement();
    } else {
      raw.close();
    }
  }

  private void sendReplacement() {
    try {
      response.flushBuffer();
    } catch (IOException gone) {
      // A writer throws nothing; the container will notice that the client is gone.
    }
  }

  @Override
  public boolean checkError() {
    return !response.isSealed() && raw.checkError();
  }
}
