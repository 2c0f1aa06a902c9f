package io.scapro.wire;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Notes messages, and all memory that was asked for. */
final class FramerNotes implements Framer.Sink {
  final List<String> messages = new ArrayList<>();
  final Map<byte[], Boolean> live = new IdentityHashMap<>();
  int largest;
  int stopAfter = Integer.MAX_VALUE;

  @Override
  public byte[] allocate(int length) {
    largest = Math.max(largest, length);
    byte[] array = new byte[length];
    Arrays.fill(array, (byte) 0x5a);
    live.put(array, true);
    return array;
  }

  @Override
  public void recycle(byte[] array) {
    assertTrue(live.remove(array), "recycled twice");
  }

  @Override
  public boolean message(byte[] array, int length) {
    recycle(array);
    messages.add(HexFormat.of().formatHex(array, 0, length));
    return messages.size() < stopAfter;
  }

  /** A frame as a peer sends it. */
  static Buffer frame(boolean typed, byte[] body) {
    Buffer frame = Buffer.buffer();
    if (typed) {
      frame.appendByte((byte) 1);
    }
    return frame.appendLong(body.length).appendBytes(body);
  }
}
