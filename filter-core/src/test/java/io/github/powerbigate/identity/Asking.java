package io.github.powerbigate.identity;

import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A request as a container shows it: headers by their names in any case, and a session. */
final class Asking {

  private final HttpServletRequest request = mock(HttpServletRequest.class);
  private final List<Map.Entry<String, String>> headers = new ArrayList<>();

  Asking() {
    when(request.getHeaders(anyString()))
        .thenAnswer(
            call ->
                Collections.enumeration(
                    headers.stream()
                        .filter(h -> h.getKey().equalsIgnoreCase(call.getArgument(0)))
                        .map(Map.Entry::getValue)
                        .collect(Collectors.toList())));
    when(request.getHeaderNames())
        .thenAnswer(
            call ->
                Collections.enumeration(
                    headers.stream().map(Map.Entry::getKey).distinct().toList()));
  }

  Asking from(String address) {
    when(request.getRemoteAddr()).thenReturn(address);
    return this;
  }

  Asking header(String name, String value) {
    headers.add(Map.entry(name, value));
    return this;
  }

  Asking attribute(String name, Object value) {
    when(request.getAttribute(name)).thenReturn(value);
    return this;
  }

  Asking session(String attribute, Object value) {
    HttpSession session = mock(HttpSession.class);
    when(session.getAttribute(attribute)).thenReturn(value);
    when(request.getSession(false)).thenReturn(session);
    return this;
  }

  HttpServletRequest request() {
    return request;
  }
}
