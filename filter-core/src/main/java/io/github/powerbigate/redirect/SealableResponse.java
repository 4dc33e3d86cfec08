package io.github.powerbigate.redirect;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A response that can be sealed: from then on it is committed for the application, and does not
 * change whatever is called, as a container's does not. It must not be left to the container alone,
 * since a filter further out may hold the answer back.
 */
abstract class SealableResponse extends HttpServletResponseWrapper {

  /** Volatile: an asynchronous handler goes on in another thread. */
  private volatile boolean sealed;

  SealableResponse(HttpServletResponse response) {
    super(response);
  }

  /** From now on nothing of the application's reaches the client. */
  final void seal() {
    sealed = true;
  }

  final boolean isSealed() {
    return sealed;
  }

  @Override
  public boolean isCommitted() {
    return sealed || super.isCommitted();
  }

  @Override
  public void reset() {
    refuseIfSealed();
    super.reset();
  }

  @Override
  public void resetBuffer() {
    refuseIfSealed();
    super.resetBuffer();
  }

  @Override
  public void sendError(int status) throws IOException {
    refuseIfSealed();
    super.sendError(status);
  }

  @Override
  public void sendError(int status, @Nullable String message) throws IOException {
    refuseIfSealed();
    super.sendError(status, message);
  }

  @Override
  public void setStatus(int status) {
    if (!sealed) {
      super.setStatus(status);
    }
  }

  @Override
  public void addCookie(Cookie cookie) {
    if (!sealed) {
      super.addCookie(cookie);
    }
  }

  @Override
  public void setHeader(String name, @Nullable String value) {
    if (!sealed) {
      super.setHeader(name, value);
    }
  }

  @Override
  public void addHeader(String name, @Nullable String value) {
    if (!sealed) {
      super.addHeader(name, value);
    }
  }

  @Override
  public void setIntHeader(String name, int value) {
    if (!sealed) {
      super.setIntHeader(name, value);
    }
  }

  @Override
  public void addIntHeader(String name, int value) {
    if (!sealed) {
      super.addIntHeader(name, value);
    }
  }

  @Override
  public void setDateHeader(String name, long value) {
    if (!sealed) {
      super.setDateHeader(name, value);
    }
  }

  @Override
  public void addDateHeader(String name, long value) {
    if (!sealed) {
      super.addDateHeader(name, value);
    }
  }

  @Override
  public void setContentType(@Nullable String type) {
    if (!sealed) {
      super.setContentType(type);
    }
  }

  @Override
  public void setContentLength(int length) {
    if (!sealed) {
      super.setContentLength(length);
    }
  }

  @Override
  public void setContentLengthLong(long length) {
    if (!sealed) {
      super.setContentLengthLong(length);
    }
  }

  @Override
  public void setCharacterEncoding(@Nullable String charset) {
    if (!sealed) {
      super.setCharacterEncoding(charset);
    }
  }

  @Override
  public void setLocale(@Nullable Locale locale) {
    if (!sealed) {
      super.setLocale(locale);
    }
  }

  /** As a container does with what comes after the answer has left. */
  final void refuseIfSealed() {
    if (sealed) {
      throw new IllegalStateException("The response has been committed");
    }
  }
}
