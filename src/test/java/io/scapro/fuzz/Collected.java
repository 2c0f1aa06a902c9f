package io.scapro.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.wire.FrameDecoder;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages that a decoder cuts from a stream, and how the stream ended for it. Checks the
 * memory that the decoder asks for.
 */
final class Collected implements FrameDecoder.Sink {

  /**
   * The result of decoding.
   *
   * @param failure null: none
   * @param inside whether the stream ended inside a message
   */
  record Result(List<Buffer> messages, @Nullable Reason failure, boolean inside) {}

  private static final int FIRST = 8 << 10;

  private final Map<byte[], Boolean> live = new IdentityHashMap<>();
  private final List<Buffer> messages = new ArrayList<>();
  private final int stopEvery;
  private int fed;
  private int longest;
  private int held;

  /**
   * @param stopEvery after how many messages it stops the decoder; 0: never
   */
  Collected(int stopEvery) {
    this.stopEvery = stopEvery;
  }

  @Override
  public byte[] allocate(int length) {
    byte[] array = new byte[length];
    Arrays.fill(array, (byte) 0x5a);
    live.put(array, true);
    held += length;
    int most = Math.max(2 * fed, 2 * longest) + FIRST;
    assertTrue(length <= most, () -> length + " bytes of memory after " + fed + " of input");
    assertTrue(held <= 2 * most, () -> held + " bytes are held");
    return array;
  }

  @Override
  public void recycle(byte[] array) {
    assertTrue(live.remove(array), "expected an array of this sink, once");
    held -= array.length;
  }

  @Override
  public boolean message(byte[] array, int length) {
    assertTrue(length <= fed, "expected no message longer than the input");
    longest = Math.max(longest, length);
    messages.add(Buffer.buffer(Arrays.copyOf(array, length)));
    recycle(array);
    return stopEvery == 0 || messages.size() % stopEvery != 0;
  }

  private void feed(FrameDecoder decoder, Buffer stream, int from, int to) {
    fed = to;
    int at = from;
    while (at < to) {
      int before = messages.size();
      int next = decoder.feed(stream, at, to);
      assertTrue(next > at && next <= to, "expected progress");
      assertTrue(next == to || messages.size() > before, "expected a stop after a message only");
      assertTrue(decoder.missing() >= 0 && decoder.held() <= held);
      at = next;
    }
  }

  /** Feeds {@code data} as {@code cut} says. */
  Result decode(FrameDecoder decoder, byte[] data, Cut cut) {
    Buffer stream = Buffer.buffer(data);
    Reason failure = null;
    boolean inside = false;
    try {
      cut.of(data, (from, to) -> feed(decoder, stream, from, to));
      inside = decoder.isInside();
    } catch (SpException expected) {
      failure = expected.reason();
      assertTrue(expected.getMessage().startsWith("expected "), expected.getMessage());
    }
    decoder.discard();
    assertEquals(0, decoder.held());
    assertTrue(live.isEmpty(), "expected all memory back");
    return new Result(messages, failure, inside);
  }

  /** A way to cut an input. */
  enum Cut {
    WHOLE,
    SINGLE,
    RANDOM;

    private void of(byte[] data, Pieces.Piece piece) {
      switch (this) {
        case SINGLE -> Pieces.single(data, piece);
        case RANDOM -> Pieces.random(data, piece);
        default -> piece.of(0, data.length);
      }
    }
  }
}
