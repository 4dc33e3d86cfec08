package io.github.powerbigate.testing;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** What applications answer that is no redirect to Power BI. The path names the answer. */
public final class Corpus extends HttpServlet {
  private static final long serialVersionUID = 1;

  private static final Map<String, Reply> REPLIES = new TreeMap<>();

  /** One answer. */
  @FunctionalInterface
  private interface Reply {
    void write(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException;
  }

  static {
    REPLIES.put("nothing", (request, response) -> {});
    REPLIES.put("status-only", (request, response) -> response.setStatus(204));
    REPLIES.put("not-modified", Corpus::notModified);
    REPLIES.put("text", Corpus::text);
    REPLIES.put("text-latin-1", (request, response) -> text(response, "ISO-8859-1"));
    REPLIES.put("text-locale", Corpus::locale);
    REPLIES.put("every-print", Corpus::everyPrint);
    REPLIES.put("stream-prints", Corpus::streamPrints);
    REPLIES.put("bytes", Corpus::bytes);
    REPLIES.put("bytes-with-length", Corpus::bytesWithLength);
    REPLIES.put("single-bytes", Corpus::singleBytes);
    REPLIES.put("much", (request, response) -> response.getOutputStream().write(big()));
    REPLIES.put("streaming", Corpus::streaming);
    REPLIES.put("streaming-text", Corpus::streamingText);
    REPLIES.put("range", Corpus::range);
    REPLIES.put("gzip", Corpus::gzip);
    REPLIES.put("trailers", Corpus::trailers);
    REPLIES.put("headers-in-order", Corpus::headersInOrder);
    REPLIES.put("cookies-and-session", Corpus::cookies);
    REPLIES.put("redirect-absolute", Corpus::elsewhere);
    REPLIES.put("redirect-relative", (request, response) -> response.sendRedirect("elsewhere"));
    REPLIES.put("redirect-root", (request, response) -> response.sendRedirect("/elsewhere?a=b#c"));
    REPLIES.put("redirect-scheme-less", Corpus::schemeLess);
    REPLIES.put("redirect-by-hand", Corpus::byHand);
    REPLIES.put("redirect-odd", (request, response) -> response.sendRedirect("http:///x y"));
    REPLIES.put("location-without-redirect", Corpus::created);
    REPLIES.put("power-bi-in-a-created", Corpus::createdAtPowerBi);
    REPLIES.put("error", (request, response) -> response.sendError(418, "short and stout"));
    REPLIES.put("error-after-text", Corpus::errorAfterText);
    REPLIES.put("throws", Corpus::throwing);
    REPLIES.put("throws-io", Corpus::throwingIo);
    REPLIES.put("throws-after-flush", Corpus::throwingAfterFlush);
    REPLIES.put("reset", Corpus::reset);
    REPLIES.put("reset-buffer", Corpus::resetBuffer);
    REPLIES.put("stream-and-writer", Corpus::streamAndWriter);
    REPLIES.put("forward", (q, p) -> q.getRequestDispatcher("/powerbi/text").forward(q, p));
    REPLIES.put("include", Corpus::include);
    REPLIES.put("jsp", (q, p) -> q.getRequestDispatcher("/page.jsp").forward(q, p));
    REPLIES.put("async", Corpus::async);
    REPLIES.put("async-dispatch", (q, p) -> q.startAsync().dispatch("/powerbi/text"));
    REPLIES.put("async-non-blocking", Corpus::nonBlocking);
    REPLIES.put("buffer-size", Corpus::bufferSize);
    REPLIES.put("close-twice", Corpus::closeTwice);
    REPLIES.put("body-of-the-request", Corpus::echo);
  }

  /** Their names. */
  public static List<String> names() {
    return List.copyOf(REPLIES.keySet());
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    if (request.getDispatcherType() == DispatcherType.ERROR) {
      response.setContentType("text/plain;charset=UTF-8");
      response.getWriter().print("The application's error page, " + response.getStatus());
      return;
    }
    // An included servlet sees the path of whoever includes it.
    Object included = request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO);
    String path = included == null ? request.getPathInfo() : included.toString();
    Reply reply = REPLIES.get(path.substring(1));
    if (reply == null) {
      response.sendError(404);
      return;
    }
    reply.write(request, response);
  }

  private static void notModified(HttpServletRequest request, HttpServletResponse response) {
    response.setHeader("ETag", "\"v1\"");
    response.setStatus(304);
  }

  private static void text(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    text(response, "UTF-8");
  }

  private static void text(HttpServletResponse response, String charset) throws IOException {
    response.setContentType("text/html;charset=" + charset);
    response.getWriter().println("<p>Málaga, año 1</p>");
    response.getWriter().format("%d%n", 17).append("x").append('y');
  }

  private static void locale(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setLocale(Locale.forLanguageTag("es"));
    response.setContentType("text/html");
    response.getWriter().write("año");
  }

  private static void everyPrint(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain;charset=UTF-8");
    PrintWriter writer = response.getWriter();
    writer.print(true);
    writer.println('c');
    writer.println(1);
    writer.println(2L);
    writer.println(1.5f);
    writer.println(2.5d);
    writer.println(new char[] {'a', 'b'});
    writer.println((Object) Locale.ROOT);
    writer.println();
    writer.write("0123456789", 2, 3);
    writer.write(new char[] {'x', 'y', 'z'}, 1, 1);
    writer.write(0xF1);
    writer.append("appended", 1, 4);
    writer.checkError();
  }

  private static void streamPrints(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ServletOutputStream out = response.getOutputStream();
    out.print("text");
    out.println(7);
    out.println(true);
    out.print('c');
    out.println(1.5);
    out.println();
    out.println("end");
  }

  private static void bytes(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("application/octet-stream");
    response.getOutputStream().write(new byte[] {0, 1, 2, (byte) 0xff});
  }

  private static void bytesWithLength(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentLengthLong(10);
    response.getOutputStream().write("0123456789".getBytes(StandardCharsets.US_ASCII), 0, 10);
  }

  private static void singleBytes(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    for (int i = 0; i < 3_000; i++) {
      response.getOutputStream().write(i);
    }
  }

  private static byte[] big() {
    byte[] bytes = new byte[300_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  private static void streaming(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/event-stream");
    for (int i = 0; i < 3; i++) {
      response.getOutputStream().write(("data: " + i + "\n\n").getBytes(StandardCharsets.UTF_8));
      response.flushBuffer();
    }
  }

  private static void streamingText(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain;charset=UTF-8");
    for (int i = 0; i < 3; i++) {
      response.getWriter().println("line " + i);
      response.getWriter().flush();
    }
    response.getWriter().close();
  }

  private static void range(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(206);
    response.setHeader("Accept-Ranges", "bytes");
    response.setHeader("Content-Range", "bytes 2-4/10");
    response.setContentLength(3);
    response.getOutputStream().write("234".getBytes(StandardCharsets.US_ASCII));
  }

  private static void gzip(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write("packed by the application".getBytes(StandardCharsets.UTF_8));
    }
    response.setHeader("Content-Encoding", "gzip");
    response.setHeader("Vary", "Accept-Encoding");
    response.getOutputStream().write(packed.toByteArray());
  }

  private static void trailers(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Trailer", "X-Checksum");
    response.setTrailerFields(() -> Map.of("X-Checksum", "abc"));
    response.flushBuffer();
    response.getOutputStream().write("body".getBytes(StandardCharsets.US_ASCII));
  }

  private static void headersInOrder(HttpServletRequest request, HttpServletResponse response) {
    response.setHeader("Z-Last", "1");
    response.addHeader("A-First", "1");
    response.addHeader("A-First", "2");
    response.setIntHeader("N-Number", 7);
    response.addIntHeader("N-Number", 8);
    response.setDateHeader("D-Date", 0);
    response.addDateHeader("D-Date", 1000);
    response.setHeader("Z-Last", "2");
    response.setHeader("Cache-Control", "public, max-age=60");
  }

  private static void cookies(HttpServletRequest request, HttpServletResponse response) {
    response.addCookie(new Cookie("a", "1"));
    request.getSession().setAttribute("x", "y");
    response.addCookie(new Cookie("b", "2"));
  }

  private static void elsewhere(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.sendRedirect("https://elsewhere.example/a?b=c#d");
  }

  private static void schemeLess(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.sendRedirect("//elsewhere.example/a");
  }

  private static void byHand(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Before", "1");
    response.setHeader("Location", "https://elsewhere.example/a");
    response.setStatus(307);
    response.setHeader("After", "1");
    response.getWriter().print("moved");
  }

  private static void created(HttpServletRequest request, HttpServletResponse response) {
    response.setStatus(201);
    response.setHeader("Location", "https://elsewhere.example/new");
  }

  private static void createdAtPowerBi(HttpServletRequest request, HttpServletResponse response) {
    response.setStatus(201);
    response.setHeader("Location", "https://app.powerbi.com/groups/new");
  }

  private static void errorAfterText(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().print("never seen");
    response.sendError(503);
  }

  private static void throwing(HttpServletRequest request, HttpServletResponse response) {
    throw new IllegalStateException("of the application");
  }

  private static void throwingIo(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("X-Set-Before", "1");
    throw new IOException("of the application");
  }

  private static void throwingAfterFlush(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().print("half");
    response.flushBuffer();
    throw new IllegalStateException("of the application");
  }

  private static void reset(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("X-Gone", "1");
    response.getWriter().print("gone");
    response.reset();
    response.getOutputStream().print("stays");
  }

  private static void resetBuffer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("X-Stays", "1");
    response.getWriter().print("gone");
    response.resetBuffer();
    response.getWriter().print("stays");
  }

  private static void streamAndWriter(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ServletOutputStream out = response.getOutputStream();
    try {
      response.getWriter();
      out.print("both");
    } catch (IllegalStateException e) {
      out.print("one or the other");
    }
  }

  private static void include(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    response.setContentType("text/html;charset=UTF-8");
    response.getWriter().print("before ");
    request.getRequestDispatcher("/powerbi/redirect-absolute").include(request, response);
    request.getRequestDispatcher("/powerbi/text").include(request, response);
    response.getWriter().print(" after");
  }

  private static void async(HttpServletRequest request, HttpServletResponse response) {
    var async = request.startAsync();
    async.start(
        () -> {
          try {
            async.getResponse().setContentType("text/plain");
            async.getResponse().getWriter().print("later");
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          } finally {
            async.complete();
          }
        });
  }

  private static void nonBlocking(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var async = request.startAsync();
    ServletOutputStream out = async.getResponse().getOutputStream();
    out.setWriteListener(
        new WriteListener() {
          private int left = 5;

          @Override
          public void onWritePossible() throws IOException {
            while (out.isReady()) {
              if (left-- == 0) {
                async.complete();
                return;
              }
              out.write(("part " + left + "\n").getBytes(StandardCharsets.US_ASCII));
            }
          }

          @Override
          public void onError(Throwable e) {
            async.complete();
          }
        });
  }

  private static void bufferSize(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setBufferSize(64_000);
    response.getWriter().print(response.getBufferSize() >= 64_000);
  }

  private static void closeTwice(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getOutputStream().print("closed");
    response.getOutputStream().close();
    response.getOutputStream().close();
  }

  private static void echo(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getOutputStream().write(request.getInputStream().readAllBytes());
  }
}
