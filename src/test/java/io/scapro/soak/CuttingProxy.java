package io.scapro.soak;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A proxy for TCP that ends each connection after a number of bytes from its server. */
final class CuttingProxy implements AutoCloseable {

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final int target;
  private volatile int most;

  /**
   * @param target the port of the server, at the loopback address
   */
  CuttingProxy(int target) throws IOException {
    this.target = target;
    start("proxy", this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** From the next connection on, {@code bytes} pass from the server. */
  void cutAfter(int bytes) {
    most = bytes;
  }

  private interface Task {
    void run() throws IOException;
  }

  private static void start(String name, Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                // one side has ended
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = server.accept();
      try {
        Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
        start("to server", () -> pass(client, upstream, Integer.MAX_VALUE));
        start("to client", () -> pass(upstream, client, most));
      } catch (IOException e) {
        client.close();
      }
    }
  }

  private void pass(Socket from, Socket to, int most) throws IOException {
    open.add(from);
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] bytes = new byte[4096];
      int remaining = most;
      while (remaining > 0) {
        int read = in.read(bytes, 0, Math.min(bytes.length, remaining));
        if (read < 0) {
          return;
        }
        out.write(bytes, 0, read);
        remaining -= read;
      }
    } finally {
      open.remove(from);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket each : open) {
      each.close();
    }
  }
}
