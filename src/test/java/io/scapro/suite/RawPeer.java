package io.scapro.suite;

import io.scapro.Endpoint;
import io.vertx.core.buffer.Buffer;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A peer that says exactly the bytes it is told, well formed or not. */
public final class RawPeer implements AutoCloseable {

  private static final Buffer NOTHING = Buffer.buffer();
  private static final Buffer IN_STREAM = Buffer.buffer(new byte[] {1});

  private interface Ending {
    void end() throws IOException;
  }

  private final Closeable socket;
  private final InputStream in;
  private final OutputStream out;
  private final Ending noMore;
  private final Buffer beforeFrame;

  private RawPeer(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
    this.noMore = socket::shutdownOutput;
    this.beforeFrame = NOTHING;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) Await.PATIENCE.toMillis());
  }

  private RawPeer(SocketChannel channel) {
    this.socket = channel;
    this.in = Channels.newInputStream(channel);
    this.out = Channels.newOutputStream(channel);
    this.noMore = channel::shutdownOutput;
    this.beforeFrame = IN_STREAM;
    closeLate(channel);
  }

  /** Channels have no timeout: what waits too long ends with an exception. */
  private static void closeLate(Closeable channel) {
    CompletableFuture.delayedExecutor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .execute(() -> close(channel));
  }

  private static void close(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Connects to a socket file; frames have a type byte then. */
  public static RawPeer connect(Path path) throws IOException {
    return new RawPeer(SocketChannel.open(UnixDomainSocketAddress.of(path)));
  }

  /** Speaks through {@code socket}. */
  public static RawPeer over(Socket socket) throws IOException {
    return new RawPeer(socket);
  }

  /** Waits for a connection to a socket file. */
  public static RawPeer accept(ServerSocketChannel server) throws IOException {
    closeLate(server);
    return new RawPeer(server.accept());
  }

  private static final Pattern HOST_AND_PORT = Pattern.compile("[^/]*//[^/]*:(\\d+).*");

  /** Connects to a bound tcp, ws or ipc endpoint of this machine. */
  public static RawPeer connect(Endpoint endpoint) throws IOException {
    if (endpoint.address().scheme().equals("ipc")) {
      return connect(Path.of(endpoint.address().rest()));
    }
    String url = endpoint.address().toString();
    Matcher address = HOST_AND_PORT.matcher(url);
    if (!address.matches()) {
      throw new IllegalArgumentException(
          "expected ipc or host:port, got " + url + "; do: call connect(port)");
    }
    return connect(Integer.parseInt(address.group(1)));
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

  /** A listener at a socket file. */
  public static ServerSocketChannel listen(Path path) throws IOException {
    return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(path));
  }

  public RawPeer send(String hex) throws IOException {
    return send(Buffer.buffer(HexFormat.of().parseHex(hex)));
  }

  public RawPeer send(Buffer bytes) throws IOException {
    out.write(bytes.getBytes());
    return this;
  }

  /** A body or header behind its length. */
  public RawPeer sendFrame(Buffer message) throws IOException {
    return sendStart(message.length(), message);
  }

  /** A length, and only some of the bytes that it announces. */
  public RawPeer sendStart(long length, Buffer some) throws IOException {
    return send(beforeFrame.copy().appendLong(length).appendBuffer(some));
  }

  public RawPeer halfClose() throws IOException {
    noMore.end();
    return this;
  }

  /** The next {@code length} bytes. */
  public Buffer read(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new AssertionError(
          "expected %d bytes, got %s and the end"
              .formatted(length, HexFormat.of().formatHex(bytes)));
    }
    return Buffer.buffer(bytes);
  }

  /** The next frame, without its length. */
  public Buffer readFrame() throws IOException {
    if (!read(beforeFrame.length()).equals(beforeFrame)) {
      throw new AssertionError("expected type byte 01");
    }
    return read((int) read(Long.BYTES).getLong(0));
  }

  /** All bytes until the other side's end. */
  public Buffer rest() throws IOException {
    return Buffer.buffer(in.readAllBytes());
  }

  /** Waits until the other side closes; what it says before is ignored. */
  public void awaitEnd() throws IOException {
    try {
      in.skipNBytes(Long.MAX_VALUE);
    } catch (EOFException | SocketException end) {
      return;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
