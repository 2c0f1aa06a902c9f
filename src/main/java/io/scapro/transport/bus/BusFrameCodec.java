package io.scapro.transport.bus;

import io.scapro.Message;
import io.scapro.Reason;
import io.scapro.SpException;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Encodes and decodes the frames that are sent between nodes. Numbers are big-endian.
 *
 * <pre>
 *   Hello    1, version(1), id(2), messages(4), bytes(4), length(1) nonce, address in UTF-8
 *   Answer   2, length(1) proof, Hello
 *   Proof    3, proof
 *   Welcome  4
 *   Batch    5, { length(4) message }
 *   Credit   6, messages(4), bytes(8)
 *   Ping     7
 *   Close    8
 * </pre>
 */
final class BusFrameCodec {

  private static final byte VERSION = 1;
  private static final byte HELLO = 1;
  private static final byte ANSWER = 2;
  private static final byte PROOF = 3;
  private static final byte WELCOME = 4;
  private static final byte BATCH = 5;
  private static final byte CREDIT = 6;
  private static final byte PING = 7;
  private static final byte CLOSE = 8;

  private BusFrameCodec() {}

  static Buffer packed(BusFrame frame) {
    Buffer result = Buffer.buffer(64);
    append(result, frame);
    return result;
  }

  /** An upper bound of the encoded size in bytes; at most a few bytes too high. */
  static int size(BusFrame frame) {
    int size = 16;
    if (frame instanceof BusFrame.Batch batch) {
      for (Message message : batch.messages()) {
        size += 4 + message.length();
      }
    }
    return size;
  }

  static void append(Buffer to, BusFrame frame) {
    if (frame instanceof BusFrame.Batch batch) {
      to.appendByte(BATCH);
      for (Message message : batch.messages()) {
        to.appendInt(message.length()).appendBuffer(message.header()).appendBuffer(message.body());
      }
    } else if (frame instanceof BusFrame.Credit credit) {
      to.appendByte(CREDIT).appendInt(credit.messages()).appendLong(credit.bytes());
    } else if (frame instanceof BusFrame.Hello hello) {
      appendHello(to, hello);
    } else if (frame instanceof BusFrame.Answer answer) {
      to.appendByte(ANSWER).appendByte((byte) answer.proof().length()).appendBuffer(answer.proof());
      appendHello(to, answer.hello());
    } else if (frame instanceof BusFrame.Proof proof) {
      to.appendByte(PROOF).appendBuffer(proof.proof());
    } else {
      to.appendByte(
          frame instanceof BusFrame.Ping
              ? PING
              : frame instanceof BusFrame.Close ? CLOSE : WELCOME);
    }
  }

  private static void appendHello(Buffer to, BusFrame.Hello hello) {
    to.appendByte(HELLO)
        .appendByte(VERSION)
        .appendShort((short) hello.id())
        .appendInt(hello.creditMessages())
        .appendInt(hello.creditBytes())
        .appendByte((byte) hello.nonce().length())
        .appendBuffer(hello.nonce())
        .appendString(hello.address());
  }

  /**
   * @throws SpException PROTOCOL
   */
  static BusFrame unpacked(Object body) {
    if (!(body instanceof Buffer buffer)) {
      throw bad("bytes");
    }
    return unpacked(buffer, 0);
  }

  /**
   * The frame from {@code start} to the end.
   *
   * @throws SpException PROTOCOL
   */
  static BusFrame unpacked(Buffer from, int start) {
    try {
      int at = start + 1;
      return switch (from.getByte(start)) {
        case HELLO -> hello(from, at);
        case ANSWER -> answer(from, at);
        case PROOF -> new BusFrame.Proof(from.getBuffer(at, from.length()));
        case WELCOME -> new BusFrame.Welcome();
        case BATCH -> batch(from, at);
        case CREDIT -> credit(from, at);
        case PING -> new BusFrame.Ping();
        case CLOSE -> new BusFrame.Close();
        default -> throw bad("a kind of frame from 1 to 8");
      };
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw bad("a whole frame");
    }
  }

  private static BusFrame.Hello hello(Buffer from, int at) {
    if (from.getByte(at) != VERSION) {
      throw bad("version " + VERSION + " of the handshake");
    }
    int nonce = at + 12;
    int end = nonce + from.getUnsignedByte(at + 11);
    BusFrame.Hello hello =
        new BusFrame.Hello(
            from.getUnsignedShort(at + 1),
            from.getString(end, from.length()),
            from.getInt(at + 3),
            from.getInt(at + 7),
            from.getBuffer(nonce, end));
    if (hello.creditMessages() < 1 || hello.creditBytes() < 1) {
      throw bad("credit for a message");
    }
    return hello;
  }

  private static BusFrame.Answer answer(Buffer from, int at) {
    int end = at + 1 + from.getUnsignedByte(at);
    Buffer proof = from.getBuffer(at + 1, end);
    if (from.getByte(end) != HELLO) {
      throw bad("a hello in an answer");
    }
    return new BusFrame.Answer(hello(from, end + 1), proof);
  }

  private static BusFrame.Batch batch(Buffer from, int at) {
    List<Message> messages = new ArrayList<>();
    int next = at;
    while (next < from.length()) {
      int body = next + 4;
      int length = from.getInt(next);
      if (length < 0 || length > from.length() - body) {
        throw bad("whole messages in a batch");
      }
      next = body + length;
      messages.add(new Message(from.getBuffer(body, next)));
    }
    return new BusFrame.Batch(messages);
  }

  private static BusFrame.Credit credit(Buffer from, int at) {
    BusFrame.Credit credit = new BusFrame.Credit(from.getInt(at), from.getLong(at + 4));
    if (credit.messages() < 0 || credit.bytes() < 0) {
      throw bad("credit of zero or more");
    }
    return credit;
  }

  private static SpException bad(String expected) {
    return new SpException(Reason.PROTOCOL, "expected " + expected + " on the event bus");
  }
}
