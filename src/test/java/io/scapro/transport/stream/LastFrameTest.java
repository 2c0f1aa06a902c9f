package io.scapro.transport.stream;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.FileRegion;
import io.netty.channel.embedded.EmbeddedChannel;
import io.scapro.Message;
import io.scapro.suite.Cases;
import io.scapro.suite.Draws;
import io.scapro.transport.WebSocketOptions;
import io.scapro.transport.websocket.WebSocketFraming;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LastFrameTest {

  private static final Framing PLAIN = new LengthFraming(false);

  /** A stream that writes, and what its flushes carried. */
  private static final class Stream {
    private final EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
    private final Batch batch = new Batch(channel.pipeline().firstContext());
    private final Framing framing;
    private final Buffer head;
    private Buffer expected = Buffer.buffer();

    Stream(Framing framing) {
      this(framing, Buffer.buffer());
    }

    /** What comes before the length of each message. */
    Stream(Framing framing, Buffer head) {
      this.framing = framing;
      this.head = head;
    }

    Stream write(LastFrame last, Message message) {
      return write(last, message, false);
    }

    Stream write(LastFrame last, Message message, boolean apart) {
      last.write(message, framing, batch, apart);
      expected
          .appendBuffer(head)
          .appendLong(message.length())
          .appendBuffer(message.header())
          .appendBuffer(message.body());
      return this;
    }

    /** Flushes, and returns what the channel got; to be released. */
    List<ByteBuf> flush() {
      batch.flush(written -> {});
      List<ByteBuf> parts = new ArrayList<>();
      for (Object part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
        parts.add(part instanceof FileRegion region ? copy(region) : (ByteBuf) part);
      }
      return parts;
    }

    private static ByteBuf copy(FileRegion region) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      assertDoesNotThrow(() -> region.transferTo(Channels.newChannel(bytes), 0));
      region.release();
      return Unpooled.wrappedBuffer(bytes.toByteArray());
    }

    /** Flushes, compares the bytes, and releases them. */
    void check() {
      Buffer written = Buffer.buffer();
      if (!batch.isEmpty()) {
        for (ByteBuf part : flush()) {
          written.appendBytes(ByteBufUtil.getBytes(part));
          part.release();
        }
      }
      assertEquals(expected, written);
      expected = Buffer.buffer();
    }
  }

  private final LastFrame last = new LastFrame();
  private final Stream earlier = new Stream(PLAIN);
  private final Stream first = new Stream(PLAIN);
  private final Stream second = new Stream(PLAIN);

  private static Message message(int length) {
    byte[] body = new byte[length];
    for (int i = 0; i < length; i++) {
      body[i] = (byte) i;
    }
    return new Message(Buffer.buffer("head"), Buffer.buffer(body));
  }

  /** A message that one stream has written already. */
  private Message sent(int length) {
    Message message = message(length);
    earlier.write(last, message);
    return message;
  }

  @AfterEach
  void theEarlierStreamHasWrittenIt() {
    earlier.check();
  }

  /** Whether a change of the one's first byte is one of the other's. */
  private static boolean sameMemory(ByteBuf one, ByteBuf other) {
    assertEquals(one, other);
    one.setByte(0, one.getByte(0) + 1);
    return one.getByte(0) == other.getByte(0);
  }

  @Test
  void aMessageForOneStreamIsNotRemembered() {
    ByteBuf bytes = first.write(last, message(10)).flush().get(0);
    assertTrue(bytes.release());
  }

  @Test
  void theFirstTwoStreamsWriteItThemselves() {
    Message message = message(10);
    ByteBuf one = first.write(last, message).flush().get(0);
    ByteBuf two = second.write(last, message).flush().get(0);
    assertFalse(sameMemory(one, two));
    assertTrue(one.release());
    last.clear();
    assertTrue(two.release());
  }

  @Test
  void aRunOfMessagesIsCopiedOnce() {
    for (int i = 0; i < 10; i++) {
      Message message = sent(i * 10);
      first.write(last, message);
      second.write(last, message);
    }
    ByteBuf copied = first.flush().get(0);
    List<ByteBuf> again = second.flush();
    assertEquals(1, again.size());
    assertTrue(sameMemory(copied, again.get(0)));
    last.clear();
    assertFalse(copied.release()); // the other has its own reference
    assertTrue(again.get(0).release());
  }

  @Test
  void aStreamThatGetsAMessageTwiceHasItInOnePiece() {
    Message message = sent(10);
    first.write(last, message).write(last, message);
    second.write(last, message).write(last, message);
    ByteBuf copied = first.flush().get(0);
    assertEquals(2 * (Long.BYTES + message.length()), copied.readableBytes());
    last.clear();
    copied.release();
    second.check();
  }

  @Test
  void theBytesStayWhenTheirStreamHasFlushed() {
    Message message = sent(100_000);
    first.write(last, message).check();
    second.write(last, message);
    last.clear();
    second.check();
  }

  @Test
  void theBytesAreReleasedAtTheEndOfTheTurn() {
    ByteBuf copied = first.write(last, sent(10)).flush().get(0);
    assertFalse(copied.release());
    last.clear();
    assertEquals(0, copied.refCnt());
    last.clear();
  }

  @Test
  void theSharedBytesAreReleasedWithTheBatch() {
    Message message = sent(10);
    ByteBuf copied = first.write(last, message).flush().get(0);
    second.write(last, message);
    last.clear();
    assertFalse(copied.release());
    second.batch.release();
    assertEquals(0, copied.refCnt());
  }

  @Test
  void aStreamThatIsBehindGetsBytesOfItsOwn() {
    Message message = sent(10);
    ByteBuf copied = first.write(last, message).flush().get(0);
    ByteBuf own = second.write(last, message, true).flush().get(0);
    assertFalse(sameMemory(copied, own));
    own.release();
    last.clear();
    assertTrue(copied.release());
  }

  @Test
  void anotherMessageWithTheSameBytesIsCopied() {
    first.write(last, sent(10));
    second.write(last, sent(10));
    ByteBuf copied = first.flush().get(0);
    ByteBuf own = second.flush().get(0);
    assertFalse(sameMemory(copied, own));
    last.clear();
    assertTrue(copied.release());
    assertTrue(own.release());
  }

  @Test
  void framesOfAnotherFormAreNotTaken() {
    Message message = sent(10);
    first.write(last, message);
    Stream ipc = new Stream(new LengthFraming(true), Buffer.buffer(new byte[] {1}));
    ipc.write(last, message).check();
    ByteBuf frame =
        new Stream(new WebSocketFraming(false, new WebSocketOptions()))
            .write(last, message)
            .flush()
            .get(0);
    assertEquals((byte) 0x82, frame.getByte(0));
    frame.release();
    first.check();
    last.clear();
  }

  @Test
  void serversOfWebSocketsShareAndClientsDoNot() {
    Message message = sent(10);
    Framing server = new WebSocketFraming(false, new WebSocketOptions());
    ByteBuf copied = new Stream(server).write(last, message).flush().get(0);
    Framing another = new WebSocketFraming(false, new WebSocketOptions());
    ByteBuf again = new Stream(another).write(last, message).flush().get(0);
    assertTrue(sameMemory(copied, again));
    Framing client = new WebSocketFraming(true, new WebSocketOptions());
    ByteBuf masked = new Stream(client).write(last, message).flush().get(0);
    assertEquals(copied.readableBytes() + Integer.BYTES, masked.readableBytes());
    again.release();
    masked.release();
    last.clear();
    assertTrue(copied.release());
  }

  @Test
  void streamsWriteWhatTheyWereGivenInAnyMixture() {
    Cases.check(100, this::mixture);
  }

  private void mixture(Draws draws) {
    List<Stream> streams = List.of(first, second, new Stream(PLAIN), new Stream(PLAIN));
    for (int turn = 0; turn < 3; turn++) {
      for (int i = 0; i < draws.between(1, 8); i++) {
        Message message = message(draws.of(0, 1, 10, 500, 2000, 70_000));
        for (Stream stream : streams) {
          if (draws.of(true, true, true, false)) {
            stream.write(last, message, draws.of(true, false, false, false));
          }
          if (stream.batch.bytes() > 0 && draws.of(true, false, false)) {
            stream.check();
          }
        }
      }
      last.clear();
      streams.forEach(Stream::check);
    }
  }
}
