package io.scapro.transport.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Accepts {@code GET HTTP/1.1} as {@code GET / HTTP/1.1}: nng 1.5 sends this if its URL has no
 * path. Removes itself from the pipeline after the first bytes. See docs/wire.md, section 5.1.
 */
final class EmptyTarget extends ByteToMessageDecoder {

  private static final byte[] EMPTY = "GET  ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ROOT = "GET / ".getBytes(StandardCharsets.US_ASCII);

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    int known = Math.min(in.readableBytes(), EMPTY.length);
    for (int i = 0; i < known; i++) {
      if (in.getByte(in.readerIndex() + i) != EMPTY[i]) {
        ctx.pipeline().remove(this);
        return;
      }
    }
    if (known == EMPTY.length) {
      in.skipBytes(EMPTY.length);
      out.add(ctx.alloc().buffer(ROOT.length).writeBytes(ROOT));
      ctx.pipeline().remove(this);
    }
  }
}
