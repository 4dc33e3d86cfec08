package io.github.powerbigate.containers.portal;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.Field;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.HttpURLConnection;
import java.net.ProxySelector;
import java.net.URL;
import java.net.URLConnection;
import java.security.Security;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.logging.LogManager;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Tells what all applications of a JVM share and any of them can change, a line each. */
public final class Jvm extends HttpServlet {

  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    response.setContentType("text/plain");
    PrintWriter out = response.getWriter();
    new TreeMap<>(System.getProperties()).forEach((name, value) -> out.println(name + "=" + value));
    try {
      out.println("SSL context: " + identity(SSLContext.getDefault()));
      Object hooks = valueOf(Class.forName("java.lang.ApplicationShutdownHooks"), "hooks");
      out.println("shutdown hooks: " + (hooks instanceof Map<?, ?> map ? map.keySet() : hooks));
      out.println("handlers: " + identity(valueOf(URL.class, "factory")));
    } catch (ReflectiveOperationException | java.security.NoSuchAlgorithmException e) {
      throw new ServletException(e);
    }
    out.println("sockets: " + identity(HttpsURLConnection.getDefaultSSLSocketFactory()));
    out.println("host names: " + identity(HttpsURLConnection.getDefaultHostnameVerifier()));
    out.println("redirects: " + HttpURLConnection.getFollowRedirects());
    out.println("caches: " + URLConnection.getDefaultUseCaches("jar"));
    out.println("proxies: " + identity(ProxySelector.getDefault()));
    out.println("authenticator: " + identity(Authenticator.getDefault()));
    out.println("cookies: " + identity(CookieHandler.getDefault()));
    out.println("providers: " + Arrays.toString(Security.getProviders()));
    out.println("addresses kept: " + Security.getProperty("networkaddress.cache.ttl"));
    out.println("language: " + Locale.getDefault());
    out.println("time zone: " + TimeZone.getDefault().getID());
    out.println("last resort: " + identity(Thread.getDefaultUncaughtExceptionHandler()));
    out.println("streams: " + identity(System.out) + identity(System.err) + identity(System.in));
    out.println("log: " + Arrays.toString(LogManager.getLogManager().getLogger("").getHandlers()));
  }

  private static @Nullable Object valueOf(Class<?> type, String field)
      throws ReflectiveOperationException {
    Field closed = type.getDeclaredField(field);
    closed.setAccessible(true);
    return closed.get(null);
  }

  private static String identity(@Nullable Object thing) {
    return thing == null
        ? "none"
        : thing.getClass().getName() + "@" + System.identityHashCode(thing);
  }
}
