package io.scapro.transport.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.scapro.Address;
import io.scapro.EndpointOptions;
import io.scapro.Message;
import io.scapro.SpException;
import io.scapro.spi.Link;
import io.scapro.spi.SocketBase;
import io.scapro.suite.BareSocket;
import io.scapro.testing.FakeHost;
import io.scapro.wire.Framer;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StreamReaderTest {

  private static final int LONG = 1 << 20;

  private final BareSocket socket = new BareSocket(FakeHost.onEventLoop(), BareSocket.options());
  private final List<Integer> lengths = new ArrayList<>();
  private int wanted = 1;
  private final StreamReader reader = reader();

  private StreamReader reader() {
    EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
    Link link =
        SocketBase.engineOf(socket)
            .passive(new Address("fake", "peer"), new EndpointOptions(), true);
    return new StreamReader(
        channel.pipeline().firstContext(),
        link,
        sink -> new Framer(false, 0, sink),
        new StreamReader.User() {
          @Override
          public boolean deliver(Buffer body, Message.@Nullable Lease lease) {
            lengths.add(body.length());
            return --wanted > 0;
          }

          @Override
          public void failed(SpException cause) {
            throw cause;
          }

          @Override
          public boolean isClosed() {
            return false;
          }
        },
        "fake://peer");
  }

  @Test
  void keepsNotTheMemoryOfALongReadForTheFewBytesBehindIt() {
    ByteBuf read = Unpooled.directBuffer(LONG + 100);
    read.writeLong(LONG).writeZero(LONG);
    read.writeLong(50).writeZero(20);
    reader.start();
    reader.read(read);
    assertEquals(List.of(LONG), lengths);
    assertEquals(0, read.refCnt());

    wanted = 1;
    reader.resume();
    reader.read(Unpooled.directBuffer().writeZero(30));
    assertEquals(List.of(LONG, 50), lengths);
  }
}
