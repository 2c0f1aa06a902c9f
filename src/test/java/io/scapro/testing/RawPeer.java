package io.scapro.testing;

import io.scapro.Endpoint;
import io.vertx.core.buffer.Buffer;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.HexFormat;

/** A peer that says exactly the bytes it is told, well formed or not. */
public final class RawPeer implements AutoCloseable {

  private final Socket socket;

  private RawPeer(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) Await.PATIENCE.toMillis());
  }

  /** Connects to a bound tcp or ws endpoint of this machine. */
  public static RawPeer connect(Endpoint endpoint) throws IOException {
    String url = endpoint.address().toString();
    int port = Integer.parseInt(url.replaceAll("[^/]*//[^/]*:(\\d+).*", "$1"));
    return connect(port);
  }

  /** Connects to a port of this machine. */
  public static RawPeer connect(int port) throws IOException {
    return new RawPeer(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** Waits for a connection. */
  public static RawPeer accept(ServerSocket server) throws IOException {
    server.setSoTimeout((int) Await.PATIENCE.toMillis());
    return new RawPeer(server.accept());
  }

  /** A listener on a free port of this machine. */
  public static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
  }

  public RawPeer send(String hex) throws IOException {
    return send(Buffer.buffer(HexFormat.of().parseHex(hex)));
  }

  public RawPeer send(Buffer bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes());
    return this;
  }

  /** A body or header behind its length. */
  public RawPeer sendFrame(Buffer message) throws IOException {
    return send(Buffer.buffer().appendLong(message.length()).appendBuffer(message));
  }

  public RawPeer halfClose() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** The next {@code length} bytes. */
  public Buffer read(int length) throws IOException {
    byte[] bytes = socket.getInputStream().readNBytes(length);
    if (bytes.length < length) {
      throw new AssertionError(
          "expected %d bytes, got %s and the end"
              .formatted(length, HexFormat.of().formatHex(bytes)));
    }
    return Buffer.buffer(bytes);
  }

  /** The next frame, without its length. */
  public Buffer readFrame() throws IOException {
    return read((int) read(Long.BYTES).getLong(0));
  }

  /** All bytes until the other side's end. */
  public Buffer rest() throws IOException {
    return Buffer.buffer(socket.getInputStream().readAllBytes());
  }

  /** Waits until the other side closes; what it says before is ignored. */
  public void awaitEnd() throws IOException {
    try {
      socket.getInputStream().skipNBytes(Long.MAX_VALUE);
    } catch (EOFException | SocketException end) {
      return;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
