package io.github.powerbigate.redirect;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The methods that are needed and younger than Servlet 3.1, looked up where there are any. */
final class LaterServlets {

  /** Of Servlet 6.1. */
  private static final @Nullable MethodHandle SEND_REDIRECT =
      find("sendRedirect", String.class, int.class, boolean.class);

  /** Of Servlet 4.0. */
  private static final @Nullable MethodHandle SET_TRAILER_FIELDS =
      find("setTrailerFields", Supplier.class);

  private LaterServlets() {}

  /** Calls {@code sendRedirect(String, int, boolean)}, or does what it is documented to do. */
  static void sendRedirect(
      HttpServletResponse response, @Nullable String location, int status, boolean clearBuffer)
      throws IOException {
    if (SEND_REDIRECT == null) {
      if (clearBuffer) {
        response.resetBuffer();
      }
      response.setStatus(status);
      response.setHeader("Location", location);
      response.flushBuffer();
      return;
    }
    try {
      SEND_REDIRECT.invokeExact(response, location, status, clearBuffer);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("It declares no other exception", e);
    }
  }

  /** Calls {@code setTrailerFields}; where there is no such method nobody can have asked for it. */
  static void setTrailerFields(HttpServletResponse response, Supplier<Map<String, String>> fields) {
    if (SET_TRAILER_FIELDS == null) {
      return;
    }
    try {
      SET_TRAILER_FIELDS.invokeExact(response, fields);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("It declares no exception", e);
    }
  }

  private static @Nullable MethodHandle find(String name, Class<?>... parameters) {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(
              HttpServletResponse.class, name, MethodType.methodType(void.class, parameters));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return null;
    }
  }
}
