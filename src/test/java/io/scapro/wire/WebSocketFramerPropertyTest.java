package io.scapro.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.SpException;
import io.scapro.suite.Cases;
import io.scapro.suite.Draws;
import io.scapro.suite.RawWebSocket;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebSocketFramerPropertyTest {

  private static final int FIN = 0x80;

  /** Where UTF-8 changes its rules. */
  private static final int[] UTF8 = {
    0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed,
    0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff
  };

  /** First bytes and lengths of frames, whole and not, with and without a mask. */
  private static final int[] FRAMES = {
    0x00, 0x01, 0x02, 0x80, 0x81, 0x82, 0x88, 0x89, 0x8a, 0xc2, 0x7d, 0x7e, 0x7f, 0xfd, 0xfe, 0xff
  };

  private static WebSocketFramer framer(boolean text, FramerNotes notes) {
    return new WebSocketFramer(
        new WebSocketFramer.Rules(true, text, 1 << 20, 1024),
        notes,
        new WebSocketFramer.Control() {
          @Override
          public boolean ping(byte[] payload, int length) {
            return true;
          }

          @Override
          public void peerClosed(int code) {}
        });
  }

  /** {@code bytes} as one message, cut at random places, with pings between. */
  private static Buffer cut(byte[] bytes, int opcode, Draws draws) {
    Buffer wire = Buffer.buffer();
    int at = 0;
    int next = opcode;
    while (true) {
      int length = Math.min(bytes.length - at, draws.between(0, 299));
      boolean last = at + length == bytes.length && draws.once(2);
      byte[] part = Arrays.copyOfRange(bytes, at, at + length);
      wire.appendBuffer(RawWebSocket.frame((last ? FIN : 0) | next, part));
      if (last) {
        return wire;
      }
      next = WebSocketFramer.CONTINUATION;
      at += length;
      if (draws.once(4)) {
        wire.appendBuffer(
            RawWebSocket.frame(FIN | WebSocketFramer.PING, new byte[] {(byte) length}));
      }
    }
  }

  private static void feed(WebSocketFramer framer, Buffer wire, Draws draws) {
    int at = 0;
    while (at < wire.length()) {
      int to = Math.min(wire.length(), at + draws.between(1, 200));
      assertEquals(to, framer.feed(wire, at, to));
      at = to;
    }
  }

  @Test
  void anyWayOfCuttingGivesTheSameMessages() {
    byte[] none = {};
    byte[] long16 = new byte[126];
    byte[] long64 = new byte[1 << 16];
    for (List<byte[]> edge :
        List.of(List.<byte[]>of(), List.of(none), List.of(none, none), List.of(long16, long64))) {
      Cases.check(20, draws -> anyWayOfCuttingGivesTheSame(edge, draws));
    }
    Cases.check(
        500, draws -> anyWayOfCuttingGivesTheSame(draws.list(0, 5, () -> draws.bytes(255)), draws));
  }

  private static void anyWayOfCuttingGivesTheSame(List<byte[]> messages, Draws draws) {
    FramerNotes notes = new FramerNotes();
    Buffer wire = Buffer.buffer();
    messages.forEach(each -> wire.appendBuffer(cut(each, WebSocketFramer.BINARY, draws)));
    WebSocketFramer framer = framer(false, notes);
    feed(framer, wire, draws);
    assertEquals(messages.stream().map(HexFormat.of()::formatHex).toList(), notes.messages);
    assertFalse(framer.isInside());
    assertTrue(notes.live.isEmpty());
  }

  @Test
  void textArrivesHoweverItIsCut() {
    for (String edge : List.of("", "\0", "\u007f\u0080\u07ff\u0800", "\uffff", "\udbff\udfff")) {
      Cases.check(20, draws -> textArrives(edge, draws));
    }
    Cases.check(300, draws -> textArrives(draws.text(300), draws));
  }

  private static void textArrives(String text, Draws draws) {
    FramerNotes notes = new FramerNotes();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    feed(framer(true, notes), cut(bytes, WebSocketFramer.TEXT, draws), draws);
    assertEquals(List.of(HexFormat.of().formatHex(bytes)), notes.messages);
  }

  @Test
  void utf8IsWhatTheDecoderOfJavaSays() {
    for (String edge :
        List.of(
            "",
            "00",
            "7f",
            "80",
            "c080",
            "c1bf",
            "c280",
            "dfbf",
            "e08080",
            "e09fbf",
            "e0a080",
            "ed9fbf",
            "eda080",
            "edbfbf",
            "ee8080",
            "efbfbf",
            "f0808080",
            "f08fbfbf",
            "f0908080",
            "f48fbfbf",
            "f4908080",
            "f5808080",
            "c2",
            "e0a0",
            "f09080",
            "c27f",
            "e0a07f")) {
      utf8IsWhatJavaSays(HexFormat.of().parseHex(edge));
    }
    Cases.check(
        20_000, draws -> utf8IsWhatJavaSays(draws.once(4) ? draws.bytes(6) : draws.bytes(6, UTF8)));
  }

  private static void utf8IsWhatJavaSays(byte[] bytes) {
    Utf8 utf8 = new Utf8();
    boolean ours = utf8.feed(bytes, 0, bytes.length) && utf8.isComplete();
    assertEquals(isText(bytes), ours, () -> HexFormat.of().formatHex(bytes));
  }

  private static boolean isText(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  @Test
  void anyBytesEndInMessagesOrOneReason() {
    for (String edge :
        List.of(
            "",
            "82",
            "8200",
            "8280",
            "828000000000",
            "82ff7fffffffffffffff",
            "82ffffffffffffffffff",
            "8900",
            "898000000000",
            "88810000000003",
            "c28000000000",
            "80",
            "008000000000",
            "828500000000")) {
      endInMessagesOrOneReason(HexFormat.of().parseHex(edge));
    }
    Cases.check(
        2000,
        draws ->
            endInMessagesOrOneReason(draws.once(2) ? draws.bytes(200) : draws.bytes(200, FRAMES)));
  }

  private static void endInMessagesOrOneReason(byte[] bytes) {
    FramerNotes notes = new FramerNotes();
    WebSocketFramer framer = framer(true, notes);
    try {
      framer.feed(Buffer.buffer(bytes), 0, bytes.length);
    } catch (SpException expected) {
      assertTrue(expected.getMessage().startsWith("expected "), expected.getMessage());
      assertTrue(framer.closeCode() != CloseCode.NORMAL);
    }
    framer.discard();
    assertTrue(notes.live.isEmpty());
    assertTrue(notes.largest <= 2 * bytes.length + (8 << 10));
  }
}
