package io.scapro.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.scapro.fuzz.Collected.Cut;
import io.scapro.fuzz.Collected.Result;
import io.scapro.wire.FrameDecoder;
import io.scapro.wire.WebSocketFramer;
import io.scapro.wire.WebSocketFramer.Rules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The frames of a WebSocket, masks and UTF-8: the decoder gives the messages, pings and failures of
 * a simple reader of whole streams, in any pieces.
 */
class WebSocketFramesFuzzTest {

  /** Frames of servers, which have no mask. */
  @FuzzTest
  void ofServer(byte[] stream) {
    check(stream, new Rules(false, true, 300, 4));
    check(stream, new Rules(false, false, 0, 1000));
  }

  /** Frames of clients, which have a mask. */
  @FuzzTest
  void ofClient(byte[] stream) {
    check(stream, new Rules(true, true, 300, 4));
    check(stream, new Rules(true, false, 0, 1000));
  }

  private static void check(byte[] stream, Rules rules) {
    List<String> expected = SimpleWebSocket.events(rules, stream);
    for (Cut cut : Cut.values()) {
      for (int stopEvery = 0; stopEvery < 3; stopEvery++) {
        assertEquals(expected, new Notes(rules, stopEvery).decode(stream, cut), cut::name);
      }
    }
  }

  /** Notes messages and control frames in the words of {@link SimpleWebSocket}. */
  private static final class Notes implements FrameDecoder.Sink, WebSocketFramer.Control {

    private final List<String> events = new ArrayList<>();
    private final Collected collected;
    private final WebSocketFramer framer;
    private int pings;

    Notes(Rules rules, int stopEvery) {
      collected = new Collected(stopEvery);
      framer = new WebSocketFramer(rules, this, this);
    }

    List<String> decode(byte[] stream, Cut cut) {
      Result result = collected.decode(framer, stream, cut);
      if (result.failure() == null) {
        events.add("end " + result.inside());
      } else {
        events.add(SimpleWebSocket.failure(result.failure(), framer.closeCode()));
        assertTrue(framer.closeReason().startsWith("expected "), framer.closeReason());
      }
      return events;
    }

    @Override
    public byte[] allocate(int length) {
      return collected.allocate(length);
    }

    @Override
    public void recycle(byte[] array) {
      collected.recycle(array);
    }

    @Override
    public boolean message(byte[] array, int length) {
      String kind = framer.isText() ? "text " : "binary ";
      events.add(kind + HexFormat.of().formatHex(array, 0, length));
      return collected.message(array, length);
    }

    @Override
    public boolean ping(byte[] payload, int length) {
      events.add("ping " + HexFormat.of().formatHex(Arrays.copyOf(payload, length)));
      return ++pings <= SimpleWebSocket.MOST_PINGS;
    }

    @Override
    public void peerClosed(int code) {
      events.add("closed " + code);
    }
  }
}
