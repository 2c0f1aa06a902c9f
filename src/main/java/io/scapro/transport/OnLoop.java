package io.scapro.transport;

import io.scapro.BodyPool;
import io.scapro.EndpointOptions;
import io.scapro.Host;
import io.scapro.Identity;
import io.scapro.Link;
import io.scapro.Pipe;
import io.scapro.ReceiveBudget;
import io.scapro.SocketOptions;
import io.scapro.SpException;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** A link as a connection sees it that lives on another loop than the socket. */
record OnLoop(Link link, Host host, BodyPool bodies) implements Link {

  /**
   * {@code link} itself when this is its loop.
   *
   * @param here the loop of the calling thread
   */
  static Link of(Link link, Host here) {
    return link.host().inLoop() ? link : new OnLoop(link, here, new BodyPool(false));
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
  public EndpointOptions options() {
    return link.options();
  }

  @Override
  public SocketOptions<?> socketOptions() {
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
  public boolean admit() {
    return link.admit();
  }

  @Override
  public void rejected(SpException cause) {
    link.rejected(cause);
  }
}
