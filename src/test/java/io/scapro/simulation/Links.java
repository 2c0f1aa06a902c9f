package io.scapro.simulation;

import io.scapro.simulation.net.Lane;
import io.scapro.simulation.net.SimBus;
import io.scapro.verticle.credit.CreditInsides;
import io.scapro.verticle.credit.CreditItem;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** The messages that cross the event bus with credit, as the bus and the applications see them. */
final class Links implements SimBus.Observer {

  /** The messages of one sender to one receiver. */
  static final class Link {
    private final SimProcess from;
    private final Map<String, Integer> newest = new HashMap<>();
    private int messages; // not consumed
    private long bytes;

    private Link(SimProcess from) {
      this.from = from;
    }

    int sender() {
      return from.spec().node();
    }

    private void arrived(CreditItem item, int window) {
      if (messages >= window || bytes >= CreditInsides.BYTES) {
        throw new Violation(
            "memory",
            "%s came to a receiver that had %d of %d messages, %d bytes"
                .formatted(Body.decode(item.body()).id(), messages, window, bytes));
      }
      messages++;
      bytes += item.body().length();
    }

    /** The receiver has consumed a message. */
    void consumed(int length) {
      messages--;
      bytes -= length;
    }
  }

  private final World world;
  private final Map<String, Link> links = new HashMap<>();
  private final Map<Buffer, Link> arrived = new IdentityHashMap<>();
  private final Map<SimProcess, Integer> taken = new HashMap<>();

  Links(World world) {
    this.world = world;
  }

  @Override
  public void delivered(Lane from, Lane to, String address, Object body) {
    for (CreditItem item : CreditInsides.items(body)) {
      Link link = links.computeIfAbsent(address, any -> new Link(world.process(from)));
      link.arrived(item, world.process(to).spec().options().buffer());
      arrived.put(item.body(), link);
    }
  }

  /**
   * An application got {@code body}. Returns the link that it came by.
   *
   * @param bytes the object that the link has delivered
   * @param pipe the connection by which the sender got it; 0: none
   */
  Link taken(Body body, Buffer bytes, int pipe) {
    Link link = arrived.remove(bytes);
    Violation.check(link != null, "origin", body.id() + " came by no link, or again");
    taken.merge(link.from, 1, Integer::sum);
    Integer before = link.newest.put(pipe + "/" + body.origin() + "." + body.life(), body.number());
    boolean ordered = link.from.spec().role() == Spec.Role.WRITER || !world.mayOvertake(body);
    Violation.check(
        before == null || before < body.number() || !ordered,
        "order",
        body.id() + " came after number " + before + " on a link of " + link.sender());
    return link;
  }

  /** How many messages of {@code sender} applications got. */
  int taken(SimProcess sender) {
    return taken.getOrDefault(sender, 0);
  }
}
