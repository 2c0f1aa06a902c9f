package io.scapro.simulation.net;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * The bytes of a connection in one direction: they arrive in order, after the latency, in pieces. A
 * full flow accepts no more bytes until the reader has read some.
 */
final class Flow {

  /** One end of a flow. */
  interface End {
    /** There are bytes, or the end of the stream to read. */
    void readable();

    /** A flow that was full accepts bytes again. */
    void writable();
  }

  private static final byte[] END = new byte[0];

  private final Lane wire;
  private final Network.Quality quality;
  private final ArrayDeque<byte[]> held = new ArrayDeque<>();
  private final ArrayDeque<byte[]> arrived = new ArrayDeque<>();
  private End writer;
  private End reader;
  private Runnable unread = () -> {};
  private int offset; // read bytes of the first piece
  private int bytes; // on the way and unread
  private long lastArrival;
  private long stalledUntil;
  private boolean full;
  private boolean ended;
  private boolean cut;
  private boolean deaf;

  Flow(Lane wire, Network.Quality quality) {
    this.wire = wire;
    this.quality = quality;
  }

  /**
   * @param unread called when bytes arrive at a reader that has closed
   */
  void ends(End writer, End reader, Runnable unread) {
    this.writer = writer;
    this.reader = reader;
    this.unread = unread;
  }

  // ---- writer ----

  /** Accepts bytes of {@code from}, and advances it. Returns how many; 0: the flow is full. */
  int write(ByteBuffer from) {
    int room = Math.min(quality.capacity() - bytes, from.remaining());
    if (room <= 0) {
      full = true;
      return 0;
    }
    int taken = quality.pieces() ? 1 + wire.scheduler().random().nextInt(room) : room;
    byte[] piece = new byte[taken];
    from.get(piece);
    bytes += taken;
    send(piece);
    return taken;
  }

  /** The writer has ended the stream. */
  void end() {
    if (!ended) {
      ended = true;
      send(END);
    }
  }

  private void send(byte[] piece) {
    long now = wire.scheduler().now();
    long delay = quality.latency();
    if (quality.jitter() > 0) {
      delay += wire.scheduler().random().nextLong(quality.jitter());
    }
    lastArrival = Math.max(lastArrival, now + delay);
    wire.after(lastArrival - now, () -> arrive(piece));
  }

  private void arrive(byte[] piece) {
    held.add(piece);
    deliver();
  }

  private void deliver() {
    if (wire.scheduler().now() < stalledUntil || held.isEmpty()) {
      return;
    }
    if (cut) {
      held.clear();
      return;
    }
    if (deaf) {
      boolean data = held.stream().anyMatch(piece -> piece != END);
      held.clear();
      if (data) {
        unread.run();
      }
      return;
    }
    arrived.addAll(held);
    held.clear();
    reader.readable();
  }

  // ---- reader ----

  boolean isReadable() {
    return !arrived.isEmpty();
  }

  /** Returns the next bytes, at most {@code most}; null: the end of the stream. */
  byte[] read(int most) {
    byte[] piece = arrived.element();
    if (piece == END) {
      return null;
    }
    int length = Math.min(most, piece.length - offset);
    if (quality.pieces()) {
      length = 1 + wire.scheduler().random().nextInt(length);
    }
    byte[] read = new byte[length];
    System.arraycopy(piece, offset, read, 0, length);
    offset += length;
    if (offset == piece.length) {
      arrived.remove();
      offset = 0;
    }
    bytes -= length;
    if (full && bytes <= quality.capacity() / 2) {
      full = false;
      wire.after(quality.latency(), writer::writable);
    }
    return read;
  }

  /** The reader has closed. Returns whether bytes were not read. */
  boolean close() {
    deaf = true;
    boolean rest = arrived.stream().anyMatch(piece -> piece != END);
    arrived.clear();
    return rest;
  }

  // ---- faults ----

  void stall(long until) {
    stalledUntil = Math.max(stalledUntil, until);
    wire.after(until - wire.scheduler().now(), this::deliver);
  }

  void unstall() {
    stalledUntil = 0;
    deliver();
  }

  /** The reader is gone without a word: nothing arrives, and the writer learns nothing of it. */
  void cut() {
    cut = true;
    held.clear();
    arrived.clear();
  }
}
