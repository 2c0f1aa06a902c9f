package io.scapro.transport.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.scapro.DirectBody;
import io.scapro.Message;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a flush gives to the channel. */
class BatchTest {

  private static final int HEADER = 8;
  private static final int JOINED = 16 << 10;

  private final EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
  private final Batch batch = new Batch(channel.pipeline().firstContext());

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private static Buffer body(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return DirectBody.of(ByteBuffer.allocateDirect(length).put(bytes).flip());
  }

  private List<Integer> send(Buffer body) {
    new LengthFraming(false).write(new Message(body), batch);
    batch.flush(written -> {});
    Buffer got = Buffer.buffer();
    List<Integer> lengths = new ArrayList<>();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      byte[] bytes = new byte[part.readableBytes()];
      part.readBytes(bytes).release();
      lengths.add(bytes.length);
      got.appendBytes(bytes);
    }
    assertEquals(Buffer.buffer().appendLong(body.length()).appendBuffer(body), got);
    return lengths;
  }

  /** A write of 8 bytes would cost the peer a read and can wake it. */
  @Test
  void theHeaderOfALongDirectBodyIsNotSentByItself() {
    Buffer body = body(1 << 20);
    send(body); // the batch learns how much it copies
    for (int i = 0; i < 3; i++) {
      assertEquals(List.of(HEADER + JOINED, body.length() - JOINED), send(body));
    }
    assertNull(channel.readOutbound());
  }

  @Test
  void aDirectBodyOfMediumLengthIsNotCopied() {
    Buffer body = body(Batch.FULL - 1);
    assertEquals(List.of(HEADER, body.length()), send(body));
  }

  @Test
  void aShortDirectBodyIsCopied() {
    Buffer body = body(Batch.LARGE - 1);
    send(body); // the batch learns how much it copies
    assertEquals(List.of(HEADER + body.length()), send(body));
  }
}
