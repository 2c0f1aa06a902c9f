package io.scapro.simulation.net;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;

/** A peer that connects, sends bad bytes, and never reads. */
public final class Hostile implements Network.Dialer, Flow.End {

  /** What it sends: not SP, wrong handshakes, lengths over the limit, what ends in the middle. */
  private static final List<String> SPEECHES =
      List.of(
          "474554202f20485454502f312e300d0a0d0a",
          "0153500000500000",
          "0053510000500000",
          "0053500100500000",
          "0053500000500001",
          "005350000050ffff",
          "0053500012340000",
          "",
          "00535000",
          "00535000005000000000000000100001",
          "00535000005000000000000080000000",
          "0053500000500000800000000000000068656c6c6f",
          "0053500000500000ffffffffffffffff",
          "005350000050000000000000",
          "0053500000500000000000000000000a68656c6c6f");

  private final Network network;
  private final int node;
  private final ByteBuffer speech;
  private final boolean ends;
  private final long patience;
  private Connection connection;
  private boolean over;

  /**
   * @param kind which bytes
   * @param typed the SP number in the handshake is replaced by this; 0: it is not
   * @param patience nanoseconds until it closes
   */
  public Hostile(Network network, int node, int kind, int typed, long patience) {
    this.network = network;
    this.node = node;
    byte[] bytes = HexFormat.of().parseHex(SPEECHES.get(kind % SPEECHES.size()));
    if (typed != 0 && bytes.length > 8) {
      bytes[4] = (byte) (typed >> 8);
      bytes[5] = (byte) typed;
    }
    this.speech = ByteBuffer.wrap(bytes);
    this.ends = kind % 2 == 0;
    this.patience = patience;
  }

  public void attack(String name) {
    network.dial(name, this);
  }

  @Override
  public int node() {
    return node;
  }

  @Override
  public void connected(Connection made) {
    connection = made;
    made.bare(this);
    network.wire().after(patience, this::close);
    writable();
  }

  @Override
  public void refused() {}

  @Override
  public void readable() {}

  @Override
  public void writable() {
    while (!over && speech.hasRemaining()) {
      if (connection.there().write(speech) == 0) {
        return;
      }
    }
    if (ends && !over) {
      connection.there().end();
    }
  }

  private void close() {
    if (!over) {
      over = true;
      connection.there().end();
      connection.leave();
    }
  }
}
