package io.scapro.core;

import io.scapro.CommonOptions;
import io.scapro.Identity;
import io.scapro.Peer;
import io.scapro.PeerHook;
import io.scapro.SocketEvent;
import io.scapro.SpException;
import io.scapro.spi.BodyPool;
import io.scapro.spi.Host;
import io.scapro.spi.Pipe;
import io.scapro.spi.ReceiveBudget;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The socket from the view of its endpoints. On the event loop, unless stated otherwise. */
interface Owner {

  /** May be called from any thread. */
  Host host();

  /** May be called from any thread. */
  Identity identity();

  /** May be called from any thread. */
  CommonOptions<?> options();

  BodyPool bodies();

  /** May be called from any thread. */
  ReceiveBudget budget();

  /** The application's hook for peers; null: all are accepted. */
  @Nullable PeerHook peerHook();

  void event(SocketEvent event);

  SocketLog log();

  /** Registers another endpoint. */
  void enter(OwnedEndpoint endpoint);

  /** {@code endpoint} no longer accepts or connects. */
  void closed(OwnedEndpoint endpoint);

  /** Why {@code peer} cannot be attached now; null: it can. */
  @Nullable SpException refusal(Peer peer);

  /**
   * Ends a pipe that passed the handshake and is not attached.
   *
   * @param wasGreeted whether the peer may have sent messages; they are dropped and counted
   */
  void turnAway(Pipe pipe, SpException cause, boolean wasGreeted);

  /**
   * Attaches a peer that completed the handshake.
   *
   * @return whether it was attached; else it was refused, counted and aborted
   */
  boolean attach(OwnedEndpoint endpoint, Pipe pipe);

  /** Stops sending to {@code pipe}, and closes it gracefully. */
  void detach(Pipe pipe);

  /** The live pipes of {@code endpoint}. */
  List<Pipe> pipesOf(OwnedEndpoint endpoint);

  /** The failure of calls after close. May be called from any thread. */
  SpException closedException();
}
