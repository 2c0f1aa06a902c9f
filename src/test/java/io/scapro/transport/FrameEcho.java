package io.scapro.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.scapro.SpException;
import io.scapro.suite.RawWebSocket;
import io.scapro.transport.stream.Batch;
import io.scapro.transport.stream.Framing;
import io.scapro.transport.websocket.WebSocketFraming;
import io.scapro.wire.FrameDecoder;
import io.scapro.wire.WebSocketFramer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;

/** Sends back each message, text as text, on the frame layer of our WebSockets alone. */
final class FrameEcho extends ChannelInboundHandlerAdapter
    implements FrameDecoder.Sink, Framing.Stream {

  private static final Buffer NO_HEADER = Buffer.buffer();

  private final ChannelHandlerContext ctx;
  private final WebSocketFraming framing =
      new WebSocketFraming(false, new WebSocketOptions().setText(true));
  private final FrameDecoder decoder;
  private final Batch batch;

  private FrameEcho(ChannelHandlerContext ctx, int most) {
    this.ctx = ctx;
    this.batch = new Batch(ctx);
    this.decoder = framing.decoder(most, this, this);
  }

  static Future<HttpServer> listen(Vertx vertx, int most) {
    return vertx
        .createHttpServer()
        .requestHandler(request -> upgrade(request, most))
        .listen(0, "127.0.0.1");
  }

  private static void upgrade(HttpServerRequest request, int most) {
    request
        .response()
        .putHeader("Upgrade", "websocket")
        .putHeader("Connection", "Upgrade")
        .putHeader(
            "Sec-WebSocket-Accept", RawWebSocket.acceptOf(request.getHeader("Sec-WebSocket-Key")));
    request.toNetSocket().onSuccess(socket -> echo(socket, most));
  }

  private static void echo(NetSocket socket, int most) {
    ChannelHandlerContext ctx = ((NetSocketInternal) socket).channelHandlerContext();
    ctx.pipeline().addBefore("handler", "echo", new FrameEcho(ctx, most));
  }

  @Override
  public void channelRead(ChannelHandlerContext self, Object message) {
    if (message instanceof ByteBuf in) {
      try {
        decoder.feed(BufferInternal.buffer(in), in.readerIndex(), in.writerIndex());
        flush();
      } catch (SpException cause) {
        framing.closeFrame(batch);
        peerClosed(cause);
      } finally {
        in.release();
      }
    }
  }

  @Override
  public byte[] allocate(int length) {
    return new byte[length];
  }

  @Override
  public void recycle(byte[] array) {}

  @Override
  public boolean message(byte[] array, int length) {
    int kind = framing.isText() ? WebSocketFramer.TEXT : WebSocketFramer.BINARY;
    framing.write(kind, NO_HEADER, Buffer.buffer(array).slice(0, length), batch);
    return true;
  }

  @Override
  public Batch batch() {
    return batch;
  }

  @Override
  public void replied() {}

  @Override
  public void peerClosed(SpException cause) {
    if (batch.isEmpty()) {
      ctx.close();
    } else {
      batch.flush(written -> ctx.close());
    }
  }

  private void flush() {
    if (!batch.isEmpty()) {
      batch.flush(written -> {});
    }
  }
}
