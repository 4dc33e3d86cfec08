package io.github.powerbigate.testing;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Requests and answers as the bytes that go over the wire, each byte one character. */
public final class Wire {

  private Wire() {}

  /**
   * Sends a request as it stands and reads until the server closes the connection.
   *
   * @param lines the request line and the headers
   */
  public static String exchange(URI server, String body, String... lines) throws IOException {
    try (Socket socket = new Socket("localhost", server.getPort())) {
      socket.setSoTimeout(30_000);
      String head =
          String.join("\r\n", lines)
              + "\r\nHost: localhost:"
              + server.getPort()
              + "\r\nConnection: close\r\n"
              + (body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n")
              + "\r\n";
      socket.getOutputStream().write((head + body).getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** An answer without what differs from run to run: the date, the port, the session's number. */
  public static String comparable(String answer, URI server) {
    return answer
        .replaceAll("(?m)^Date: .*$", "Date: then")
        .replaceAll("JSESSIONID=[A-Za-z0-9._-]+", "JSESSIONID=some")
        .replace(":" + server.getPort(), ":port");
  }

  /** The values of one header. */
  public static List<String> header(String answer, String name) {
    return Arrays.stream(answer.split("\r\n\r\n", 2)[0].split("\r\n", -1))
        .filter(
            line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
        .map(line -> line.substring(name.length() + 1).trim())
        .toList();
  }

  /** The status of an answer. */
  public static int status(String answer) {
    return Integer.parseInt(answer.split(" ", 3)[1]);
  }
}
