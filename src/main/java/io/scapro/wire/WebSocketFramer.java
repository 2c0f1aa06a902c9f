package io.scapro.wire;

import io.scapro.Reason;
import io.scapro.SpException;
import io.vertx.core.buffer.Buffer;

/**
 * The messages of a WebSocket, composed of frames of any legal size.
 *
 * <pre>
 *   FIN RSV opcode | MASK length 7 [16 | 64] | [masking key 4] | payload
 * </pre>
 *
 * <p>The total length of a message's frames is limited, and so is their number. A length is checked
 * before it is used. {@link Control} gets a ping, pong or close at once, also between the frames of
 * a message. Nothing is read after a close frame. See RFC 6455, section 5; docs/wire.md, section
 * 5.2.
 */
public final class WebSocketFramer implements FrameDecoder {

  public static final int CONTINUATION = 0;
  public static final int TEXT = 1;
  public static final int BINARY = 2;
  public static final int CLOSE = 8;
  public static final int PING = 9;
  public static final int PONG = 10;

  /** Maximum length of a control frame's payload, in bytes. */
  public static final int LONGEST_CONTROL = 125;

  private static final int FIN = 0x80;
  private static final int RSV = 0x70;
  private static final int MASK = 0x80;

  /** Handles control frames. */
  public interface Control {
    /**
     * Must be answered by a pong with the same payload: the first {@code length} bytes.
     *
     * @return false when there are too many pings: the framer then fails with LIMIT
     */
    boolean ping(byte[] payload, int length);

    /**
     * The peer sent a close frame.
     *
     * @param code its close code; {@link CloseCode#NONE} if it has none
     */
    void peerClosed(int code);
  }

  /**
   * The frames that are accepted.
   *
   * @param masked whether the peer's frames have a mask: required of clients, forbidden for servers
   * @param text whether text messages are accepted, in the same way as binary ones
   * @param most maximum length of a message in bytes; 0: only limited by the longest array
   * @param mostFrames maximum number of frames of a message
   */
  public record Rules(boolean masked, boolean text, int most, int mostFrames) {}

  private enum Part {
    HEADER,
    PAYLOAD,
    NOTHING
  }

  private final Rules rules;
  private final long most;
  private final Control control;
  private final Gathered body;
  private final Utf8 utf8 = new Utf8();
  private final byte[] header = new byte[14];
  private final byte[] controlPayload = new byte[LONGEST_CONTROL];
  private int closeCode = CloseCode.NORMAL;
  private String closeReason = "";

  // the frame in progress
  private Part part = Part.HEADER;
  private int headerBytes;
  private boolean fin;
  private int opcode;
  private int length;
  private int read;
  private int key;

  // the message in progress
  private int frames;
  private boolean text;

  public WebSocketFramer(Rules rules, Sink sink, Control control) {
    this.rules = rules;
    this.most = rules.most == 0 ? Integer.MAX_VALUE - 8 : rules.most;
    this.body = new Gathered(sink);
    this.control = control;
  }

  /** The text for the own close frame after {@link #feed} has thrown; otherwise empty. */
  public String closeReason() {
    return closeReason;
  }

  /** The code for the own close frame after {@link #feed} has thrown. */
  public int closeCode() {
    return closeCode;
  }

  /** Whether the message that the sink gets is text. */
  public boolean isText() {
    return text;
  }

  @Override
  public boolean isInside() {
    return part != Part.NOTHING && (headerBytes > 0 || part == Part.PAYLOAD || body.isOpen());
  }

  @Override
  public int held() {
    return body.held();
  }

  @Override
  public int missing() {
    return part == Part.PAYLOAD ? length - read : 0;
  }

  @Override
  public void discard() {
    body.discard();
  }

  @Override
  public int feed(Buffer chunk, int from, int to) {
    int at = from;
    while (at < to && part != Part.NOTHING) {
      if (part == Part.HEADER) {
        at = readHeader(chunk, at, to);
        if (part == Part.HEADER) {
          return at;
        }
      }
      at = isControl() ? readControl(chunk, at, to) : readData(chunk, at, to);
      if (part == Part.PAYLOAD && read == length) {
        part = Part.HEADER;
        if (!frameEnded()) {
          return at;
        }
      }
    }
    return part == Part.NOTHING ? to : at;
  }

  // ---- headers ----

  private int readHeader(Buffer chunk, int from, int to) {
    int at = from;
    while (at < to) {
      int wanted = Math.min(headerLength() - headerBytes, to - at);
      chunk.getBytes(at, at + wanted, header, headerBytes);
      headerBytes += wanted;
      at += wanted;
      if (headerBytes >= 2 && headerBytes == headerLength()) {
        begin(to - at);
        return at;
      }
    }
    return at;
  }

  /** The header's length, as far as it is known from the bytes so far. */
  private int headerLength() {
    if (headerBytes < 2) {
      return 2;
    }
    int code = header[1] & 0x7f;
    return 2 + (code == 127 ? Long.BYTES : code == 126 ? Short.BYTES : 0) + maskLength();
  }

  private int maskLength() {
    return (header[1] & MASK) == 0 ? 0 : Integer.BYTES;
  }

  private void begin(int here) {
    fin = (header[0] & FIN) != 0;
    opcode = header[0] & 0x0f;
    if ((header[0] & RSV) != 0) {
      throw violation(
          "a frame without extension bits (RSV1 to RSV3)",
          "first byte 0x%02x".formatted(header[0] & 0xff));
    }
    if (maskLength() > 0 != rules.masked) {
      throw violation(
          rules.masked ? "a masked frame from the client" : "an unmasked frame from the server",
          rules.masked ? "an unmasked one" : "a masked one");
    }
    long announced = announced();
    key = 0;
    for (int i = headerBytes - maskLength(); i < headerBytes; i++) {
      key = (key << Byte.SIZE) | (header[i] & 0xff);
    }
    headerBytes = 0;
    read = 0;
    part = Part.PAYLOAD;
    if (isControl()) {
      if (opcode > PONG || !fin || announced < 0 || announced > LONGEST_CONTROL) {
        throw violation(
            "an unfragmented control frame of opcode 8 to 10 and at most 125 bytes",
            "opcode %d, fin %b, %d bytes".formatted(opcode, fin, announced));
      }
      length = (int) announced;
    } else {
      beginData(announced, here);
    }
  }

  private boolean isControl() {
    return (opcode & 8) != 0;
  }

  private long announced() {
    int code = header[1] & 0x7f;
    if (code < 126) {
      return code;
    }
    long value = 0;
    int end = headerBytes - maskLength();
    for (int i = 2; i < end; i++) {
      value = (value << Byte.SIZE) | (header[i] & 0xff);
    }
    if (value >= 0 && value <= (code == 126 ? 125 : 0xffff)) {
      throw violation(
          "a frame length in as few bytes as possible",
          "%d bytes for the length %d".formatted(end - 2, value));
    }
    return value;
  }

  private void beginData(long announced, int here) {
    if (opcode == CONTINUATION) {
      if (!body.isOpen()) {
        throw violation("a text or binary frame first", "a continuation frame (opcode 0)");
      }
    } else {
      if (opcode > BINARY || body.isOpen()) {
        throw violation(
            body.isOpen()
                ? "a continuation frame (opcode 0) within a message"
                : "a text or binary frame (opcode 1 or 2)",
            "opcode %d".formatted(opcode));
      }
      text = opcode == TEXT;
      frames = 0;
      if (text && !rules.text) {
        throw fail(CloseCode.UNACCEPTABLE, Reason.PROTOCOL, "expected binary messages, got text");
      }
      utf8.reset();
    }
    long sum = announced + (opcode == CONTINUATION ? body.length() : 0);
    if (announced < 0 || sum < 0 || sum > most) {
      throw fail(
          CloseCode.TOO_LONG,
          Reason.TOO_LONG,
          ("expected a message of at most %d bytes, got at least %s; do: send less, or raise"
                  + " receiveMaxSize")
              .formatted(most, Long.toUnsignedString(sum)));
    }
    if (++frames > rules.mostFrames) {
      throw fail(
          CloseCode.POLICY,
          Reason.LIMIT,
          "expected a message in at most %d frames, got more; do: send longer frames"
              .formatted(rules.mostFrames));
    }
    length = (int) announced;
    if (opcode != CONTINUATION) {
      body.open(length, here);
    }
  }

  // ---- payloads ----

  private int readData(Buffer chunk, int from, int to) {
    int end = from + Math.min(length - read, to - from);
    int before = body.length();
    body.add(chunk, from, end, mostNow());
    int after = body.length();
    if (key != 0) {
      WebSocketMask.apply(body.bytes(), before, after, WebSocketMask.advance(key, read));
    }
    if (text && !utf8.feed(body.bytes(), before, after)) {
      throw notText();
    }
    read += end - from;
    return end;
  }

  /** The maximum length of the message, as far as it is known from its frames so far. */
  private int mostNow() {
    return fin ? body.length() + length - read : (int) most;
  }

  private int readControl(Buffer chunk, int from, int to) {
    int end = from + Math.min(length - read, to - from);
    chunk.getBytes(from, end, controlPayload, read);
    read += end - from;
    return end;
  }

  /** Returns false when the sink accepts no more messages for now. */
  private boolean frameEnded() {
    if (!isControl()) {
      if (!fin) {
        return true;
      }
      if (text && !utf8.isComplete()) {
        throw notText();
      }
      return body.deliver();
    }
    WebSocketMask.apply(controlPayload, 0, length, key);
    if (opcode == PING) {
      if (!control.ping(controlPayload, length)) {
        throw fail(
            CloseCode.POLICY, Reason.LIMIT, "expected fewer pings, got too many in one second");
      }
    } else if (opcode == CLOSE) {
      control.peerClosed(readCloseCode());
      part = Part.NOTHING;
    }
    return true;
  }

  private int readCloseCode() {
    if (length == 0) {
      return CloseCode.NONE;
    }
    if (length == 1) {
      throw violation("a close code of two bytes", "one");
    }
    int code = ((controlPayload[0] & 0xff) << Byte.SIZE) | (controlPayload[1] & 0xff);
    if (!CloseCode.isLegal(code)) {
      throw violation("a close code that a peer may send", "%d".formatted(code));
    }
    utf8.reset();
    if (!utf8.feed(controlPayload, 2, length) || !utf8.isComplete()) {
      throw notText();
    }
    return code;
  }

  // ---- failures ----

  private SpException violation(String expected, String got) {
    return fail(
        CloseCode.PROTOCOL_ERROR, Reason.PROTOCOL, "expected %s, got %s".formatted(expected, got));
  }

  private SpException notText() {
    return fail(
        CloseCode.NOT_TEXT,
        Reason.PROTOCOL,
        "expected UTF-8 in a text message or close reason, got other bytes");
  }

  private SpException fail(int code, Reason reason, String message) {
    closeCode = code;
    closeReason = message;
    part = Part.NOTHING;
    return new SpException(reason, message);
  }
}
