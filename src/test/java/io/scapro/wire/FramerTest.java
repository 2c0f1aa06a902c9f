package io.scapro.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Reason;
import io.scapro.SpException;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramerTest {

  private static final int FIRST = 8 << 10;

  private final FramerNotes notes = new FramerNotes();

  private static Buffer hex(String hex) {
    return Buffer.buffer(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  private int feed(Framer framer, Buffer chunk) {
    return framer.feed(chunk, 0, chunk.length());
  }

  private SpException refusal(boolean typed, int most, String hex) {
    Framer framer = new Framer(typed, most, notes);
    SpException refusal = assertThrows(SpException.class, () -> feed(framer, hex(hex)));
    assertTrue(refusal.getMessage().startsWith("expected"), refusal.getMessage());
    assertEquals(0, notes.largest, "nothing may be allocated for it");
    return refusal;
  }

  @Test
  void cutsMessages() {
    Framer framer = new Framer(false, 100, notes);
    Buffer stream = hex("0000000000000002 abcd 0000000000000000 0000000000000001 ff");
    assertEquals(stream.length(), feed(framer, stream));
    assertEquals(List.of("abcd", "", "ff"), notes.messages);
    assertFalse(framer.isInside());
    assertTrue(notes.live.isEmpty());
  }

  @Test
  void cutsMessagesWithATypeByte() {
    Framer framer = new Framer(true, 100, notes);
    feed(framer, hex("01 0000000000000002 abcd 01 0000000000000000"));
    assertEquals(List.of("abcd", ""), notes.messages);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void givesTheSameMessagesWhereverReadsEnd(boolean typed) {
    Buffer stream = Buffer.buffer();
    for (int length : new int[] {0, 1, 7, 8, 9, 0, 33}) {
      byte[] body = new byte[length];
      Arrays.fill(body, (byte) length);
      stream.appendBuffer(FramerNotes.frame(typed, body));
    }
    feed(new Framer(typed, 100, notes), stream);
    List<String> expected = List.copyOf(notes.messages);
    assertEquals(7, expected.size());
    for (int cut = 0; cut <= stream.length(); cut++) {
      FramerNotes cutNotes = new FramerNotes();
      Framer framer = new Framer(typed, 100, cutNotes);
      assertEquals(cut, framer.feed(stream, 0, cut));
      assertEquals(stream.length(), framer.feed(stream, cut, stream.length()));
      assertEquals(expected, cutNotes.messages, "cut at " + cut);
      assertTrue(cutNotes.live.isEmpty());
    }
    FramerNotes byteNotes = new FramerNotes();
    Framer framer = new Framer(typed, 100, byteNotes);
    for (int at = 0; at < stream.length(); at++) {
      framer.feed(stream, at, at + 1);
    }
    assertEquals(expected, byteNotes.messages);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 999, 1000})
  void takesMessagesUpToTheLimit(int length) {
    feed(new Framer(false, 1000, notes), FramerNotes.frame(false, new byte[length]));
    assertEquals(List.of("00".repeat(length)), notes.messages);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000000003e9",
        "0000000080000000",
        "0000000100000005",
        "1000000000000000",
        "8000000000000000",
        "ffffffffffffffff"
      })
  void refusesLengthsBeyondTheLimitBeforeItBelievesThem(String length) {
    SpException refusal = refusal(false, 1000, length);
    assertEquals(Reason.TOO_LONG, refusal.reason());
    String announced = Long.toUnsignedString(Long.parseUnsignedLong(length, 16));
    assertTrue(refusal.getMessage().contains(announced), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("1000 bytes"), refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000080000000",
        "0000000100000005",
        "1000000000000000",
        "8000000000000000",
        "ffffffffffffffff"
      })
  void refusesLengthsThatNoArrayHoldsWithoutALimit(String length) {
    assertEquals(Reason.TOO_LONG, refusal(false, 0, length).reason());
  }

  @Test
  void refusesALengthThatComesByteByByte() {
    Framer framer = new Framer(false, 1000, notes);
    feed(framer, hex("ffffffffffffff"));
    assertThrows(SpException.class, () -> feed(framer, hex("ff")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "02", "ff", "02 0000000000000000"})
  void refusesAnotherTypeByteAtOnce(String bytes) {
    assertEquals(Reason.PROTOCOL, refusal(true, 1000, bytes).reason());
  }

  @Test
  void takesMemoryOnlyForWhatHasArrived() {
    int announced = Integer.MAX_VALUE - 8;
    Framer framer = new Framer(false, 0, notes);
    feed(framer, Buffer.buffer().appendLong(announced));
    assertTrue(notes.largest <= FIRST, "took " + notes.largest);
    Buffer piece = Buffer.buffer(new byte[1000]);
    for (int arrived = 1000; arrived <= 100_000; arrived += 1000) {
      feed(framer, piece);
      assertTrue(notes.largest <= 2 * arrived + FIRST, "took " + notes.largest);
      assertEquals(1, notes.live.size());
    }
    assertTrue(framer.isInside());
    framer.discard();
    framer.discard();
    assertTrue(notes.live.isEmpty());
  }

  @Test
  void takesTheWholeLengthAtOnceFromAPeerThatHasCompletedHalfOfIt() {
    Framer framer = new Framer(false, 0, notes);
    feed(framer, FramerNotes.frame(false, new byte[50_000]));
    feed(framer, Buffer.buffer().appendLong(100_000));
    assertEquals(100_000, notes.largest);
    framer.discard();
    feed(new Framer(false, 0, notes), Buffer.buffer().appendLong(200_000));
    assertEquals(100_000, notes.largest, "taken from another peer");
  }

  @Test
  void takesNoMoreThanTwiceOfWhatThePeerHasCompleted() {
    Framer framer = new Framer(false, 0, notes);
    feed(framer, FramerNotes.frame(false, new byte[50_000]));
    feed(framer, Buffer.buffer().appendLong(Integer.MAX_VALUE - 8));
    assertEquals(100_000, notes.largest);
  }

  @Test
  void tellsWhatIsMissing() {
    Framer framer = new Framer(true, 0, notes);
    assertEquals(0, framer.missing());
    Buffer frame = FramerNotes.frame(true, new byte[1000]);
    feed(framer, frame.slice(0, 5));
    assertEquals(0, framer.missing(), "the length is not known yet");
    feed(framer, frame.slice(5, 109));
    assertEquals(900, framer.missing());
    feed(framer, frame.slice(109, frame.length()));
    assertEquals(0, framer.missing());
  }

  @Test
  void takesTheWholeLengthAtOnceWhereItHasArrived() {
    feed(new Framer(false, 0, notes), FramerNotes.frame(false, new byte[500_000]));
    assertEquals(500_000, notes.largest);
  }

  @Test
  void keepsTheBytesWhenItGrows() {
    byte[] body = new byte[100_000];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) (i * 31);
    }
    Buffer stream = FramerNotes.frame(false, body);
    Framer framer = new Framer(false, 0, notes);
    for (int at = 0; at < stream.length(); at += 777) {
      framer.feed(stream, at, Math.min(stream.length(), at + 777));
    }
    assertArrayEquals(body, HexFormat.of().parseHex(notes.messages.get(0)));
  }

  @Test
  void stopsBehindTheMessageItIsToldToAndGoesOnThere() {
    notes.stopAfter = 1;
    Framer framer = new Framer(false, 100, notes);
    Buffer stream = hex("0000000000000001 aa 0000000000000001 bb 0000000000000000 00000000");
    int at = feed(framer, stream);
    assertEquals(9, at);
    assertEquals(List.of("aa"), notes.messages);
    notes.stopAfter = 2;
    at = framer.feed(stream, at, stream.length());
    assertEquals(18, at);
    notes.stopAfter = 3;
    at = framer.feed(stream, at, stream.length());
    assertEquals(26, at);
    assertFalse(framer.isInside());
    assertEquals(stream.length(), framer.feed(stream, at, stream.length()));
    assertTrue(framer.isInside());
    assertEquals(List.of("aa", "bb", ""), notes.messages);
  }

  @Test
  void holdsTheMemoryOfTheMessageInProgress() {
    Framer framer = new Framer(false, 100, notes);
    assertEquals(0, framer.held());
    feed(framer, hex("0000000000000003 ab"));
    assertEquals(3, framer.held());
    feed(framer, hex("cdef"));
    assertEquals(0, framer.held());
  }

  @Test
  void memoryFollowsTheBytesHereAndNotThePlaceInTheChunk() {
    Framer framer = new Framer(false, 1 << 20, notes);
    Buffer chunk = Buffer.buffer(new byte[50_000]).appendLong(1 << 20).appendByte((byte) 1);
    framer.feed(chunk, 50_000, chunk.length());
    assertEquals(FIRST, framer.held());
  }
}
