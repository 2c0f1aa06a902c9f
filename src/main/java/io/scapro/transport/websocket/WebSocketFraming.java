package io.scapro.transport.websocket;

import io.netty.buffer.ByteBuf;
import io.scapro.Message;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.transport.WebSocketOptions;
import io.scapro.transport.stream.Batch;
import io.scapro.transport.stream.Framing;
import io.scapro.wire.CloseCode;
import io.scapro.wire.FrameDecoder;
import io.scapro.wire.WebSocketFramer;
import io.scapro.wire.WebSocketMask;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket message for each SP message, in frames of at most 64 KiB, since nng may refuse
 * longer ones. Pings are answered. They are sent according to {@link PingAgreement} or an option.
 * See RFC 6455; sp-websocket-mapping-01; docs/wire.md, section 5.2.
 */
public final class WebSocketFraming implements Framing, WebSocketFramer.Control {

  private static final int LONGEST_FRAME = 64 << 10;
  private static final int PINGS_PER_SECOND = 100;
  private static final int KEYS = 64;

  /** A control frame has at most 125 bytes; two of them are the code. */
  private static final int MOST_REASON = 123;

  /** The format of a server: no mask, binary. */
  private static final Object UNMASKED = new Object();

  private static final SecureRandom RANDOM = new SecureRandom();

  private final boolean client;
  private final WebSocketOptions options;
  private final Pings pings;
  private @Nullable WebSocketFramer framer;

  @SuppressWarnings("NullAway.Init") // set by decoder, before the first frame
  private Stream stream;

  private boolean closeFrameSent;

  // pings of the peer within the present second
  private int pinged;
  private long second;

  private final byte[] keys;
  private int usedKeys;

  /**
   * @param client whether sent frames are masked
   */
  public WebSocketFraming(boolean client, WebSocketOptions options) {
    this(client, options, Pings.NONE);
  }

  WebSocketFraming(boolean client, WebSocketOptions options, Pings pings) {
    this.client = client;
    this.pings = pings;
    this.options = options;
    this.keys = new byte[client ? KEYS * Integer.BYTES : 0];
    this.usedKeys = KEYS;
  }

  // ---- reading ----

  @Override
  public FrameDecoder decoder(int most, FrameDecoder.Sink sink, Stream stream) {
    this.stream = stream;
    int frames = Math.max(options.getMaxFrames(), most / LONGEST_FRAME + 1);
    framer =
        new WebSocketFramer(
            new WebSocketFramer.Rules(!client, options.isText(), most, frames), sink, this);
    return framer;
  }

  /** Whether the present message is text. */
  public boolean isText() {
    return framer != null && framer.isText();
  }

  @Override
  public boolean ping(byte[] payload, int length) {
    long now = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
    pinged = now == second ? pinged + 1 : 1;
    second = now;
    if (!closeFrameSent) {
      frame(stream.batch(), WebSocketFramer.PONG, Buffer.buffer(payload), length);
      stream.replied();
    }
    return pinged <= PINGS_PER_SECOND;
  }

  @Override
  public void peerClosed(int code) {
    if (!closeFrameSent) {
      closeFrame(stream.batch(), code == CloseCode.NONE ? CloseCode.NORMAL : code, "");
    }
    stream.peerClosed(
        code == CloseCode.TOO_LONG
            ? new SpException(
                Reason.TOO_LONG,
                "expected messages that the peer accepts, got the close code 1009 (too long);"
                    + " do: send less, or raise the peer's limit")
            : new SpException(
                Reason.DISCONNECTED, "the peer closed the WebSocket with code %d".formatted(code)));
  }

  // ---- writing ----

  /** Null for a client: each message has a new mask. */
  @Override
  public @Nullable Object format() {
    return client ? null : UNMASKED;
  }

  @Override
  public void write(Message message, Batch batch) {
    write(WebSocketFramer.BINARY, message.header(), message.body(), batch);
  }

  public void write(int kind, Buffer header, Buffer body, Batch batch) {
    int total = header.length() + body.length();
    int at = 0;
    do {
      int length = Math.min(total - at, LONGEST_FRAME);
      int opcode = at == 0 ? kind : WebSocketFramer.CONTINUATION;
      int key = head(batch, at + length == total, opcode, length);
      int inHeader = Math.max(0, Math.min(header.length() - at, length));
      payload(batch, header, at, at + inHeader, key);
      int inBody = Math.max(0, at - header.length());
      payload(
          batch, body, inBody, inBody + length - inHeader, WebSocketMask.advance(key, inHeader));
      at += length;
    } while (at < total);
  }

  @Override
  public Duration pingInterval() {
    return pings.interval();
  }

  @Override
  public void ping() {
    if (!closeFrameSent) {
      frame(stream.batch(), WebSocketFramer.PING, Buffer.buffer(), 0);
      pings
          .sign()
          .ifPresent(sign -> frame(stream.batch(), WebSocketFramer.TEXT, sign, sign.length()));
      stream.replied();
    }
  }

  @Override
  public boolean closeFrame(Batch batch) {
    if (closeFrameSent) {
      return false;
    }
    if (framer == null) {
      closeFrame(batch, CloseCode.NORMAL);
    } else {
      closeFrame(batch, framer.closeCode(), framer.closeReason());
    }
    return true;
  }

  private void closeFrame(Batch batch, int code) {
    closeFrame(batch, code, "");
  }

  private void closeFrame(Batch batch, int code, String reason) {
    closeFrameSent = true;
    byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
    Buffer payload =
        Buffer.buffer()
            .appendShort((short) code)
            .appendBytes(text, 0, Math.min(text.length, MOST_REASON));
    frame(batch, WebSocketFramer.CLOSE, payload, payload.length());
  }

  private void frame(Batch batch, int opcode, Buffer payload, int length) {
    payload(batch, payload, 0, length, head(batch, true, opcode, length));
  }

  /** Returns the masking key, 0 for none. */
  private int head(Batch batch, boolean fin, int opcode, int length) {
    ByteBuf into = batch.room(2 + Long.BYTES + Integer.BYTES);
    int mask = client ? 0x80 : 0;
    into.writeByte((fin ? 0x80 : 0) | opcode);
    if (length < 126) {
      into.writeByte(mask | length);
    } else if (length <= 0xffff) {
      into.writeByte(mask | 126).writeShort(length);
    } else {
      into.writeByte(mask | 127).writeLong(length);
    }
    if (!client) {
      return 0;
    }
    int key = nextKey();
    into.writeInt(key);
    return key;
  }

  /**
   * A key from a strong random source, as RFC 6455 requires; many are generated at a time, since
   * that is expensive.
   */
  private int nextKey() {
    if (usedKeys == KEYS) {
      RANDOM.nextBytes(keys);
      usedKeys = 0;
    }
    int at = usedKeys++ * Integer.BYTES;
    return (keys[at] << 24)
        | ((keys[at + 1] & 0xff) << 16)
        | ((keys[at + 2] & 0xff) << 8)
        | (keys[at + 3] & 0xff);
  }

  private void payload(Batch batch, Buffer from, int start, int end, int key) {
    if (!client) {
      batch.add(from, start, end);
    } else if (end > start) {
      mask(batch.copy(from, start, end), end - start, key);
    }
  }

  /** Masks the last {@code length} bytes of {@code bytes}. */
  private static void mask(ByteBuf bytes, int length, int key) {
    ByteBuffer payload = bytes.internalNioBuffer(bytes.writerIndex() - length, length);
    long longKey = WebSocketMask.twice(key);
    int at = payload.position();
    int end = payload.limit();
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      payload.putLong(at, payload.getLong(at) ^ longKey);
    }
    for (int shift = 24; at < end; at++, shift = shift - 8 & 31) {
      payload.put(at, (byte) (payload.get(at) ^ key >>> shift));
    }
  }
}
