package io.github.powerbigate.testing;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The ways in which applications redirect. The path names the way, {@code ?to=} says where to, so
 * that the same handler leads to Power BI and elsewhere.
 */
public final class Handlers extends HttpServlet {
  private static final long serialVersionUID = 1;

  private static final int MORE_THAN_A_BUFFER = 200_000;

  /** How often a handler was run, all ways together. */
  public static final AtomicInteger RUNS = new AtomicInteger();

  private static final Map<String, Way> WAYS = new TreeMap<>();

  /** One way to redirect. */
  @FunctionalInterface
  private interface Way {
    void go(HttpServletRequest request, HttpServletResponse response, String to)
        throws IOException, ServletException;
  }

  static {
    WAYS.put("send", (request, response, to) -> response.sendRedirect(to));
    for (int status : new int[] {301, 302, 303, 307, 308}) {
      WAYS.put("by-hand-" + status, (request, response, to) -> byHand(response, status, to));
    }
    WAYS.put(
        "by-hand-lower-case",
        (request, response, to) -> {
          response.addHeader("location", to);
          response.setStatus(302);
        });
    WAYS.put(
        "by-hand-and-text",
        (request, response, to) -> {
          byHand(response, 302, to);
          response.setContentType("text/html;charset=ISO-8859-1");
          response.getWriter().println("<a href='" + to + "'>Moved to Málaga</a>");
        });
    WAYS.put(
        "by-hand-and-bytes",
        (request, response, to) -> {
          byHand(response, 302, to);
          response.getOutputStream().println("moved");
        });
    WAYS.put(
        "text-then-by-hand",
        (request, response, to) -> {
          response.getWriter().print("moved");
          byHand(response, 302, to);
        });
    WAYS.put(
        "by-hand-and-much",
        (request, response, to) -> {
          byHand(response, 302, to);
          response.getOutputStream().write(new byte[MORE_THAN_A_BUFFER]);
        });
    WAYS.put(
        "by-hand-and-flush",
        (request, response, to) -> {
          byHand(response, 302, to);
          response.flushBuffer();
        });
    WAYS.put(
        "by-hand-and-close",
        (request, response, to) -> {
          byHand(response, 302, to);
          response.getWriter().close();
        });
    WAYS.put(
        "length-and-bytes",
        (request, response, to) -> {
          response.setContentLength(5);
          byHand(response, 302, to);
          ServletOutputStream out = response.getOutputStream();
          out.print("moved");
          out.close();
        });
    WAYS.put(
        "writer-then-send",
        (request, response, to) -> {
          response.setContentType("text/html;charset=ISO-8859-1");
          PrintWriter writer = response.getWriter();
          writer.print("á");
          response.sendRedirect(to);
          writer.print("afterwards");
          writer.flush();
          writer.close();
        });
    WAYS.put(
        "send-and-go-on",
        (request, response, to) -> {
          response.sendRedirect(to);
          response.setHeader("X-Too-Late", "1");
          response.setStatus(500);
          response.setContentLength(3);
          response.getOutputStream().print("afterwards");
          response.flushBuffer();
          response.getOutputStream().close();
        });
    WAYS.put(
        "forward",
        (request, response, to) ->
            request.getRequestDispatcher("/powerbi/send").forward(request, response));
    WAYS.put(
        "forward-by-hand",
        (request, response, to) ->
            request.getRequestDispatcher("/powerbi/by-hand-302").forward(request, response));
    WAYS.put(
        "jsp",
        (request, response, to) ->
            request.getRequestDispatcher("/redirect.jsp").forward(request, response));
    WAYS.put(
        "async-own-response",
        (request, response, to) ->
            later(
                request.startAsync(),
                async -> ((HttpServletResponse) async.getResponse()).sendRedirect(to)));
    WAYS.put(
        "async-given-response",
        (request, response, to) ->
            later(request.startAsync(request, response), async -> response.sendRedirect(to)));
    WAYS.put(
        "async-by-hand",
        (request, response, to) ->
            later(
                request.startAsync(),
                async -> byHand((HttpServletResponse) async.getResponse(), 302, to)));
    WAYS.put(
        "async-dispatch",
        (request, response, to) -> request.startAsync().dispatch("/powerbi/by-hand-302"));
    WAYS.put(
        "headers",
        (request, response, to) -> {
          response.addCookie(new Cookie("first", "1"));
          response.addCookie(new Cookie("second", "2"));
          request.getSession().setAttribute("x", "y");
          response.setHeader("Strict-Transport-Security", "max-age=31536000");
          response.setHeader("X-Request-Id", "abc");
          response.setHeader("Cache-Control", "public, max-age=600");
          response.setHeader("ETag", "\"v1\"");
          response.setHeader("Last-Modified", "Wed, 01 Jan 2020 00:00:00 GMT");
          response.setHeader("Refresh", "0;url=/elsewhere");
          response.setHeader("Link", "</style.css>; rel=preload");
          response.setHeader("Content-Encoding", "gzip");
          response.setHeader("Content-Security-Policy", "default-src 'none'");
          response.setHeader("Content-Disposition", "attachment");
          response.setContentLength(99);
          response.sendRedirect(to);
        });
    WAYS.put("overload-status", (request, response, to) -> overload(response, to, 303));
    WAYS.put("overload-clear", (request, response, to) -> overload(response, to, true));
    WAYS.put("overload-both", (request, response, to) -> overload(response, to, 307, false));
  }

  /** The names of all ways that need no more than Servlet 6.0. */
  public static List<String> ways() {
    return WAYS.keySet().stream().filter(way -> !way.startsWith("overload")).toList();
  }

  /** The names of those that Servlet 6.1 adds. */
  public static List<String> overloads() {
    return WAYS.keySet().stream().filter(way -> way.startsWith("overload")).toList();
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    Way way = WAYS.get(request.getPathInfo().substring(1));
    if (request.getDispatcherType() == jakarta.servlet.DispatcherType.REQUEST) {
      RUNS.incrementAndGet();
    }
    if (way == null) {
      response.sendError(404);
      return;
    }
    way.go(request, response, request.getParameter("to"));
  }

  private static void byHand(HttpServletResponse response, int status, String to) {
    response.setStatus(status);
    response.setHeader("Location", to);
  }

  private interface Work {
    void on(AsyncContext async) throws IOException;
  }

  private static void later(AsyncContext async, Work work) {
    async.start(
        () -> {
          try {
            work.on(async);
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          } finally {
            async.complete();
          }
        });
  }

  /** By reflection: these tests are compiled against Servlet 6.0. */
  private static void overload(HttpServletResponse response, Object... arguments) {
    Class<?>[] types = new Class<?>[arguments.length];
    for (int i = 0; i < types.length; i++) {
      types[i] =
          arguments[i] instanceof Integer
              ? int.class
              : arguments[i] instanceof Boolean ? boolean.class : String.class;
    }
    try {
      HttpServletResponse.class.getMethod("sendRedirect", types).invoke(response, arguments);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("Is this Servlet 6.1?", e);
    }
  }
}
