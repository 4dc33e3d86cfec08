package io.github.powerbigate.redirect;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/**
 * The body of a {@link WatchedResponse}. Text is handed on as text: containers differ in how they
 * make bytes of it.
 */
final class WatchedStream extends ServletOutputStream {

  private final ServletOutputStream raw;
  private final WatchedBody body;
  private final WatchedResponse response;

  WatchedStream(ServletOutputStream raw, WatchedBody body, WatchedResponse response) {
    this.raw = raw;
    this.body = body;
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
    if (response.isSealed()) {
      body.callBack(listener);
    } else {
      raw.setWriteListener(listener);
    }
  }
}
