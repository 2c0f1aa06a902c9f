package io.scapro.suite;

import io.scapro.Endpoint;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/** What a PUSH says to a bound PULL, byte by byte. */
public enum Speech {
  /** A handshake of eight bytes, and a length in front of each message. */
  STREAM {
    @Override
    public void beginToGreet(RawPeer peer) throws IOException {
      peer.send("00535000");
    }

    @Override
    public void greet(RawPeer peer, Endpoint bound) throws IOException {
      peer.send("0053500000500000");
    }

    @Override
    public void awaitGreeting(RawPeer peer) throws IOException {
      peer.read(8);
    }

    @Override
    public void send(RawPeer peer, Buffer message) throws IOException {
      peer.sendFrame(message);
    }

    @Override
    public void begin(RawPeer peer, int length, Buffer some) throws IOException {
      peer.sendStart(length, some);
    }
  },
  /** An HTTP request, and frames with a mask. */
  WEBSOCKET {
    @Override
    public void beginToGreet(RawPeer peer) throws IOException {
      peer.send(Buffer.buffer("GET /"));
    }

    @Override
    public void greet(RawPeer peer, Endpoint bound) throws IOException {
      String at = bound.address().rest();
      String path = at.contains("/") ? at.substring(at.indexOf('/')) : '/' + at;
      peer.send(Buffer.buffer(RawWebSocket.request(path, "pull")));
    }

    @Override
    public void awaitGreeting(RawPeer peer) throws IOException {
      String head = RawWebSocket.over(peer).head();
      if (!head.startsWith("HTTP/1.1 101 ")) {
        throw new AssertionError("expected 101, got " + head);
      }
    }

    @Override
    public void send(RawPeer peer, Buffer message) throws IOException {
      peer.send(RawWebSocket.frame(BINARY, message.getBytes()));
    }

    @Override
    public void begin(RawPeer peer, int length, Buffer some) throws IOException {
      byte[] whole = some.copy().appendBytes(new byte[length - some.length()]).getBytes();
      Buffer frame = RawWebSocket.frame(BINARY, whole);
      peer.send(frame.slice(0, frame.length() - length + some.length()));
    }
  };

  private static final int BINARY = 0x82;

  /** A part of the greeting. */
  public abstract void beginToGreet(RawPeer peer) throws IOException;

  /** The whole greeting. */
  public abstract void greet(RawPeer peer, Endpoint bound) throws IOException;

  /** Reads what a socket that lets the peer in says first. */
  public abstract void awaitGreeting(RawPeer peer) throws IOException;

  public abstract void send(RawPeer peer, Buffer message) throws IOException;

  /** A message of {@code length} bytes, of which only {@code some} come. */
  public abstract void begin(RawPeer peer, int length, Buffer some) throws IOException;
}
