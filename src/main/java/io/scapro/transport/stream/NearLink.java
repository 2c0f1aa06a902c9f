package io.scapro.transport.stream;

import io.scapro.CommonOptions;
import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.Identity;
import io.scapro.SpException;
import io.scapro.spi.BodyPool;
import io.scapro.spi.Host;
import io.scapro.spi.Link;
import io.scapro.spi.PeerDraft;
import io.scapro.spi.Pipe;
import io.scapro.spi.ReceiveBudget;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** A link for a connection whose event loop is not that of the socket. */
public record NearLink(Link link, Host host, BodyPool bodies) implements Link {

  /**
   * {@return {@code link} itself if the calling thread is the event loop of its socket; otherwise a
   * {@code NearLink}}
   *
   * @param here the event loop of the calling thread
   */
  public static Link of(Link link, Host here) {
    return link.host().inLoop() ? link : new NearLink(link, here, new BodyPool(false));
  }

  @Override
  public Vertx vertx() {
    return link.vertx();
  }

  @Override
  public Context context() {
    return link.context();
  }

  @Override
  public Identity identity() {
    return link.identity();
  }

  @Override
  public Endpoint endpoint() {
    return link.endpoint();
  }

  @Override
  public EndpointOptions options() {
    return link.options();
  }

  @Override
  public CommonOptions<?> socketOptions() {
    return link.socketOptions();
  }

  @Override
  public ReceiveBudget budget() {
    return link.budget();
  }

  @Override
  public void accepted(Pipe pipe) {
    link.accepted(pipe);
  }

  @Override
  public boolean beginHandshake() {
    return link.beginHandshake();
  }

  @Override
  public Future<Void> admit(PeerDraft draft) {
    return link.admit(draft);
  }

  @Override
  public void rejected(SpException cause) {
    link.rejected(cause);
  }

  @Override
  public void turnedAway(SpException cause) {
    link.turnedAway(cause);
  }
}
