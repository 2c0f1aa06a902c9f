package io.scapro.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.scapro.DropReason;
import io.scapro.Endpoint;
import io.scapro.Message;
import io.scapro.SpException;
import io.scapro.protocol.ReqOptions;
import io.scapro.spi.Pipe;
import io.scapro.spi.ReceiveBudget;
import io.scapro.spi.SendBudget;
import io.scapro.suite.BareSocket;
import io.scapro.suite.RaceHost;
import io.scapro.suite.Races;
import io.scapro.testing.FakeHost;
import io.scapro.testing.FakePeer;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two event loops that pass messages to each other at the same time. */
@Tag("soak")
class HandoverRacesTest {

  private static final int LIMIT = 2;
  private static final ReqOptions OPTIONS =
      BareSocket.options().setSendBuffer(LIMIT).setReceiveBuffer(LIMIT);
  private static final Endpoint ENDPOINT =
      new BareSocket(FakeHost.onEventLoop(), OPTIONS).bind("tcp://*:0").result();

  private static final class Loops implements Pipe.Owner {
    final RaceHost here = new RaceHost();
    final RaceHost there = new RaceHost();
    final FakePeer peer = new FakePeer(ENDPOINT);
    final List<String> got = new ArrayList<>();
    final List<String> backlog = new ArrayList<>();
    final Handover pipe;
    boolean reading = true;
    boolean closed;

    Loops() {
      peer.identify(ENDPOINT, "bare");
      pipe = new Handover(peer, there, here, OPTIONS, new ReceiveBudget(1 << 20));
      here.onLoop(
          () -> {
            pipe.attach(this, SendBudget.unlimited());
            pipe.start();
          });
      RaceHost.settle(here, there);
    }

    void send(String... bodies) {
      backlog.addAll(List.of(bodies));
      writable(pipe);
    }

    @Override
    public boolean received(Pipe from, Message message) {
      assertFalse(closed, "received after the end");
      got.add(message.body().toString());
      return reading;
    }

    @Override
    public void writable(Pipe from) {
      while (!backlog.isEmpty() && pipe.isWritable()) {
        pipe.send(new Message(Buffer.buffer(backlog.remove(0))));
      }
    }

    @Override
    public void dropped(Pipe from, DropReason reason, long messages) {
      throw new AssertionError("expected no drop, got " + reason + " of " + messages);
    }

    @Override
    public void closed(Pipe from, SpException cause) {
      closed = true;
    }
  }

  @Test
  void messagesCrossOnceAndInOrder() {
    Races.check(
        () -> {
          Loops loops = new Loops();
          Races.together(
              () ->
                  loops.here.onLoop(
                      () -> {
                        loops.send("1", "2", "3");
                        loops.here.turn();
                      }),
              () ->
                  loops.there.onLoop(
                      () -> {
                        loops.there.turn();
                        List.of("a", "b", "c").forEach(loops.peer::offer);
                      }));
          RaceHost.settle(loops.here, loops.there);
          assertEquals(List.of("1", "2", "3"), loops.peer.texts());
          assertEquals(List.of("a", "b", "c"), loops.got);
          assertEquals(0, loops.pipe.queuedMessages());
        });
  }

  @Test
  void readsOnAfterAPause() {
    Races.check(
        () -> {
          Loops loops = new Loops();
          loops.reading = false;
          Races.together(
              () ->
                  loops.here.onLoop(
                      () -> {
                        loops.here.turn();
                        loops.reading = true;
                        loops.pipe.resume();
                      }),
              () ->
                  loops.there.onLoop(
                      () -> {
                        List.of("a", "b", "c", "d").forEach(loops.peer::offer);
                        loops.there.turn();
                      }));
          RaceHost.settle(loops.here, loops.there);
          assertEquals(List.of("a", "b", "c", "d"), loops.got);
          assertFalse(loops.peer.isStopped());
        });
  }

  @Test
  void closesGracefullyAfterTheLastMessage() {
    Races.check(
        () -> {
          Loops loops = new Loops();
          Races.together(
              () ->
                  loops.here.onLoop(
                      () -> {
                        loops.send("1", "2");
                        loops.pipe.beginClosing();
                        loops.pipe.closeGracefully();
                      }),
              () ->
                  loops.there.onLoop(
                      () -> {
                        List.of("a", "b").forEach(loops.peer::offer);
                        loops.there.turn();
                      }));
          RaceHost.settle(loops.here, loops.there);
          assertEquals(List.of("1", "2"), loops.peer.texts());
          assertEquals(List.of("a", "b"), loops.got);
          assertEquals(2, loops.pipe.writtenMessages());
        });
  }

  @Test
  void receivesAllThatCameBeforeThePeerClosed() {
    Races.check(
        () -> {
          Loops loops = new Loops();
          Races.together(
              loops.here::turn,
              () ->
                  loops.there.onLoop(
                      () -> {
                        List.of("a", "b").forEach(loops.peer::offer);
                        loops.peer.disconnect();
                      }));
          RaceHost.settle(loops.here, loops.there);
          assertEquals(List.of("a", "b"), loops.got);
          assertEquals(true, loops.closed);
        });
  }

  /** The pool of a lent body belongs to the event loop of the pipe. */
  @Test
  void lentBodiesAreKeptBeforeTheyCross() {
    Races.check(
        () -> {
          Loops loops = new Loops();
          List<String> ends = new ArrayList<>();
          Races.together(
              loops.here::turn,
              () ->
                  loops.there.onLoop(
                      () -> {
                        loops.peer.offer(lent("a", ends));
                        loops.peer.offer(lent("b", ends));
                      }));
          RaceHost.settle(loops.here, loops.there);
          assertEquals(List.of("a", "b"), loops.got);
          assertEquals(List.of("a kept", "b kept"), ends);
        });
  }

  private static Message lent(String body, List<String> ends) {
    return new Message(
        Buffer.buffer(),
        Buffer.buffer(body),
        null,
        new Message.Lease() {
          @Override
          public void giveBack() {
            ends.add(body + " given back");
          }

          @Override
          public void keep() {
            ends.add(body + " kept");
          }
        });
  }
}
