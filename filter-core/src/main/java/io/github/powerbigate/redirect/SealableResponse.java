package io.github.powerbigate.redirect;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A response that can be sealed, because something else is answered in the application's place.
 * What the application still writes is dropped then. As long as that answer has not left, cookies
 * and lasting headers still reach it, and {@code reset} and {@code sendError} take it back, as they
 * would take back the redirect. Once it has left, the response is committed for the application,
 * and does not change whatever is called, as a container's does not; that must not be left to the
 * container alone, since a filter further out may hold the answer back.
 */
abstract class SealableResponse extends HttpServletResponseWrapper {

  private enum Seal {
    /** The answer is the application's. */
    NONE,
    /** Another stands in its place, which has not left yet. */
    REPLACED,
    /** The other has left. */
    SENT
  }

  /** Volatile: an asynchronous handler goes on in another thread. */
  private volatile Seal seal = Seal.NONE;

  SealableResponse(HttpServletResponse response) {
    super(response);
  }

  /**
   * From now on no byte of the application's body reaches the client.
   *
   * @param sent whether the answer in its place has left
   */
  final void seal(boolean sent) {
    seal = sent ? Seal.SENT : Seal.REPLACED;
  }

  final void unseal() {
    seal = Seal.NONE;
  }

  final boolean isSealed() {
    return seal != Seal.NONE;
  }

  /** Whether another answer stands in the application's place and has not left. */
  final boolean isKept() {
    return seal == Seal.REPLACED && !super.isCommitted();
  }

  /** Puts the application's own redirect back in its place; the response is not sealed then. */
  abstract void takeBack();

  /** Takes back what has not left; as a container does, refuses once it has. */
  final void takeBackOrRefuse() {
    if (isKept()) {
      takeBack();
    } else if (isSealed()) {
      throw new IllegalStateException("The response has been committed");
    }
  }

  private boolean takes(String header) {
    return switch (seal) {
      case NONE -> true;
      case SENT -> false;
      case REPLACED ->
          header.equalsIgnoreCase("Set-Cookie")
              || (KeptHeaders.isLasting(header) && !super.containsHeader(header));
    };
  }

  @Override
  public boolean isCommitted() {
    return seal == Seal.SENT || super.isCommitted();
  }

  @Override
  public void reset() {
    takeBackOrRefuse();
    super.reset();
  }

  @Override
  public void resetBuffer() {
    if (!isSealed()) {
      super.resetBuffer();
    } else if (isCommitted()) {
      takeBackOrRefuse();
    }
  }

  @Override
  public void sendError(int status) throws IOException {
    takeBackOrRefuse();
    super.sendError(status);
  }

  @Override
  public void sendError(int status, @Nullable String message) throws IOException {
    takeBackOrRefuse();
    super.sendError(status, message);
  }

  @Override
  public void setStatus(int status) {
    if (!isSealed()) {
      super.setStatus(status);
    }
  }

  @Override
  public void addCookie(Cookie cookie) {
    if (seal != Seal.SENT) {
      super.addCookie(cookie);
    }
  }

  @Override
  public void setHeader(String name, @Nullable String value) {
    if (takes(name)) {
      super.setHeader(name, value);
    }
  }

  @Override
  public void addHeader(String name, @Nullable String value) {
    if (takes(name)) {
      super.addHeader(name, value);
    }
  }

  @Override
  public void setIntHeader(String name, int value) {
    if (takes(name)) {
      super.setIntHeader(name, value);
    }
  }

  @Override
  public void addIntHeader(String name, int value) {
    if (takes(name)) {
      super.addIntHeader(name, value);
    }
  }

  @Override
  public void setDateHeader(String name, long value) {
    if (takes(name)) {
      super.setDateHeader(name, value);
    }
  }

  @Override
  public void addDateHeader(String name, long value) {
    if (takes(name)) {
      super.addDateHeader(name, value);
    }
  }

  /** Of Servlet 4.0, and overrides nothing in 3.1. */
  @SuppressWarnings("MissingOverride")
  public void setTrailerFields(Supplier<Map<String, String>> fields) {
    if (!isSealed()) {
      LaterServlets.setTrailerFields((HttpServletResponse) getResponse(), fields);
    }
  }

  @Override
  public void setContentType(@Nullable String type) {
    if (!isSealed()) {
      super.setContentType(type);
    }
  }

  @Override
  public void setContentLength(int length) {
    if (!isSealed()) {
      super.setContentLength(length);
    }
  }

  @Override
  public void setContentLengthLong(long length) {
    if (!isSealed()) {
      super.setContentLengthLong(length);
    }
  }

  @Override
  public void setCharacterEncoding(@Nullable String charset) {
    if (!isSealed()) {
      super.setCharacterEncoding(charset);
    }
  }

  /**
   * Of Servlet 6.1, and overrides nothing in 6.0; without it the wrapper of 6.1 would go round the
   * seal.
   */
  public void setCharacterEncoding(@Nullable Charset charset) {
    setCharacterEncoding(charset == null ? null : charset.name());
  }

  @Override
  public void setLocale(@Nullable Locale locale) {
    if (!isSealed()) {
      super.setLocale(locale);
    }
  }

  @Override
  public void setBufferSize(int size) {
    if (!isSealed()) {
      super.setBufferSize(size);
    }
  }
}
