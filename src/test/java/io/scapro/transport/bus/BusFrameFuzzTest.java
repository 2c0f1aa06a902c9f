package io.scapro.transport.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.scapro.Message;
import io.scapro.Reason;
import io.scapro.SpException;
import io.vertx.core.buffer.Buffer;

/** Frames between nodes: bytes end in a frame that encodes to the same bytes, or in PROTOCOL. */
class BusFrameFuzzTest {

  @FuzzTest
  void unpacked(byte[] data) {
    BusFrame frame;
    try {
      frame = BusFrameCodec.unpacked(Buffer.buffer(data), 0);
    } catch (SpException expected) {
      assertEquals(Reason.PROTOCOL, expected.reason());
      assertTrue(expected.getMessage().startsWith("expected "), expected.getMessage());
      return;
    }
    Buffer packed = BusFrameCodec.packed(frame);
    if (isExact(frame, data)) {
      assertEquals(Buffer.buffer(data), packed);
    }
    assertEquals(packed, BusFrameCodec.packed(BusFrameCodec.unpacked(packed)));
    if (frame instanceof BusFrame.Batch batch) {
      assertTrue(BusFrameCodec.size(frame) >= packed.length(), "expected an upper bound");
      int bytes = batch.messages().stream().mapToInt(Message::length).sum();
      assertTrue(bytes <= data.length, "expected no more bytes than the frame has");
    }
    behindOtherBytes(data, packed);
  }

  /** Whether every byte has a meaning: not where bytes follow a frame, or an address is no text. */
  private static boolean isExact(BusFrame frame, byte[] data) {
    if (frame instanceof BusFrame.Credit) {
      return data.length == 13;
    }
    return frame instanceof BusFrame.Proof || frame instanceof BusFrame.Batch || data.length == 1;
  }

  /** A frame is the same behind the header of a connection. */
  private static void behindOtherBytes(byte[] data, Buffer packed) {
    Buffer behind = Buffer.buffer(new byte[12]).appendBytes(data);
    assertEquals(packed, BusFrameCodec.packed(BusFrameCodec.unpacked(behind, 12)));
  }
}
