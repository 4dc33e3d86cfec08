package io.github.powerbigate.redirect;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/**
 * The body of a {@link WatchedResponse}. Text is handed on as text: containers differ in how they
 * make bytes of it.
 */
final class WatchedStream extends ServletOutputStream {

  /** Takes everything and sends nothing. */
  static final ServletOutputStream NOWHERE = new Nowhere();

  private final ServletOutputStream raw;
  private final WatchedResponse response;

  WatchedStream(ServletOutputStream raw, WatchedResponse response) {
    this.raw = raw;
    this.response = response;
  }

  boolean isAround(ServletOutputStream other) {
    return raw == other;
  }

  @Override
  public void write(int b) throws IOException {
    if (!response.isSealed()) {
      raw.write(b);
    }
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    if (!response.isSealed()) {
      raw.write(bytes);
    }
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (!response.isSealed()) {
      raw.write(bytes, from, length);
    }
  }

  @Override
  public void print(String text) throws IOException {
    if (!response.isSealed()) {
      raw.print(text);
    }
  }

  @Override
  public void println() throws IOException {
    if (!response.isSealed()) {
      raw.println();
    }
  }

  @Override
  public void println(String text) throws IOException {
    if (!response.isSealed()) {
      raw.println(text);
    }
  }

  @Override
  public void flush() throws IOException {
    if (response.isSealed()) {
      response.flushBuffer();
    } else {
      raw.flush();
    }
  }

  @Override
  public void close() throws IOException {
    if (response.isSealed()) {
      response.flushBuffer();
    } else {
      raw.close();
    }
  }

  @Override
  public boolean isReady() {
    return raw.isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    raw.setWriteListener(listener);
  }

  private static final class Nowhere extends ServletOutputStream {
    @Override
    public void write(int b) {}

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {}
  }
}
