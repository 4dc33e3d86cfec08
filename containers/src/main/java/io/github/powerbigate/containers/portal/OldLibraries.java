package io.github.powerbigate.containers.portal;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Map;

/**
 * What an application does with old versions of the libraries that the gate has inside. By
 * reflection, because this is compiled without them.
 */
public final class OldLibraries extends HttpServlet {

  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    response.setContentType("text/plain");
    try {
      cache(response);
      json(response);
      call(response, "org.slf4j.LoggerFactory", "getLogger", "the portal");
      call(response, "com.nimbusds.jose.JWSAlgorithm", "parse", "RS256");
      call(response, "com.microsoft.aad.msal4j.ClientCredentialFactory", "createFromSecret", "x");
    } catch (ReflectiveOperationException e) {
      throw new ServletException(e);
    }
  }

  private static void cache(HttpServletResponse response)
      throws ReflectiveOperationException, IOException {
    Class<?> caffeine = Class.forName("com.github.benmanes.caffeine.cache.Caffeine");
    Object cache =
        caffeine.getMethod("build").invoke(caffeine.getMethod("newBuilder").invoke(null));
    Class<?> type = Class.forName("com.github.benmanes.caffeine.cache.Cache");
    type.getMethod("put", Object.class, Object.class).invoke(cache, "key", "value");
    say(response, caffeine, type.getMethod("getIfPresent", Object.class).invoke(cache, "key"));
  }

  private static void json(HttpServletResponse response)
      throws ReflectiveOperationException, IOException {
    for (Map.Entry<String, String> writer :
        Map.of(
                "com.google.gson.Gson", "toJson",
                "com.fasterxml.jackson.databind.ObjectMapper", "writeValueAsString")
            .entrySet()) {
      Class<?> type = Class.forName(writer.getKey());
      Object json = type.getDeclaredConstructor().newInstance();
      Method write = type.getMethod(writer.getValue(), Object.class);
      say(response, type, write.invoke(json, Map.of("a", 1)));
    }
  }

  private static void call(HttpServletResponse response, String name, String method, String text)
      throws ReflectiveOperationException, IOException {
    Class<?> type = Class.forName(name);
    say(response, type, type.getMethod(method, String.class).invoke(null, text));
  }

  private static void say(HttpServletResponse response, Class<?> type, Object result)
      throws IOException {
    String jar =
        String.valueOf(
            Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .getFileName());
    response.getWriter().println(jar + ": " + result);
  }
}
