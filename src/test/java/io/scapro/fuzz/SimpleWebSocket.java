package io.scapro.fuzz;

import io.scapro.Reason;
import io.scapro.wire.CloseCode;
import io.scapro.wire.WebSocketFramer;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Reads the frames of a whole stream, as RFC 6455 describes them, without regard to speed. */
final class SimpleWebSocket {

  /** The pings that are answered; the next one is too much. */
  static final int MOST_PINGS = 3;

  /** Ends of characters in UTF-8: with one of them a text that was cut is complete. */
  private static final List<byte[]> ENDS =
      Stream.of("", "80", "8080", "808080", "a080", "908080")
          .map(HexFormat.of()::parseHex)
          .toList();

  private static final class Violation extends Exception {
    private static final long serialVersionUID = 1L;

    Violation(String event) {
      super(event);
    }
  }

  private final WebSocketFramer.Rules rules;
  private final byte[] stream;
  private final List<String> events = new ArrayList<>();
  private int at;
  private int pings;
  private boolean closed;

  // the message in progress
  private boolean open;
  private boolean text;
  private int frames;
  private byte[] message = {};

  private SimpleWebSocket(WebSocketFramer.Rules rules, byte[] stream) {
    this.rules = rules;
    this.stream = stream;
  }

  /** What happens, one after the other; the last entry says how the stream ended. */
  static List<String> events(WebSocketFramer.Rules rules, byte[] stream) {
    SimpleWebSocket reader = new SimpleWebSocket(rules, stream);
    try {
      while (!reader.closed && reader.at < stream.length && reader.frame()) {}
      reader.events.add("end " + (!reader.closed && (reader.open || reader.at < stream.length)));
    } catch (Violation violation) {
      reader.events.add(violation.getMessage());
    }
    return reader.events;
  }

  static String failure(Reason reason, int closeCode) {
    return reason + " " + closeCode;
  }

  private static void check(boolean good, Reason reason, int closeCode) throws Violation {
    if (!good) {
      throw new Violation(failure(reason, closeCode));
    }
  }

  private static void check(boolean good) throws Violation {
    check(good, Reason.PROTOCOL, CloseCode.PROTOCOL_ERROR);
  }

  /** Returns false when the stream ends inside the frame. */
  private boolean frame() throws Violation {
    if (stream.length - at < 2) {
      return false;
    }
    int first = stream[at] & 0xff;
    int code = stream[at + 1] & 0x7f;
    int mask = (stream[at + 1] & 0x80) == 0 ? 0 : 4;
    int bytes = code == 127 ? 8 : code == 126 ? 2 : 0;
    if (stream.length - at < 2 + bytes + mask) {
      return false;
    }
    check((first & 0x70) == 0);
    check((mask > 0) == rules.masked());
    BigInteger length =
        bytes == 0 ? BigInteger.valueOf(code) : new BigInteger(1, slice(at + 2, at + 2 + bytes));
    check(bytes == 0 || length.compareTo(BigInteger.valueOf(bytes == 2 ? 125 : 0xffff)) > 0);
    at += 2 + bytes + mask;
    byte[] key = mask == 0 ? new byte[4] : slice(at - 4, at);
    int opcode = first & 0xf;
    boolean fin = first >= 0x80;
    if (opcode >= WebSocketFramer.CLOSE) {
      check(opcode <= WebSocketFramer.PONG && fin);
      check(length.bitLength() < 8 && length.intValue() <= WebSocketFramer.LONGEST_CONTROL);
      return control(opcode, length.intValue(), key);
    }
    begin(opcode, length);
    return data(fin, length.intValue(), key);
  }

  private byte[] slice(int from, int to) {
    return Arrays.copyOfRange(stream, from, to);
  }

  /** The next {@code length} bytes, or all there are. */
  private byte[] payload(int length, byte[] key) {
    byte[] payload = slice(at, at + Math.min(length, stream.length - at));
    for (int i = 0; i < payload.length; i++) {
      payload[i] ^= key[i % 4];
    }
    return payload;
  }

  private void begin(int opcode, BigInteger length) throws Violation {
    check(opcode <= WebSocketFramer.BINARY && (opcode == WebSocketFramer.CONTINUATION) == open);
    if (!open) {
      open = true;
      frames = 0;
      message = new byte[0];
      text = opcode == WebSocketFramer.TEXT;
      check(!text || rules.text(), Reason.PROTOCOL, CloseCode.UNACCEPTABLE);
    }
    int most = rules.most() == 0 ? Integer.MAX_VALUE - 8 : rules.most();
    BigInteger sum = length.add(BigInteger.valueOf(message.length));
    check(sum.compareTo(BigInteger.valueOf(most)) <= 0, Reason.TOO_LONG, CloseCode.TOO_LONG);
    check(++frames <= rules.mostFrames(), Reason.LIMIT, CloseCode.POLICY);
  }

  private boolean data(boolean fin, int length, byte[] key) throws Violation {
    byte[] part = payload(length, key);
    int before = message.length;
    message = Arrays.copyOf(message, before + part.length);
    System.arraycopy(part, 0, message, before, part.length);
    boolean whole = part.length == length;
    check(
        !text || isUtf8(message, whole && fin ? ENDS.subList(0, 1) : ENDS),
        Reason.PROTOCOL,
        CloseCode.NOT_TEXT);
    at += whole ? length : 0;
    if (whole && fin) {
      open = false;
      events.add((text ? "text " : "binary ") + HexFormat.of().formatHex(message));
    }
    return whole;
  }

  private boolean control(int opcode, int length, byte[] key) throws Violation {
    byte[] payload = payload(length, key);
    if (payload.length < length) {
      at--; // inside a frame, also one of which only the header was sent
      return false;
    }
    at += length;
    if (opcode == WebSocketFramer.PING) {
      events.add("ping " + HexFormat.of().formatHex(payload));
      check(++pings <= MOST_PINGS, Reason.LIMIT, CloseCode.POLICY);
    } else if (opcode == WebSocketFramer.CLOSE) {
      close(payload);
    }
    return true;
  }

  private void close(byte[] payload) throws Violation {
    int code = CloseCode.NONE;
    if (payload.length > 0) {
      check(payload.length > 1);
      code = ByteBuffer.wrap(payload).getShort() & 0xffff;
      check(
          code >= 3000 && code < 5000
              || code >= 1000 && code < 1015 && code != 1004 && code != 1005 && code != 1006);
      byte[] reason = Arrays.copyOfRange(payload, 2, payload.length);
      check(isUtf8(reason, ENDS.subList(0, 1)), Reason.PROTOCOL, CloseCode.NOT_TEXT);
    }
    events.add("closed " + code);
    closed = true;
  }

  private static boolean isUtf8(byte[] text, List<byte[]> ends) {
    return ends.stream()
        .anyMatch(
            end -> {
              byte[] whole = Arrays.copyOf(text, text.length + end.length);
              System.arraycopy(end, 0, whole, text.length, end.length);
              try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(whole));
                return true;
              } catch (CharacterCodingException e) {
                return false;
              }
            });
  }
}
