package io.scapro.transport.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.scapro.spi.HostPort;
import io.scapro.transport.TlsOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.PromiseInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.internal.net.SslHandshakeCompletionHandler;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.spi.tls.SslContextFactory;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The engine's TLS contexts of one endpoint, made of its certificates, keys and trusted CAs.
 * Creating them blocks, so it belongs on a worker. {@link #protect} creates none and runs on the
 * event loop.
 *
 * <p>{@link NetSocket#upgradeToSsl} is not used: it creates contexts on the event loop, in the
 * first handshake.
 */
final class TlsContexts {

  private static final Set<String> VERSIONS = Set.of("TLSv1.2", "TLSv1.3");

  private final VertxInternal vertx;
  private final Supplier<ChannelHandler> handlers;

  /**
   * The common settings of clients and servers.
   *
   * @param timeout for each handshake
   */
  record Setup(Vertx vertx, SSLEngineOptions engine, Duration timeout) {}

  private TlsContexts(Vertx vertx, Supplier<ChannelHandler> handlers) {
    this.vertx = (VertxInternal) vertx;
    this.handlers = handlers;
  }

  /**
   * Accepts connections. Blocks.
   *
   * @param names the names of the certificates, when a client's choice (SNI) matters
   */
  static TlsContexts forServer(
      Setup setup,
      KeyCertOptions own,
      TlsOptions.ClientAuth asked,
      @Nullable TrustManagerFactory trust,
      List<String> names)
      throws Exception {
    Vertx vertx = setup.vertx();
    SSLEngineOptions engine = setup.engine();
    Duration timeout = setup.timeout();
    ClientAuth auth =
        switch (asked) {
          case NONE -> ClientAuth.NONE;
          case REQUEST -> ClientAuth.OPTIONAL;
          case REQUIRED -> ClientAuth.REQUIRE;
        };
    SslContext standard = forServer(engine, own.getKeyManagerFactory(vertx), auth, trust);
    if (names.isEmpty()) {
      return new TlsContexts(
          vertx, () -> timed(standard.newHandler(ByteBufAllocator.DEFAULT), timeout));
    }
    Function<String, KeyManagerFactory> byName = own.keyManagerFactoryMapper(vertx);
    IdentityHashMap<KeyManagerFactory, SslContext> contexts = new IdentityHashMap<>();
    for (String name : names) {
      KeyManagerFactory keys = byName.apply(name);
      if (keys != null && !contexts.containsKey(keys)) {
        contexts.put(keys, forServer(engine, keys, auth, trust));
      }
    }
    Function<@Nullable String, SslContext> choice =
        name -> name == null ? standard : contexts.getOrDefault(byName.apply(name), standard);
    return new TlsContexts(vertx, () -> new ByName(choice, timeout));
  }

  private static SslContext forServer(
      SSLEngineOptions engine,
      KeyManagerFactory keys,
      ClientAuth auth,
      @Nullable TrustManagerFactory trust)
      throws Exception {
    SslContextFactory factory =
        engine.sslContextFactory().forServer(auth).enabledProtocols(VERSIONS);
    factory.keyMananagerFactory(keys);
    if (trust != null) {
      factory.trustManagerFactory(trust);
    }
    return factory.create();
  }

  /** Selects the context by the name that the client asks for (SNI). */
  private static final class ByName extends SniHandler {
    private final Duration timeout;

    ByName(Function<@Nullable String, SslContext> choice, Duration timeout) {
      super(choice::apply, 0, timeout.toMillis());
      this.timeout = timeout;
    }

    @Override
    protected SslHandler newSslHandler(SslContext context, ByteBufAllocator allocator) {
      return timed(super.newSslHandler(context, allocator), timeout);
    }
  }

  private static SslHandler timed(SslHandler handler, Duration timeout) {
    handler.setHandshakeTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
    return handler;
  }

  /**
   * Connects to {@code to}. Blocks.
   *
   * @param own the client certificate, sent to a server that asks for one; null: none
   * @param trust verifies the server; null: the server is not verified
   * @param serverName the server name to request (SNI) and to verify; null if the host has none
   */
  static TlsContexts forClient(
      Setup setup,
      @Nullable KeyCertOptions own,
      @Nullable TrustManagerFactory trust,
      @Nullable SNIHostName serverName,
      HostPort to)
      throws Exception {
    SslContextFactory factory =
        setup
            .engine()
            .sslContextFactory()
            .forClient(serverName, trust == null ? "" : "HTTPS")
            .enabledProtocols(VERSIONS)
            .trustManagerFactory(trust == null ? InsecureTrustManagerFactory.INSTANCE : trust);
    if (own != null) {
      factory.keyMananagerFactory(own.getKeyManagerFactory(setup.vertx()));
    }
    SslContext context = factory.create();
    return new TlsContexts(
        setup.vertx(),
        () ->
            timed(
                context.newHandler(ByteBufAllocator.DEFAULT, to.tlsName(), to.port()),
                setup.timeout()));
  }

  /**
   * Performs the TLS handshake; completes in the turn in which it ends. To be called on the event
   * loop of {@code socket}, in the turn in which the connection appears, so that no TLS bytes are
   * read as plain bytes.
   */
  Future<Void> protect(NetSocket socket) {
    ChannelHandlerContext ctx = ((NetSocketInternal) socket).channelHandlerContext();
    ContextInternal context = vertx.getOrCreateContext();
    ChannelPromise ended = ctx.newPromise();
    ChannelPipeline pipeline = ctx.pipeline();
    socket.pause();
    pipeline.addFirst("handshaker", new SslHandshakeCompletionHandler(ended));
    pipeline.addFirst("ssl", handlers.get());
    ctx.channel().config().setAutoRead(true);
    PromiseInternal<Void> result = context.promise();
    ended.addListener(result);
    return result
        .future()
        .transform(
            done -> {
              socket.resume();
              return (Future<Void>) done;
            });
  }
}
