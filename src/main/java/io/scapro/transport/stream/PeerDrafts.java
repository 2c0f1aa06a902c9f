package io.scapro.transport.stream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import io.scapro.spi.PeerDraft;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Describes the peer of a connection, after the TLS handshake if there is one. */
public final class PeerDrafts {

  private PeerDrafts() {}

  /**
   * The peer at the other end of {@code socket}.
   *
   * @param headers of its HTTP request, names in lower case
   */
  public static PeerDraft of(NetSocket socket, Map<String, String> headers) {
    return of(((NetSocketInternal) socket).channelHandlerContext(), remoteAddress(socket), headers);
  }

  static PeerDraft of(
      ChannelHandlerContext ctx, String remoteAddress, Map<String, String> headers) {
    return new PeerDraft(
        remoteAddress, localAddress(ctx), headers, certificates(ctx), LocalPeer.of(ctx.channel()));
  }

  static String remoteAddress(NetSocket socket) {
    SocketAddress remote = socket.remoteAddress();
    return remote == null ? "unknown" : remote.toString();
  }

  private static String localAddress(ChannelHandlerContext ctx) {
    return ctx.channel().localAddress() instanceof InetSocketAddress inet
        ? SocketAddress.inetSocketAddress(inet).toString()
        : "";
  }

  private static List<Certificate> certificates(ChannelHandlerContext ctx) {
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    try {
      return tls == null ? List.of() : List.of(tls.engine().getSession().getPeerCertificates());
    } catch (SSLPeerUnverifiedException e) {
      return List.of(); // the peer has sent none
    }
  }
}
