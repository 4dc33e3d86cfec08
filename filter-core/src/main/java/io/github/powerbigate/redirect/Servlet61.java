package io.github.powerbigate.redirect;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** The one method of Servlet 6.1 that is needed, looked up where there is one. */
final class Servlet61 {

  private static final @Nullable MethodHandle SEND_REDIRECT = find();

  private Servlet61() {}

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

  private static @Nullable MethodHandle find() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(
              HttpServletResponse.class,
              "sendRedirect",
              MethodType.methodType(void.class, String.class, int.class, boolean.class));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return null; // Servlet 6.0 or older
    }
  }
}
