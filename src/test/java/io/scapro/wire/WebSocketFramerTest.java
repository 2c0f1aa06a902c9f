package io.scapro.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Reason;
import io.scapro.SpException;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frames of a server, which have no mask, unless stated otherwise. */
class WebSocketFramerTest {

  private static final int MOST = 200;

  private final FramerNotes notes = new FramerNotes();
  private final List<String> pings = new ArrayList<>();
  private final List<Integer> closes = new ArrayList<>();
  private boolean acceptsPings = true;

  private WebSocketFramer framer(boolean masked, boolean text, int most, int mostFrames) {
    return new WebSocketFramer(
        new WebSocketFramer.Rules(masked, text, most, mostFrames),
        notes,
        new WebSocketFramer.Control() {
          @Override
          public boolean ping(byte[] payload, int length) {
            pings.add(HexFormat.of().formatHex(payload, 0, length));
            return acceptsPings;
          }

          @Override
          public void peerClosed(int code) {
            closes.add(code);
          }
        });
  }

  private WebSocketFramer framer() {
    return framer(false, true, MOST, 3);
  }

  private static Buffer hex(String bytes) {
    return Buffer.buffer(HexFormat.of().parseHex(bytes.replace(" ", "")));
  }

  private static int feed(WebSocketFramer framer, String bytes) {
    Buffer chunk = hex(bytes);
    return framer.feed(chunk, 0, chunk.length());
  }

  private void assertFails(WebSocketFramer framer, String bytes, int code, Reason reason) {
    SpException failure = assertThrows(SpException.class, () -> feed(framer, bytes));
    assertEquals(reason, failure.reason());
    assertEquals(code, framer.closeCode());
    assertEquals(failure.getMessage(), framer.closeReason());
    assertFalse(framer.isInside(), "nothing is read after a failure");
    assertEquals(2, feed(framer, "8200"), "later bytes are skipped");
  }

  @Test
  void fragmentsMakeOneMessage() {
    WebSocketFramer framer = framer();
    assertEquals(3, feed(framer, "02 01 aa"));
    assertTrue(framer.isInside());
    assertEquals(1, framer.held());
    assertEquals(3, feed(framer, "00 01 bb"));
    assertEquals(2, feed(framer, "80 00"));
    assertEquals(List.of("aabb"), notes.messages);
    assertFalse(framer.isInside());
    assertEquals(0, framer.held());
    assertEquals("", framer.closeReason());
    assertEquals(CloseCode.NORMAL, framer.closeCode());
  }

  @Test
  void knowsWhatIsMissing() {
    WebSocketFramer framer = framer();
    assertFalse(framer.isInside());
    assertEquals(0, framer.missing());
    feed(framer, "82");
    assertTrue(framer.isInside());
    assertEquals(0, framer.missing());
    feed(framer, "05 0102");
    assertTrue(framer.isInside());
    assertEquals(3, framer.missing());
    feed(framer, "030405");
    assertEquals(0, framer.missing());
    assertFalse(framer.isInside());
  }

  @Test
  void tellsTextFromBinary() {
    WebSocketFramer framer = framer();
    feed(framer, "81 02 c3a4");
    assertTrue(framer.isText());
    feed(framer, "82 01 ff");
    assertFalse(framer.isText());
    assertEquals(List.of("c3a4", "ff"), notes.messages);
  }

  @Test
  void stopsAfterAMessageThatTheSinkDidNotExpect() {
    WebSocketFramer framer = framer();
    notes.stopAfter = 1;
    assertEquals(3, feed(framer, "82 01 aa 82 01 bb"));
    assertEquals(List.of("aa"), notes.messages);
  }

  @Test
  void unmasksDataAndControls() {
    WebSocketFramer framer = framer(true, true, MOST, 3);
    feed(framer, "82 85 01020304 00000000 00");
    feed(framer, "89 82 01020304 0000");
    feed(framer, "88 82 00000000 03e8");
    assertEquals(List.of("0102030401"), notes.messages);
    assertEquals(List.of("0102"), pings);
    assertEquals(List.of(1000), closes);
  }

  @Test
  void controlsArriveBetweenFragments() {
    WebSocketFramer framer = framer();
    feed(framer, "01 01 c3 89 01 07 8a 00 80 01 a4");
    assertEquals(List.of("07"), pings);
    assertEquals(List.of("c3a4"), notes.messages);
  }

  @Test
  void acceptsTheLongestControlAndTheLengthsAtTheEdges() {
    WebSocketFramer framer = framer(false, true, 0, 3);
    feed(framer, "89 7d" + "00".repeat(125));
    assertEquals(250, pings.get(0).length());
    feed(framer, "82 7d" + "01".repeat(125));
    feed(framer, "82 7e 007e" + "02".repeat(126));
    feed(framer, "82 7e ffff" + "03".repeat(65535));
    feed(framer, "82 7f 0000000000010000" + "04".repeat(65536));
    assertEquals(
        List.of(125, 126, 65535, 65536), notes.messages.stream().map(m -> m.length() / 2).toList());
  }

  @Test
  void acceptsMessagesOfExactlyTheLimits() {
    WebSocketFramer framer = framer();
    feed(framer, "02 7e 00c7" + "00".repeat(199) + "00 00 80 01 00");
    assertEquals(MOST, notes.messages.get(0).length() / 2);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          82 7e 00c9, 1009, TOO_LONG
          02 7e 00c8 REST 80 01, 1009, TOO_LONG
          82 7f ffffffffffffffff, 1009, TOO_LONG
          02 00 00 00 00 00 00 00, 1008, LIMIT
          c2 00, 1002, PROTOCOL
          a2 00, 1002, PROTOCOL
          92 00, 1002, PROTOCOL
          82 80 00000000, 1002, PROTOCOL
          82 7e 007d, 1002, PROTOCOL
          82 7f 000000000000ffff, 1002, PROTOCOL
          80 00, 1002, PROTOCOL
          02 00 82 00, 1002, PROTOCOL
          83 00, 1002, PROTOCOL
          8b 00, 1002, PROTOCOL
          09 00, 1002, PROTOCOL
          89 7e 007e, 1002, PROTOCOL
          89 7f ffffffffffffffff, 1002, PROTOCOL
          81 01 ff, 1007, PROTOCOL
          81 01 c3, 1007, PROTOCOL
          88 01 03, 1002, PROTOCOL
          88 02 03ed, 1002, PROTOCOL
          88 03 03e8 ff, 1007, PROTOCOL
          88 03 03e8 c3, 1007, PROTOCOL
          """)
  void failsWithTheCodeOf(String bytes, int code, Reason reason) {
    assertFails(framer(), bytes.replace("REST", "00".repeat(200)), code, reason);
    assertEquals(List.of(), closes);
  }

  @Test
  void failsWhereTheMaskIsMissing() {
    assertFails(framer(true, true, MOST, 3), "82 00", CloseCode.PROTOCOL_ERROR, Reason.PROTOCOL);
  }

  @Test
  void failsForTextWhereItIsNotAccepted() {
    assertFails(framer(false, false, MOST, 3), "81 00", CloseCode.UNACCEPTABLE, Reason.PROTOCOL);
  }

  @Test
  void failsForTooManyPings() {
    acceptsPings = false;
    assertFails(framer(), "89 00", CloseCode.POLICY, Reason.LIMIT);
  }

  @Test
  void newMessageBeginsWithNewTextAndFrames() {
    WebSocketFramer framer = framer();
    feed(framer, "02 00 00 00 80 00 02 01 c3 00 00 80 00 81 01 61");
    assertEquals(List.of("", "c3", "61"), notes.messages);
  }

  @Test
  void readsNothingAfterAClose() {
    WebSocketFramer framer = framer();
    assertEquals(5, feed(framer, "88 00 82 01 aa"));
    assertEquals(List.of(CloseCode.NONE), closes);
    assertEquals(List.of(), notes.messages);
    assertFalse(framer.isInside());
  }

  @ParameterizedTest
  @CsvSource({
    "999, false",
    "1000, true",
    "1003, true",
    "1004, false",
    "1005, false",
    "1006, false",
    "1007, true",
    "1011, true",
    "1012, true",
    "1014, true",
    "1015, false",
    "2999, false",
    "3000, true",
    "4999, true",
    "5000, false"
  })
  void peerMaySendTheCodesOfTheRegistry(int code, boolean legal) {
    assertEquals(legal, CloseCode.isLegal(code));
    if (legal) {
      feed(framer(), "88 02 %04x".formatted(code));
      assertEquals(List.of(code), closes);
    }
  }

  @Test
  void discardsAnUnfinishedMessage() {
    WebSocketFramer framer = framer();
    feed(framer, "82 02 aa");
    assertEquals(1, notes.live.size());
    framer.discard();
    assertEquals(0, notes.live.size());
  }

  @Test
  void memoryFollowsTheBytesHereAndNotThePlaceInTheChunk() {
    WebSocketFramer framer = framer(false, true, 1 << 20, 3);
    Buffer chunk =
        Buffer.buffer(new byte[50_000])
            .appendBuffer(hex("82 7f 0000000000100000"))
            .appendByte((byte) 1);
    framer.feed(chunk, 50_000, chunk.length());
    assertEquals(8 << 10, framer.held());
  }
}
