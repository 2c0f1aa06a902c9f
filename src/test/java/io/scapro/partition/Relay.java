package io.scapro.partition;

import io.scapro.suite.Await;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A network between a connector and a {@code tcp} listener that holds what passes until the test
 * releases it, and may repeat messages. It passes greetings and whole messages, in their order.
 */
final class Relay implements AutoCloseable {

  private static final int GREETING = 8;

  /** What passes in one direction. */
  static final class Lane {
    private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
    private volatile boolean held;
    private volatile int copies = 1;

    /** From now on each greeting and message waits for {@link #release}. */
    void hold() {
      held = true;
    }

    /** Lets what waits pass, and all that follows. */
    synchronized void release() {
      held = false;
      notifyAll();
    }

    private synchronized void awaitRelease() throws InterruptedException {
      while (held) {
        wait();
      }
    }

    /** From now on each message passes twice. */
    void repeat() {
      copies = 2;
    }

    /** Waits until the relay has one more that it did not have before, passed or not. */
    void awaitArrival() {
      Await.next(arrived);
    }

    private void pass(DataInputStream in, DataOutputStream out)
        throws IOException, InterruptedException {
      pass(in.readNBytes(GREETING), 1, out);
      while (true) {
        long length = in.readLong();
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        DataOutputStream frame = new DataOutputStream(message);
        frame.writeLong(length);
        frame.write(in.readNBytes((int) length));
        pass(message.toByteArray(), copies, out);
      }
    }

    private void pass(byte[] bytes, int times, DataOutputStream out)
        throws IOException, InterruptedException {
      boolean waits = held;
      arrived.add(bytes.length + " bytes");
      if (waits) {
        awaitRelease();
      }
      for (int i = 0; i < times; i++) {
        out.write(bytes);
      }
      out.flush();
    }
  }

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final int target;
  private final Lane toListener = new Lane();
  private final Lane toConnector = new Lane();

  /**
   * @param target the port of the listener, at the loopback address
   */
  Relay(int target) throws IOException {
    this.target = target;
    run("relay", this::accept);
  }

  private interface Task {
    void run() throws IOException, InterruptedException;
  }

  private static void run(String name, Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException | InterruptedException e) {
                // one side has ended
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    while (true) {
      Socket connector = server.accept();
      Socket listener = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.addAll(List.of(connector, listener));
      run("to listener", () -> pass(connector, listener, toListener));
      run("to connector", () -> pass(listener, connector, toConnector));
    }
  }

  private static void pass(Socket from, Socket to, Lane lane)
      throws IOException, InterruptedException {
    try (from;
        to) {
      to.setTcpNoDelay(true);
      lane.pass(
          new DataInputStream(from.getInputStream()), new DataOutputStream(to.getOutputStream()));
    }
  }

  String url() {
    return "tcp://127.0.0.1:" + server.getLocalPort();
  }

  Lane toListener() {
    return toListener;
  }

  Lane toConnector() {
    return toConnector;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket each : sockets) {
      each.close();
    }
  }
}
