package io.scapro.fuzz;

import java.util.SplittableRandom;
import java.util.zip.CRC32;

/** Cuts an input into pieces. The same input is always cut in the same way, so that it replays. */
public final class Pieces {

  private Pieces() {}

  /** Takes the bytes {@code from} (inclusive) {@code to} (exclusive). */
  public interface Piece {
    void of(int from, int to);
  }

  /** A source of random values that depends on {@code data} only. */
  public static SplittableRandom random(byte[] data) {
    CRC32 sum = new CRC32();
    sum.update(data);
    return new SplittableRandom(sum.getValue());
  }

  /** Single bytes. */
  public static void single(byte[] data, Piece piece) {
    for (int i = 0; i < data.length; i++) {
      piece.of(i, i + 1);
    }
  }

  /** Pieces of random lengths, most of them short. */
  public static void random(byte[] data, Piece piece) {
    SplittableRandom random = random(data);
    int at = 0;
    while (at < data.length) {
      int most = random.nextInt(4) == 0 ? data.length - at : Math.min(data.length - at, 16);
      int to = at + random.nextInt(1, most + 1);
      piece.of(at, to);
      at = to;
    }
  }
}
