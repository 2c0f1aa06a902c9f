package io.scapro.protocol;

import io.scapro.Message;
import io.scapro.SpException;
import io.scapro.policy.Backtrace;
import io.scapro.policy.Exclusive;
import io.scapro.policy.Fanout;
import io.scapro.policy.Hops;
import io.scapro.policy.LoadBalance;
import io.scapro.spi.Pipe;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The peers of a raw socket, and the policy that chooses among them. */
final class RawPeers {

  /** The result of sending a message. */
  enum Sent {
    SENT,
    /** No peer can accept it now. */
    WAIT,
    /** The peer named in the header is not connected. */
    NO_SUCH_PEER,
    /** The header is not valid for this protocol. */
    MALFORMED
  }

  private final RawWay.Out out;
  private final Map<Integer, Pipe> byId = new HashMap<>();
  private final LoadBalance balance = new LoadBalance();
  private final Fanout fanout = new Fanout();
  private final Exclusive exclusive = new Exclusive();
  private int reached;
  private int missed;

  RawPeers(RawWay.Out out) {
    this.out = out;
  }

  @Nullable SpException refusal() {
    return isExclusive() ? exclusive.refusal() : null;
  }

  private boolean isExclusive() {
    return out == RawWay.Out.EXCLUSIVE || out == RawWay.Out.EXCLUSIVE_HOP;
  }

  void add(Pipe peer) {
    byId.put(peer.id(), peer);
    fanout.add(peer);
    exclusive.add(peer);
    balance.add(peer);
  }

  void remove(Pipe peer) {
    byId.remove(peer.id());
    fanout.remove(peer);
    exclusive.remove(peer);
    balance.remove(peer);
  }

  void writable(Pipe peer) {
    if (out == RawWay.Out.BALANCE) {
      balance.add(peer);
    }
  }

  /** Whether a message sent now would be accepted. */
  boolean isReady() {
    return switch (out) {
      case NONE -> false;
      case EXCLUSIVE, EXCLUSIVE_HOP -> exclusive.isReady();
      case BALANCE -> balance.isReady();
      case FANOUT, FANOUT_AS_IS, FANOUT_HOPS, RETURN -> true;
    };
  }

  /** The number of peers without {@code from}. */
  int others(Pipe from) {
    return fanout.sizeWithout(from);
  }

  /** Copies of the last message, including those that a full peer missed. */
  int reached() {
    return reached;
  }

  int missed() {
    return missed;
  }

  Sent send(Message message) {
    missed = 0;
    reached = 1;
    return switch (out) {
      case NONE -> Sent.NO_SUCH_PEER;
      case EXCLUSIVE -> exclusive.send(message) ? Sent.SENT : Sent.WAIT;
      case EXCLUSIVE_HOP -> sendHop(message);
      case BALANCE -> balance.send(message) == null ? Sent.WAIT : Sent.SENT;
      case FANOUT -> sendToOthers(bare(message), origin(message));
      case FANOUT_AS_IS -> sendToOthers(message, null);
      case FANOUT_HOPS -> hasHops(message, 0xff) ? sendToOthers(message, null) : Sent.MALFORMED;
      case RETURN -> sendBack(message);
    };
  }

  Sent sendToOthers(Message message, @Nullable Pipe except) {
    reached = fanout.sizeWithout(except); // before sending: a peer may be detached meanwhile
    missed = fanout.send(message, except);
    return Sent.SENT;
  }

  private Sent sendHop(Message message) {
    if (!hasHops(message, 0xfe)) {
      return Sent.MALFORMED;
    }
    int hops = message.header().getInt(0);
    return exclusive.send(message.withHeader(Hops.header(hops + 1))) ? Sent.SENT : Sent.WAIT;
  }

  /** Whether the header is exactly a hop count of at most {@code most}. */
  private static boolean hasHops(Message message, int most) {
    Buffer header = message.header();
    return header.length() == Hops.LENGTH && header.getInt(0) >= 0 && header.getInt(0) <= most;
  }

  private Sent sendBack(Message message) {
    Buffer header = message.header();
    if (header.length() < Backtrace.WORD) {
      return Sent.MALFORMED;
    }
    Pipe peer = byId.get(header.getInt(0));
    if (peer == null) {
      return Sent.NO_SUCH_PEER;
    }
    if (!peer.isWritable()) {
      missed = 1; // a slow requester must not delay the answers to others
      return Sent.SENT;
    }
    peer.send(message.withHeader(header.getBuffer(Backtrace.WORD, header.length())));
    return Sent.SENT;
  }

  private @Nullable Pipe origin(Message message) {
    Buffer header = message.header();
    return header.length() == Backtrace.WORD ? byId.get(header.getInt(0)) : null;
  }

  private static Message bare(Message message) {
    return message.header().length() == 0 ? message : new Message(message.body());
  }
}
