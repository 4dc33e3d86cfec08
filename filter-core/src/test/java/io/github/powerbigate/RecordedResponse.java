package io.github.powerbigate;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A response that remembers what was written to it, as far as the gate needs one. */
final class RecordedResponse {

  private final HttpServletResponse response = mock(HttpServletResponse.class);
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int status;
  private boolean committed;

  RecordedResponse() throws IOException {
    doAnswer(call -> status = call.getArgument(0)).when(response).setStatus(anyInt());
    doAnswer(call -> headers.put(call.getArgument(0), call.getArgument(1)))
        .when(response)
        .setHeader(anyString(), any());
    doAnswer(
            call ->
                headers.merge(
                    call.getArgument(0), call.getArgument(1), (all, one) -> all + "\n" + one))
        .when(response)
        .addHeader(anyString(), any());
    doAnswer(call -> sendRedirect(call.getArgument(0))).when(response).sendRedirect(anyString());
    doAnswer(call -> commit()).when(response).flushBuffer();
    doAnswer(call -> reset()).when(response).reset();
    when(response.getStatus()).thenAnswer(call -> status);
    when(response.isCommitted()).thenAnswer(call -> committed);
    when(response.getHeader(anyString())).thenAnswer(call -> headers.get(call.getArgument(0)));
    when(response.getHeaderNames()).thenAnswer(call -> List.copyOf(headers.keySet()));
    when(response.getHeaders(anyString()))
        .thenAnswer(
            call -> {
              String value = headers.get(call.getArgument(0));
              return value == null ? List.of() : List.of(value);
            });
    when(response.getOutputStream()).thenReturn(new Recording(body));
  }

  HttpServletResponse response() {
    return response;
  }

  /** 0 where nobody has set one. */
  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }

  String body() {
    return body.toString(StandardCharsets.UTF_8);
  }

  private Object sendRedirect(String location) {
    status = HttpServletResponse.SC_FOUND;
    headers.put("Location", location);
    return commit();
  }

  private Object commit() {
    committed = true;
    return committed;
  }

  private Object reset() {
    if (committed) {
      throw new IllegalStateException("committed");
    }
    status = 0;
    headers.clear();
    body.reset();
    return status;
  }

  private static final class Recording extends ServletOutputStream {
    private final ByteArrayOutputStream bytes;

    Recording(ByteArrayOutputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public void write(int b) {
      bytes.write(b);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {}
  }
}
