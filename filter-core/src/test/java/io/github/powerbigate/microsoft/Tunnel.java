package io.github.powerbigate.microsoft;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An outbound proxy that leads to one server, whichever host is asked for, and notes the host. */
final class Tunnel implements AutoCloseable {

  private final ServerSocket socket;
  private final InetSocketAddress end;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> hosts = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  private Tunnel(ServerSocket socket, InetSocketAddress end) {
    this.socket = socket;
    this.end = end;
  }

  static Tunnel to(InetSocketAddress end) {
    try {
      Tunnel tunnel = new Tunnel(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), end);
      tunnel.threads.execute(tunnel::listen);
      return tunnel;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  InetSocketAddress address() {
    return InetSocketAddress.createUnresolved("127.0.0.1", socket.getLocalPort());
  }

  /** Whom the client wanted, with the port, once for each connection. */
  List<String> hosts() {
    return List.copyOf(hosts);
  }

  @Override
  public void close() {
    try {
      socket.close();
      for (Socket each : open) {
        each.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private void listen() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        open.add(client);
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try {
      BufferedReader head =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII), 1);
      String first = head.readLine();
      String line = first;
      while (line != null && !line.isEmpty()) {
        line = head.readLine();
      }
      hosts.add(String.valueOf(first).split(" ", 3)[1]);
      Socket server = new Socket(end.getAddress(), end.getPort());
      open.add(server);
      client
          .getOutputStream()
          .write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      threads.execute(() -> copy(server, client));
      copy(client, server);
    } catch (IOException e) {
      // Whoever closed it knows.
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // As above.
    }
  }
}
