package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.testing.LogWatch;
import io.github.powerbigate.testing.TestPortal;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Containers let paths through to a filter that a browser, or a reference built from them, reads as
 * another host. Whatever the path, no answer of the gate names one.
 */
class PathTricksIT {

  private static final List<String> PATHS =
      List.of(
          "//evil.example/..;%CTX%/powerbi",
          "//evil.example/..;x=y%CTX%/powerbi",
          "//evil.example/%2e%2e;%CTX%/powerbi",
          "/\\evil.example/..;%CTX%/powerbi",
          "/.;/%CTX%/powerbi",
          "%CTX%//evil.example/..;/powerbi",
          "%CTX%/powerbi;//evil.example",
          "%CTX%/./powerbi");

  private static final List<String> QUERIES =
      List.of(
          "powerbi-gate=status",
          "powerbi-gate=open",
          "powerbi-gate-lang=es",
          "powerbi-gate=go&powerbi-gate-ticket=x",
          "//evil.example",
          "");

  @RegisterExtension final LogWatch logs = new LogWatch();

  @ParameterizedTest(name = "Tomcat, context \"{0}\", mapping {1}")
  @CsvSource({"'',/powerbi", "'',/*", "'',/powerbi/*", "'/portal',/powerbi", "'/portal',/*"})
  void noAnswerOnTomcatNamesAnotherHost(String contextPath, String pattern) throws Exception {
    logs.expect(Level.WARNING, "custom");
    try (WorldOfOne world = new WorldOfOne();
        TestPortal portal = TestPortal.onTomcat(world.settings(), contextPath, pattern)) {
      world.person("ann");
      assertNoAnswerNamesAnotherHost(portal.address(), contextPath);
    }
  }

  @Test
  void noAnswerOnJettyNamesAnotherHost() throws Exception {
    logs.expect(Level.WARNING, "custom");
    try (WorldOfOne world = new WorldOfOne();
        TestPortal portal = TestPortal.onJetty(world.settings())) {
      world.person("ann");
      assertNoAnswerNamesAnotherHost(portal.address(), "");
    }
  }

  private static void assertNoAnswerNamesAnotherHost(URI address, String contextPath)
      throws IOException {
    for (String path : PATHS) {
      for (String query : QUERIES) {
        String target = path.replace("%CTX%", contextPath) + (query.isEmpty() ? "" : "?" + query);
        String answer = answer(address, target);
        String head = answer.split("\r\n\r\n", 2)[0];
        // The application may echo what it was asked; the gate may not.
        boolean ours = !answer.contains(TestPortal.APPLICATION);
        if (ours && !head.startsWith("HTTP/1.1 4")) {
          assertThat(answer).as(target).doesNotContain("\"//", "='//", "href=\"/");
        }
        assertThat(location(head))
            .as(target)
            .satisfiesAnyOf(
                location -> assertThat(location).isEmpty(),
                location -> assertThat(location).startsWith("?"));
      }
    }
  }

  private static String location(String head) {
    return Arrays.stream(head.split("\r\n", -1))
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("location:"))
        .map(line -> line.substring("location:".length()).trim())
        .findFirst()
        .orElse("");
  }

  /** Sends the path as it stands: a client library would tidy it up. */
  private static String answer(URI address, String target) throws IOException {
    try (Socket socket = new Socket("localhost", address.getPort())) {
      socket.setSoTimeout(20_000);
      String request =
          "GET "
              + target
              + " HTTP/1.1\r\nHost: localhost:"
              + address.getPort()
              + "\r\nX-User: ann@example.org\r\nAccept: text/html\r\nSec-Fetch-Mode: navigate\r\n"
              + "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Dest: document\r\n"
              + "Connection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
