package io.github.powerbigate.containers.portal;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.io.OutputStream;

/** The stream of a response that goes into another. */
final class StreamInto extends ServletOutputStream {

  private final OutputStream stream;

  StreamInto(OutputStream stream) {
    this.stream = stream;
  }

  @Override
  public void write(int b) throws IOException {
    stream.write(b);
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    throw new IllegalStateException("Nothing is asynchronous here");
  }
}
