package io.scapro.transport.tls;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.PromiseInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.internal.net.SslChannelProvider;
import io.vertx.core.internal.net.SslHandshakeCompletionHandler;
import io.vertx.core.internal.tls.ServerSslContextManager;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.net.ServerSSLOptions;

/**
 * Protects connections that a server accepted.
 *
 * <p>{@link NetSocket#upgradeToSsl} does so for the first server at an address only: in Vert.x
 * 5.1.6 those that share it have nothing to make TLS contexts with.
 */
final class AcceptedTls {

  private final VertxInternal vertx;
  private final ServerSslContextManager contexts;

  AcceptedTls(Vertx vertx, SSLEngineOptions engine) {
    this.vertx = (VertxInternal) vertx;
    this.contexts = new ServerSslContextManager(engine);
  }

  /**
   * To be called on the loop of {@code socket}, in the turn in which it appeared. Completes after
   * the handshake.
   */
  Future<Void> protect(NetSocket socket, ServerSSLOptions options) {
    ChannelHandlerContext ctx = ((NetSocketInternal) socket).channelHandlerContext();
    ContextInternal context = vertx.getOrCreateContext();
    ctx.channel().config().setAutoRead(false); // nothing may be taken for plain bytes
    socket.pause();
    return contexts
        .resolveSslContextProvider(options, context)
        .compose(
            provider ->
                shakeHands(
                    ctx,
                    context,
                    new SslChannelProvider(vertx, provider, options.isSni()),
                    options))
        .transform(
            ended -> {
              socket.resume();
              return (Future<Void>) ended;
            });
  }

  private static Future<Void> shakeHands(
      ChannelHandlerContext ctx,
      ContextInternal context,
      SslChannelProvider provider,
      ServerSSLOptions options) {
    ChannelPromise ended = ctx.newPromise();
    ctx.pipeline().addFirst("handshaker", new SslHandshakeCompletionHandler(ended));
    ctx.pipeline()
        .addFirst(
            "ssl",
            provider.createServerHandler(
                null,
                options.getSslHandshakeTimeout(),
                options.getSslHandshakeTimeoutUnit(),
                null));
    ctx.channel().config().setAutoRead(true);
    PromiseInternal<Void> result = context.promise();
    ended.addListener(result);
    return result.future();
  }
}
