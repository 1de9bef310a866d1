// SPDX-License-Identifier: Apache-2.0
package dev.understudy.testkit.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Another way to a server: under a name that its certificate does not have, and one that can break
/// while the server lives on.
public final class TcpRelay implements AutoCloseable {
  private final ServerSocket listening;
  private final InetSocketAddress target;
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  private TcpRelay(ServerSocket listening, InetSocketAddress target) {
    this.listening = listening;
    this.target = target;
  }

  /// Listens on a free port of 127.0.0.1.
  public static TcpRelay to(String host, int port) {
    try {
      TcpRelay relay =
          new TcpRelay(
              new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
              new InetSocketAddress(host, port));
      Thread.ofVirtual().start(relay::serve);
      return relay;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where it listens.
  public int port() {
    return listening.getLocalPort();
  }

  /// Breaks all connections and takes no new ones.
  public void cut() {
    try {
      listening.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    cut();
  }

  private void serve() {
    while (!listening.isClosed()) {
      try {
        join(listening.accept());
      } catch (IOException e) {
        // Closed: that is the end.
        return;
      }
    }
  }

  private void join(Socket client) throws IOException {
    Socket server = new Socket();
    open.addAll(List.of(client, server));
    try {
      server.connect(target);
    } catch (IOException e) {
      // The server is gone, and so is this connection to it.
      client.close();
      return;
    }
    Thread.ofVirtual().start(() -> pump(client, server));
    Thread.ofVirtual().start(() -> pump(server, client));
  }

  private static void pump(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      // One side has gone; closing both tells the other.
      closed(from);
      closed(to);
    }
  }

  private static void closed(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
