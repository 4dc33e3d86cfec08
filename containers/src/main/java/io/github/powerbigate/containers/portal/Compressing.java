package io.github.powerbigate.containers.portal;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Says first that the answer is compressed, and compresses it as it is written. */
public final class Compressing implements Filter {

  @Override
  public void init(FilterConfig config) {}

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletResponse answer = (HttpServletResponse) response;
    answer.setHeader("Content-Encoding", "gzip");
    Compressed compressed = new Compressed(answer);
    chain.doFilter(request, compressed);
    compressed.finish();
  }

  @Override
  public void destroy() {}

  /** Knows nothing of resets, as many do not. */
  private static final class Compressed extends HttpServletResponseWrapper {
    private @Nullable GZIPOutputStream zip;
    private @Nullable PrintWriter writer;

    Compressed(HttpServletResponse response) {
      super(response);
    }

    void finish() throws IOException {
      if (writer != null) {
        writer.flush();
      }
      if (zip != null) {
        zip.close();
      }
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      return new StreamInto(zip());
    }

    @Override
    public PrintWriter getWriter() throws IOException {
      if (writer == null) {
        writer = new PrintWriter(new OutputStreamWriter(zip(), StandardCharsets.UTF_8));
      }
      return writer;
    }

    private GZIPOutputStream zip() throws IOException {
      if (zip == null) {
        zip = new GZIPOutputStream(getResponse().getOutputStream());
      }
      return zip;
    }

    @Override
    public void setContentLength(int length) {}

    @Override
    public void setContentLengthLong(long length) {}
  }
}
