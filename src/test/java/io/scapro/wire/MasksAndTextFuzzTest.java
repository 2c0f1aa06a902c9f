package io.scapro.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.scapro.fuzz.Pieces;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/** Masks and UTF-8, in any pieces: as a loop over bytes does it, and as Java decodes it. */
class MasksAndTextFuzzTest {

  /** The first four bytes are the key. */
  @FuzzTest
  void mask(byte[] data) {
    if (data.length < Integer.BYTES) {
      return;
    }
    ByteBuffer bytes = ByteBuffer.wrap(data);
    int key = bytes.getInt();
    byte[] payload = new byte[bytes.remaining()];
    bytes.get(payload);
    byte[] expected = payload.clone();
    for (int i = 0; i < expected.length; i++) {
      expected[i] ^= data[i % Integer.BYTES];
    }
    byte[] whole = payload.clone();
    WebSocketMask.apply(whole, 0, whole.length, key);
    assertArrayEquals(expected, whole);
    byte[] pieces = payload.clone();
    Pieces.random(
        pieces,
        (from, to) -> WebSocketMask.apply(pieces, from, to, WebSocketMask.advance(key, from)));
    assertArrayEquals(expected, pieces);
    WebSocketMask.apply(whole, 0, whole.length, key);
    assertArrayEquals(payload, whole, "expected that a mask is its own inverse");
  }

  @FuzzTest
  void utf8(byte[] data) {
    boolean expected = isText(data);
    Utf8 whole = new Utf8();
    boolean good = whole.feed(data, 0, data.length);
    assertEquals(expected, good && whole.isComplete());
    Utf8 pieces = new Utf8();
    AtomicBoolean goodPieces = new AtomicBoolean(true);
    Pieces.random(
        data, (from, to) -> goodPieces.set(goodPieces.get() && pieces.feed(data, from, to)));
    assertEquals(good, goodPieces.get());
    assertEquals(expected, good && pieces.isComplete());
    whole.reset();
    assertEquals(true, whole.isComplete());
  }

  private static boolean isText(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
