package io.scapro.suite;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A WebSocket client that says exactly what it is told. */
public final class RawWebSocket implements AutoCloseable {

  private static final byte[] KEY = {1, 2, 3, 4};

  private final RawPeer peer;

  private RawWebSocket(RawPeer peer) {
    this.peer = peer;
  }

  public static RawWebSocket over(RawPeer peer) {
    return new RawWebSocket(peer);
  }

  /** A request as a good client sends it, with lines of one's own. */
  public static String request(String path, String protocol, String... lines) {
    return "GET %s HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            .formatted(path)
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Protocol: %s.sp.nanomsg.org\r\n".formatted(protocol)
        + String.join("", Arrays.stream(lines).map(line -> line + "\r\n").toList())
        + "\r\n";
  }

  /** Sends {@code text} and reads a response up to the end of its head. */
  public String ask(String text) throws IOException {
    peer.send(Buffer.buffer(text));
    return head();
  }

  /** Opens the WebSocket of a socket that listens. */
  public RawWebSocket open(String path, String protocol) throws IOException {
    String head = ask(request(path, protocol));
    if (!head.startsWith("HTTP/1.1 101 ")) {
      throw new AssertionError("expected 101, got " + head);
    }
    return this;
  }

  public RawPeer peer() {
    return peer;
  }

  /** Sends a frame with a mask: its first byte, and its payload. */
  public RawWebSocket send(int first, byte[] payload) throws IOException {
    peer.send(frame(first, payload));
    return this;
  }

  public RawWebSocket send(int first, String payload) throws IOException {
    return send(first, payload.getBytes(StandardCharsets.UTF_8));
  }

  /** A frame with a mask. */
  public static Buffer frame(int first, byte[] payload) {
    Buffer frame = Buffer.buffer().appendByte((byte) first);
    if (payload.length < 126) {
      frame.appendByte((byte) (0x80 | payload.length));
    } else if (payload.length <= 0xffff) {
      frame.appendByte((byte) (0x80 | 126)).appendShort((short) payload.length);
    } else {
      frame.appendByte((byte) (0x80 | 127)).appendLong(payload.length);
    }
    frame.appendBytes(KEY);
    for (int i = 0; i < payload.length; i++) {
      frame.appendByte((byte) (payload[i] ^ KEY[i & 3]));
    }
    return frame;
  }

  /** A frame that the other side sent, without its mask. */
  public record Frame(int first, boolean masked, Buffer payload) {
    /** As hex: its first byte, a blank, its payload. */
    @Override
    public String toString() {
      return HexFormat.of().toHexDigits((byte) first)
          + ' '
          + HexFormat.of().formatHex(payload.getBytes());
    }
  }

  /** The next frame, of a server, as hex: its first byte, a blank, its payload. */
  public String next() throws IOException {
    Frame frame = nextFrame();
    if (frame.masked) {
      throw new AssertionError("expected a frame without a mask");
    }
    return frame.toString();
  }

  public Frame nextFrame() throws IOException {
    int first = peer.read(1).getUnsignedByte(0);
    int second = peer.read(1).getUnsignedByte(0);
    int length = second & 0x7f;
    if (length == 126) {
      length = peer.read(2).getUnsignedShort(0);
    } else if (length == 127) {
      length = (int) peer.read(8).getLong(0);
    }
    boolean masked = (second & 0x80) != 0;
    byte[] key = masked ? peer.read(4).getBytes() : new byte[4];
    byte[] payload = peer.read(length).getBytes();
    for (int i = 0; i < length; i++) {
      payload[i] ^= key[i & 3];
    }
    return new Frame(first, masked, Buffer.buffer(payload));
  }

  /** The payloads of the frames of the next message. */
  public Buffer nextMessage() throws IOException {
    Buffer message = Buffer.buffer();
    Frame frame;
    do {
      frame = nextFrame();
      message.appendBuffer(frame.payload);
    } while ((frame.first & 0x80) == 0);
    return message;
  }

  /** Reads up to the end of a request's or response's head. */
  public String head() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append(peer.read(1).toString(StandardCharsets.ISO_8859_1));
    }
    return head.toString();
  }

  /** The Sec-WebSocket-Accept for the key in {@code request}. */
  public static String accept(String request) {
    return acceptOf(request.replaceAll("(?s).*Sec-WebSocket-Key: (\\S+).*", "$1"));
  }

  /** The Sec-WebSocket-Accept for {@code key}. */
  public static String acceptOf(String key) {
    try {
      byte[] text =
          (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    peer.close();
  }
}
