package io.scapro.protocol;

import io.scapro.CommonOptions;
import io.scapro.DropReason;
import io.scapro.Message;
import io.scapro.policy.Outbox;
import io.scapro.spi.Deadlines;
import io.scapro.spi.Engine;
import io.scapro.spi.Host;
import io.scapro.spi.SocketBase;
import java.util.function.Predicate;

/** The sending half of a socket whose messages any of its peers may get. */
final class SendingHalf {

  private SendingHalf() {}

  /**
   * @param offer gives a message to the peers; false: none can take it now
   */
  static Outbox of(
      SocketBase<?> socket,
      Host host,
      Deadlines deadlines,
      CommonOptions<?> options,
      Predicate<Message> offer) {
    Engine engine = SocketBase.engineOf(socket);
    Outbox.Sink sink =
        new Outbox.Sink() {
          @Override
          public boolean offer(Message message) {
            return offer.test(message);
          }

          @Override
          public boolean hasPeers() {
            return engine.hasPeers();
          }

          @Override
          public void dropped() {
            engine.countCopies(1);
            engine.drop(DropReason.PEER_FULL, 1);
          }
        };
    return new Outbox(host, deadlines, sink, engine::drained, options);
  }
}
