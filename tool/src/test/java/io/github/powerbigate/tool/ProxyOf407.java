package io.github.powerbigate.tool;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A proxy that lets nobody through who does not say a name and a password. */
final class ProxyOf407 implements AutoCloseable {

  private final ServerSocket server;

  ProxyOf407() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "proxy-of-407");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        if (client.getInputStream().read() >= 0) {
          client
              .getOutputStream()
              .write(
                  String.join(
                          "\r\n",
                          "HTTP/1.1 407 Proxy Authentication Required",
                          "Proxy-Authenticate: Basic realm=\"canary\"",
                          "Content-Length: 0",
                          "Connection: close",
                          "",
                          "")
                      .getBytes(StandardCharsets.US_ASCII));
          client.getOutputStream().flush();
          client.shutdownOutput();
          client.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        }
      } catch (IOException e) {
        // The client has gone, or the test is over.
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
