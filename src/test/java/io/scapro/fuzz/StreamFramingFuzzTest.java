package io.scapro.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.scapro.Reason;
import io.scapro.fuzz.Collected.Cut;
import io.scapro.fuzz.Collected.Result;
import io.scapro.wire.Framer;
import io.vertx.core.buffer.Buffer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A stream of tcp or ipc: the decoder gives the messages of a simple reader of whole streams, in
 * any pieces, with any limit, and encodes to the same bytes.
 */
class StreamFramingFuzzTest {

  private static final int SMALL = 200;

  @FuzzTest
  void tcp(byte[] stream) {
    check(stream, false);
  }

  @FuzzTest
  void ipc(byte[] stream) {
    check(stream, true);
  }

  private static void check(byte[] stream, boolean typed) {
    for (int most : new int[] {0, SMALL}) {
      Result expected = simple(stream, typed, most);
      for (Cut cut : Cut.values()) {
        for (int stopEvery = 0; stopEvery < 3; stopEvery++) {
          Collected collected = new Collected(stopEvery);
          Framer framer = new Framer(typed, most, collected);
          assertEquals(expected, collected.decode(framer, stream, cut), cut::name);
        }
      }
    }
  }

  private static Result simple(byte[] stream, boolean typed, int most) {
    BigInteger limit = BigInteger.valueOf(most == 0 ? Integer.MAX_VALUE - 8 : most);
    List<Buffer> messages = new ArrayList<>();
    Buffer again = Buffer.buffer();
    int type = typed ? 1 : 0;
    int at = 0;
    Reason failure = null;
    while (at < stream.length) {
      if (typed && stream[at] != 1) {
        failure = Reason.PROTOCOL;
        break;
      }
      int body = at + type + 8;
      if (body > stream.length) {
        break;
      }
      BigInteger length = new BigInteger(1, Arrays.copyOfRange(stream, at + type, body));
      if (length.compareTo(limit) > 0) {
        failure = Reason.TOO_LONG;
        break;
      }
      if (length.intValue() > stream.length - body) {
        break;
      }
      at = body + length.intValue();
      Buffer message = Buffer.buffer(Arrays.copyOfRange(stream, body, at));
      messages.add(message);
      if (typed) {
        again.appendByte((byte) 1);
      }
      again.appendLong(message.length()).appendBuffer(message);
    }
    assertArrayEquals(Arrays.copyOf(stream, at), again.getBytes());
    return new Result(messages, failure, failure == null && at < stream.length);
  }
}
