package io.scapro.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.FileRegion;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import io.scapro.Message;
import io.scapro.transport.WebSocketOptions;
import io.scapro.transport.stream.Batch;
import io.scapro.transport.websocket.WebSocketFraming;
import io.scapro.wire.WebSocketFramer.Rules;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Frames as Scapro writes them, in both roles, give their messages to a simple reader. The first
 * byte of the input is the length of a header, the second repeats the body.
 */
class WebSocketEncodingFuzzTest {

  @FuzzTest
  void written(byte[] data) throws IOException {
    if (data.length < 2) {
      return;
    }
    Buffer header =
        Buffer.buffer(Arrays.copyOfRange(data, 2, 2 + Math.min(data[0] & 63, data.length - 2)));
    Buffer once = Buffer.buffer(Arrays.copyOfRange(data, 2 + header.length(), data.length));
    Buffer body = Buffer.buffer();
    for (int i = 0; i <= (data[1] & 0xff); i++) {
      body.appendBuffer(once);
    }
    for (boolean client : new boolean[] {false, true}) {
      byte[] wire = wire(client, List.of(new Message(header, body), new Message(once)));
      List<String> expected = new ArrayList<>();
      expected.add("binary " + hex(header) + hex(body));
      expected.add("binary " + hex(once));
      expected.add("end false");
      assertEquals(expected, SimpleWebSocket.events(new Rules(client, false, 0, 1000), wire));
    }
  }

  private static String hex(Buffer buffer) {
    return HexFormat.of().formatHex(buffer.getBytes());
  }

  private static byte[] wire(boolean client, List<Message> messages) throws IOException {
    EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
    try {
      ChannelHandlerContext ctx = channel.pipeline().firstContext();
      assertNotNull(ctx);
      Batch batch = new Batch(ctx);
      WebSocketFraming framing = new WebSocketFraming(client, new WebSocketOptions());
      messages.forEach(message -> framing.write(message, batch));
      batch.flush(sent -> {});
      ByteArrayOutputStream wire = new ByteArrayOutputStream();
      Object part;
      while ((part = channel.readOutbound()) != null) {
        if (part instanceof FileRegion region) {
          region.transferTo(Channels.newChannel(wire), 0);
          assertEquals(region.count(), region.transferred());
        } else {
          wire.write(ByteBufUtil.getBytes((ByteBuf) part));
        }
        ReferenceCountUtil.release(part);
      }
      return wire.toByteArray();
    } finally {
      assertFalse(channel.finishAndReleaseAll());
    }
  }
}
