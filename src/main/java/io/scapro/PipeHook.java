package io.scapro;

import io.vertx.core.Future;

/**
 * Decides whether a peer may join, after the handshake and before its first message. It sees {@link
 * Pipe#remoteAddress}, {@link Pipe#headers}, {@link Pipe#peerCertificates} and {@link
 * Pipe#credentials}, as far as the transport knows them. The peer may have sent messages by then;
 * those of a peer that is turned away are not read.
 */
@FunctionalInterface
public interface PipeHook {

  /**
   * Called on the application's context.
   *
   * @return completes to let the peer in; fails to turn it away, with the failure's text as the
   *     reason in the event REFUSED. An answer later than the handshake timeout is a no.
   */
  Future<Void> admit(Pipe pipe);
}
