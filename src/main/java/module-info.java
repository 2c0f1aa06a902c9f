/**
 * The nanomsg Scalability Protocols for Vert.x. Applications import {@link io.scapro} and {@link
 * io.scapro.protocol}.
 *
 * <p>What is {@code static} here is for parts that an application may do without; one that uses
 * such a part requires the module itself: {@code io.vertx.web} for {@link io.scapro.web}, {@code
 * micrometer.core} for {@code io.scapro.metrics.SocketMeters}, {@code
 * io.vertx.clustermanager.hazelcast} for {@link io.scapro.cluster}.
 */
@SuppressWarnings("requires-automatic")
module io.scapro {
  requires transitive io.vertx.core;
  requires static transitive org.jspecify;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.codec.http;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.resolver;
  requires io.netty.transport;
  requires io.netty.transport.unix.common;
  requires java.logging;
  requires io.vertx.core.logging;
  requires jdk.net;
  // Without it Vert.x asks Java, and so do we.
  requires static io.netty.resolver.dns;
  // Not transitive: then javac would want them of every application.
  requires static io.vertx.web;
  requires static micrometer.core;
  requires static com.hazelcast.core;
  requires static io.vertx.clustermanager.hazelcast;

  // Of the command line, which runs on the class path.
  requires static HdrHistogram;
  requires static info.picocli;
  requires static java.management;

  exports io.scapro;
  exports io.scapro.cluster;
  exports io.scapro.metrics;
  exports io.scapro.protocol;
  exports io.scapro.spi;
  exports io.scapro.testing;
  exports io.scapro.transport;
  exports io.scapro.verticle;
  exports io.scapro.web;

  uses io.scapro.TransportOptions;
  uses io.scapro.spi.Engine.Provider;
  uses io.scapro.spi.Protocol.Provider;
  uses io.scapro.spi.Transport;

  provides io.scapro.TransportOptions with
      io.scapro.transport.TcpOptions,
      io.scapro.transport.IpcOptions,
      io.scapro.transport.WebSocketOptions,
      io.scapro.transport.ClusterOptions,
      io.scapro.transport.TlsOptions;
  provides io.scapro.spi.Engine.Provider with
      io.scapro.core.CoreProvider;
  provides io.scapro.spi.Protocol.Provider with
      io.scapro.protocol.Protocols;
  provides io.scapro.spi.Transport with
      io.scapro.transport.bus.ClusterTransport,
      io.scapro.transport.bus.EventBusTransport,
      io.scapro.transport.bus.InprocTransport,
      io.scapro.transport.ipc.AbstractTransport,
      io.scapro.transport.ipc.IpcTransport,
      io.scapro.transport.tcp.TcpTransport,
      io.scapro.transport.tls.TlsTransport,
      io.scapro.transport.websocket.MountedTransport,
      io.scapro.transport.websocket.WebSocketTransport;
  provides io.vertx.core.spi.VerticleFactory with
      io.scapro.verticle.ScaproVerticleFactory;
}
