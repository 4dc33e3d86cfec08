package io.github.powerbigate.redirect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A response in whose place another answer was sent. */
class SealedResponseTest {

  private static final RedirectJudge PAGE =
      new RedirectJudge() {
        @Override
        public Ruling judge(HttpServletRequest request, @Nullable String user, String location) {
          return new Ruling.Replace((asked, response) -> {});
        }
      };

  private final HttpServletResponse raw = mock(HttpServletResponse.class);
  private int status = 200;
  private final WatchedResponse response =
      new WatchedResponse(mock(HttpServletRequest.class), raw, PAGE, null);

  @BeforeEach
  void somebodyIsRedirected() throws IOException {
    doAnswer(call -> status = call.getArgument(0)).when(raw).setStatus(anyInt());
    when(raw.getStatus()).thenAnswer(call -> status);
    response.sendRedirect("https://app.powerbi.com/");
    clearInvocations(raw);
  }

  @Test
  void isCommittedForTheApplication() {
    assertThat(response.isCommitted()).isTrue();
  }

  @Test
  void dropsWhatDescribesAnAnswer() {
    response.setStatus(500);
    response.setContentType("text/plain");
    response.setContentLength(1);
    response.setContentLengthLong(1);
    response.setCharacterEncoding("ISO-8859-1");
    response.setLocale(Locale.FRENCH);
    response.setBufferSize(1);
    response.setTrailerFields(Map::of);

    verify(raw, never()).setStatus(anyInt());
    verify(raw, never()).setContentType(any());
    verify(raw, never()).setContentLength(anyInt());
    verify(raw, never()).setContentLengthLong(anyLong());
    verify(raw, never()).setCharacterEncoding(any());
    verify(raw, never()).setLocale(any());
    verify(raw, never()).setBufferSize(anyInt());
    verify(raw, never()).setTrailerFields(any());
  }

  @Test
  void dropsHeadersAndCookies() {
    response.addCookie(new Cookie("a", "b"));
    response.setHeader("Set-Cookie", "a=b");
    response.addHeader("X-Too-Late", "1");
    response.setIntHeader("X-Too-Late", 1);
    response.addIntHeader("X-Too-Late", 1);
    response.setDateHeader("X-Too-Late", 1);
    response.addDateHeader("X-Too-Late", 1);

    verify(raw, never()).addCookie(any());
    verify(raw, never()).setHeader(anyString(), any());
    verify(raw, never()).addHeader(anyString(), any());
    verify(raw, never()).setIntHeader(anyString(), anyInt());
    verify(raw, never()).addIntHeader(anyString(), anyInt());
    verify(raw, never()).setDateHeader(anyString(), anyLong());
    verify(raw, never()).addDateHeader(anyString(), anyLong());
  }

  @Test
  void refusesToBeginAnew() {
    assertThatThrownBy(response::reset).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(response::resetBuffer).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> response.sendError(500)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> response.sendRedirect("/")).isInstanceOf(IllegalStateException.class);
  }
}
