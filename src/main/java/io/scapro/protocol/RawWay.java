package io.scapro.protocol;

import io.scapro.DropReason;
import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.policy.Backtrace;
import io.scapro.policy.Hops;
import io.scapro.spi.Pipe;
import io.vertx.core.buffer.Buffer;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the raw form of one protocol reads and sends: one row of a table.
 *
 * @param passesOn whether a received message is also forwarded to all other peers (STAR)
 */
record RawWay(Identity identity, In in, Out out, boolean passesOn) {

  /** The peers that a message is sent to. */
  enum Out {
    NONE,
    /** The only peer. */
    EXCLUSIVE,
    /** The only peer, with a hop count increased by one. */
    EXCLUSIVE_HOP,
    /** One peer, in turn. */
    BALANCE,
    /** All peers except the one whose pipe id is in the header. */
    FANOUT,
    /** All peers; the header is sent unchanged. */
    FANOUT_AS_IS,
    /** All peers; the header is a hop count. */
    FANOUT_HOPS,
    /** The peer whose pipe id is the first word of the header. */
    RETURN
  }

  /** How the SP header of a received message is read. */
  enum In {
    NONE,
    PLAIN,
    ORIGIN,
    HOPS,
    HOPS_BELOW,
    BACKTRACE,
    BACKTRACE_AND_ORIGIN;

    Read read(Pipe peer, Message message, int ttl) {
      return switch (this) {
        case NONE -> Read.refused(DropReason.NOT_EXPECTED);
        case PLAIN -> Read.of(message);
        case ORIGIN -> Read.of(message.withHeader(word(peer.id())));
        case HOPS -> hops(message, ttl, 0);
        case HOPS_BELOW -> hops(message, ttl - 1, 1);
        case BACKTRACE -> backtrace(message, Integer.MAX_VALUE / Backtrace.WORD, null);
        case BACKTRACE_AND_ORIGIN -> backtrace(message, ttl, peer);
      };
    }

    private static Read hops(Message message, int most, int add) {
      int hops = Hops.of(message);
      if (hops < 0) {
        return Read.refused(DropReason.MALFORMED);
      }
      return hops > most
          ? Read.refused(DropReason.TTL_EXCEEDED)
          : Read.of(message.split(Hops.LENGTH).withHeader(Hops.header(hops + add)));
    }

    private static Read backtrace(Message message, int ttl, @Nullable Pipe origin) {
      int length = Backtrace.length(message.body());
      if (!Backtrace.isGood(length, ttl)) {
        return Read.refused(Backtrace.refusal(length));
      }
      Message split = message.split(length);
      return Read.of(
          origin == null
              ? split
              : split.withHeader(word(origin.id()).appendBuffer(split.header())));
    }

    private static Buffer word(int value) {
      return Buffer.buffer(Backtrace.WORD).appendInt(value);
    }
  }

  /** A message with its header split off, or the reason to drop it. */
  record Read(@Nullable Message message, DropReason refusal) {
    static Read of(Message message) {
      return new Read(message, DropReason.MALFORMED);
    }

    static Read refused(DropReason reason) {
      return new Read(null, reason);
    }
  }

  static TreeMap<String, RawWay> all() {
    TreeMap<String, RawWay> ways = new TreeMap<>();
    add(ways, PairSocket.IDENTITY, In.PLAIN, Out.EXCLUSIVE);
    add(ways, Pair1Socket.IDENTITY, In.HOPS, Out.EXCLUSIVE_HOP);
    add(ways, PubSocket.IDENTITY, In.NONE, Out.FANOUT_AS_IS);
    add(ways, SubSocket.IDENTITY, In.PLAIN, Out.NONE);
    add(ways, ReqSocket.IDENTITY, In.BACKTRACE, Out.BALANCE);
    add(ways, RepSocket.IDENTITY, In.BACKTRACE_AND_ORIGIN, Out.RETURN);
    add(ways, PushSocket.IDENTITY, In.NONE, Out.BALANCE);
    add(ways, PullSocket.IDENTITY, In.PLAIN, Out.NONE);
    add(ways, SurveyorSocket.IDENTITY, In.BACKTRACE, Out.FANOUT_AS_IS);
    add(ways, RespondentSocket.IDENTITY, In.BACKTRACE_AND_ORIGIN, Out.RETURN);
    add(ways, BusSocket.IDENTITY, In.ORIGIN, Out.FANOUT);
    ways.put("star", new RawWay(StarSocket.IDENTITY, In.HOPS_BELOW, Out.FANOUT_HOPS, true));
    return ways;
  }

  private static void add(TreeMap<String, RawWay> ways, Identity identity, In in, Out out) {
    ways.put(identity.name(), new RawWay(identity, in, out, false));
  }
}
