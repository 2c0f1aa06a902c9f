package io.scapro.protocol;

import io.scapro.CommonOptions;
import io.scapro.DropReason;
import io.scapro.Message;
import io.scapro.policy.LongWaits;
import io.scapro.policy.Outbox;
import io.scapro.spi.Deadlines;
import io.scapro.spi.Engine;
import io.scapro.spi.Host;
import io.scapro.spi.SocketBase;
import java.time.Duration;
import java.util.function.Predicate;

/** Creates the sending half of sockets. */
final class SendingHalf {

  private SendingHalf() {}

  /**
   * @param offer passes a message to the peers; false: no peer can accept it now
   */
  static Outbox of(
      SocketBase<?> socket,
      Host host,
      Deadlines deadlines,
      CommonOptions<?> options,
      Predicate<Message> offer) {
    Engine engine = SocketBase.engineOf(socket);
    Sink sink = new Sink(engine, offer);
    Outbox outbox = new Outbox(host, deadlines, sink, engine::drained, options);
    sink.waits =
        new LongWaits(
            host, deadlines, options.getWarnAfter(), outbox::oldest, report(engine, "message"));
    return outbox;
  }

  /**
   * @param what the kind of item that waits, such as a message
   */
  static LongWaits.Report report(Engine engine, String what) {
    return new LongWaits.Report() {
      @Override
      public void waitLong(int calls, Duration time) {
        engine.waitLong(what, calls, time);
      }

      @Override
      public void goOn() {
        engine.goOn(what);
      }
    };
  }

  private static final class Sink implements Outbox.Sink {
    private final Engine engine;
    private final Predicate<Message> offer;

    // set before its first use; its constructor needs the outbox, which needs this sink
    @SuppressWarnings("NullAway.Init")
    private LongWaits waits;

    Sink(Engine engine, Predicate<Message> offer) {
      this.engine = engine;
      this.offer = offer;
    }

    @Override
    public boolean offer(Message message) {
      return offer.test(message);
    }

    @Override
    public boolean hasPeers() {
      return engine.hasPeers();
    }

    @Override
    public String outage() {
      return engine.outage();
    }

    @Override
    public void dropped() {
      engine.countCopies(1);
      engine.drop(DropReason.PEER_FULL, 1);
    }

    @Override
    public void waits() {
      waits.began();
    }

    @Override
    public void waitsNoMore() {
      waits.ended();
    }
  }
}
