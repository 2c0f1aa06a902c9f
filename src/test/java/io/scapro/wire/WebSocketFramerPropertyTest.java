package io.scapro.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.SpException;
import io.scapro.testing.RawWebSocket;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class WebSocketFramerPropertyTest {

  private static final int FIN = 0x80;

  private final FramerNotes notes = new FramerNotes();
  private final List<String> pings = new ArrayList<>();

  private WebSocketFramer framer(boolean text) {
    return new WebSocketFramer(
        new WebSocketFramer.Rules(true, text, 1 << 20, 1024),
        notes,
        new WebSocketFramer.Control() {
          @Override
          public boolean ping(byte[] payload, int length) {
            pings.add(HexFormat.of().formatHex(payload, 0, length));
            return true;
          }

          @Override
          public void close(int code) {
            pings.add("close " + code);
          }
        });
  }

  /** {@code bytes} as one message, cut where {@code random} likes, with pings between. */
  private static Buffer cut(byte[] bytes, int opcode, Random random) {
    Buffer wire = Buffer.buffer();
    int at = 0;
    int next = opcode;
    while (true) {
      int length = Math.min(bytes.length - at, random.nextInt(300));
      boolean last = at + length == bytes.length && random.nextBoolean();
      byte[] part = Arrays.copyOfRange(bytes, at, at + length);
      wire.appendBuffer(RawWebSocket.frame((last ? FIN : 0) | next, part));
      if (last) {
        return wire;
      }
      next = WebSocketFramer.CONTINUATION;
      at += length;
      if (random.nextInt(4) == 0) {
        wire.appendBuffer(
            RawWebSocket.frame(FIN | WebSocketFramer.PING, new byte[] {(byte) length}));
      }
    }
  }

  private static void feed(WebSocketFramer framer, Buffer wire, Random random) {
    int at = 0;
    while (at < wire.length()) {
      int to = Math.min(wire.length(), at + 1 + random.nextInt(200));
      assertEquals(to, framer.feed(wire, at, to));
      at = to;
    }
  }

  @Property(tries = 500)
  void anyWayOfCuttingGivesTheSameMessages(
      @ForAll @Size(max = 5) List<byte[]> messages, @ForAll long seed) {
    notes.messages.clear();
    Random random = new Random(seed);
    Buffer wire = Buffer.buffer();
    messages.forEach(each -> wire.appendBuffer(cut(each, WebSocketFramer.BINARY, random)));
    WebSocketFramer framer = framer(false);
    feed(framer, wire, random);
    assertEquals(messages.stream().map(HexFormat.of()::formatHex).toList(), notes.messages);
    assertFalse(framer.isInside());
    assertTrue(notes.live.isEmpty());
  }

  @Property(tries = 300)
  void textArrivesHoweverItIsCut(@ForAll @StringLength(max = 300) String text, @ForAll long seed) {
    notes.messages.clear();
    Random random = new Random(seed);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    feed(framer(true), cut(bytes, WebSocketFramer.TEXT, random), random);
    assertEquals(List.of(HexFormat.of().formatHex(bytes)), notes.messages);
  }

  @Property(tries = 1000)
  void utf8IsWhatTheDecoderOfJavaSays(@ForAll @Size(max = 6) byte[] bytes) {
    Utf8 utf8 = new Utf8();
    boolean ours = utf8.feed(bytes, 0, bytes.length) && utf8.isComplete();
    assertEquals(isText(bytes), ours);
  }

  private static boolean isText(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  @Property(tries = 1000)
  void anyBytesEndInMessagesOrOneReason(@ForAll @Size(max = 200) byte[] bytes) {
    WebSocketFramer framer = framer(true);
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
