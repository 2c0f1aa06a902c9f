package io.scapro.transport.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.scapro.Address;
import io.scapro.EndpointOptions;
import io.scapro.Message;
import io.scapro.spi.Link;
import io.scapro.spi.SocketBase;
import io.scapro.suite.BareSocket;
import io.scapro.testing.FakeHost;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamPipeTest {

  private static final int BUFFER = 4;
  private static final Message MESSAGE = new Message(Buffer.buffer("0123456789"));
  private static final int FRAME = Long.BYTES + MESSAGE.length();

  /** The network: takes each write at once, or keeps its promise for later. */
  private static final class Network extends ChannelOutboundHandlerAdapter {
    private final List<Integer> flushes = new ArrayList<>(); // bytes of each
    private final List<ChannelPromise> kept = new ArrayList<>();
    private int written;
    private boolean slow;

    @Override
    public void write(ChannelHandlerContext ctx, Object part, ChannelPromise promise) {
      written += ((ByteBuf) part).readableBytes();
      ((ByteBuf) part).release();
      if (slow) {
        kept.add(promise);
      } else {
        promise.trySuccess();
      }
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
      flushes.add(written);
      written = 0;
    }
  }

  private final BareSocket socket =
      new BareSocket(FakeHost.onEventLoop(), BareSocket.options().setSendBuffer(BUFFER));
  private final Network network = new Network();
  private final EmbeddedChannel channel =
      new EmbeddedChannel(network, new ChannelInboundHandlerAdapter());
  private final StreamPipe pipe = pipe();

  private StreamPipe pipe() {
    Link link =
        SocketBase.engineOf(socket)
            .passive(new Address("fake", "peer"), new EndpointOptions(), true);
    ChannelHandlerContext ctx = channel.pipeline().lastContext();
    return new StreamPipe(
        ctx, link, new LengthFraming(false), PeerDrafts.of(ctx, "peer", Map.of()));
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private int sendUntilFull(int most) {
    for (int sent = 1; sent <= most; sent++) {
      if (!pipe.send(MESSAGE)) {
        return sent;
      }
    }
    return most;
  }

  @Test
  void messagesOfOneTurnAreOneWriteWhileTheNetworkTakesThem() {
    assertEquals(100, sendUntilFull(100));
    assertEquals(List.of(), network.flushes);
    channel.runPendingTasks(); // ends the turn
    assertEquals(List.of(100 * FRAME), network.flushes);
    assertEquals(0, pipe.queuedMessages());
    assertTrue(pipe.isWritable());
  }

  @Test
  void aBatchHasALimitInMessagesAndInBytes() {
    sendUntilFull(Batch.FULL_MESSAGES);
    assertEquals(List.of(Batch.FULL_MESSAGES * FRAME), network.flushes);
    network.flushes.clear();
    Message longer = new Message(Buffer.buffer(new byte[Batch.FULL / 8]));
    for (int i = 0; i < 8; i++) {
      pipe.send(longer);
    }
    assertEquals(List.of(8 * (Long.BYTES + longer.length())), network.flushes);
  }

  @Test
  void theLimitCountsWhatTheNetworkDidNotTake() {
    network.slow = true;
    sendUntilFull(BUFFER + 1);
    channel.runPendingTasks();
    assertFalse(pipe.isWritable());
    network.kept.remove(0).trySuccess();
    assertTrue(pipe.isWritable());
    assertEquals(1, sendUntilFull(1));
    channel.runPendingTasks(); // one message waits for the network
    assertEquals(BUFFER - 1, sendUntilFull(100));
    assertEquals(BUFFER, pipe.queuedMessages());
    network.kept.forEach(ChannelPromise::trySuccess);
    channel.runPendingTasks();
    assertEquals(BUFFER + 1 + BUFFER, pipe.writtenMessages());
  }
}
