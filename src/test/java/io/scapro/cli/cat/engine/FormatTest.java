package io.scapro.cli.cat.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Formats, beside what nanocat 1.1.5 and nngcat 1.5.2 printed for all 256 byte values. */
class FormatTest {

  private static Buffer allBytes() {
    Buffer result = Buffer.buffer();
    for (int i = 0; i < 256; i++) {
      result.appendByte((byte) i);
    }
    return result;
  }

  private static byte[] recorded(String name) throws IOException {
    try (InputStream in = FormatTest.class.getResourceAsStream("formats/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private static String text(Format format, Face face, String body) {
    return new String(format.encode(Buffer.buffer(body), face), StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NO")
  void printsEveryByteAsTheOriginals(Format format) throws IOException {
    String ending = "." + format.name().toLowerCase();
    assertArrayEquals(recorded("nanocat" + ending), format.encode(allBytes(), Face.NANOCAT));
    assertArrayEquals(recorded("nngcat" + ending), format.encode(allBytes(), Face.NNGCAT));
  }

  @ParameterizedTest
  @CsvSource({"ASCII,'','\n'", "QUOTED,'\"\"\n','\"\"\n'", "HEX,'\"\"\n','\"\"\n'", "RAW,'',''"})
  void printsAnEmptyMessage(Format format, String nngcat, String nanocat) {
    assertEquals(nngcat, text(format, Face.NNGCAT, ""));
    assertEquals(nanocat, text(format, Face.NANOCAT, ""));
  }

  @Test
  void printsNothingUnlessTold() {
    assertEquals(0, Format.NO.encode(allBytes(), Face.CAT).length);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 255, 256, 65_535, 65_536, 70_000})
  void packsAnyLength(int length) {
    byte[] body = new byte[length];
    for (int i = 0; i < length; i++) {
      body[i] = (byte) (i * 31);
    }
    Buffer packed = Buffer.buffer(Format.MSGPACK.encode(Buffer.buffer(body), Face.CAT));
    int header =
        switch (packed.getUnsignedByte(0)) {
          case 0xc4 -> {
            assertEquals(length, packed.getUnsignedByte(1));
            yield 2;
          }
          case 0xc5 -> {
            assertEquals(length, packed.getUnsignedShort(1));
            yield 3;
          }
          case 0xc6 -> {
            assertEquals(length, packed.getInt(1));
            yield 5;
          }
          default -> throw new AssertionError("no bin: " + packed.getByte(0));
        };
    assertEquals(length < 256 ? 2 : length < 65_536 ? 3 : 5, header);
    assertArrayEquals(body, packed.getBytes(header, packed.length()));
    assertArrayEquals(body, Format.RAW.encode(Buffer.buffer(body), Face.CAT));
    assertEquals(4 * length + 3, Format.HEX.encode(Buffer.buffer(body), Face.CAT).length);
  }
}
