package io.scapro.transport.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.scapro.wire.FirstBytes;
import java.util.function.Consumer;

/**
 * Checks whether the first bytes of a server are those of another protocol, then removes itself
 * from the pipeline.
 */
final class OtherSpeech extends ChannelInboundHandlerAdapter {

  private static final int ENOUGH = 4;

  private final Consumer<String> found;

  /**
   * @param found called with the protocol found and the advice
   */
  OtherSpeech(Consumer<String> found) {
    this.found = found;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ByteBuf in) {
      byte[] first = new byte[Math.min(ENOUGH, in.readableBytes())];
      in.getBytes(in.readerIndex(), first);
      if (FirstBytes.isSp(first)) {
        found.accept("the peer speaks SP without WebSocket; do: use tcp:// or tls+tcp://");
      } else if (FirstBytes.isTls(first)) {
        found.accept("the peer speaks TLS; do: use wss://");
      }
    }
    ctx.pipeline().remove(this);
    ctx.fireChannelRead(message);
  }
}
