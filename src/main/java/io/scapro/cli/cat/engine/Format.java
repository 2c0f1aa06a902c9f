package io.scapro.cli.cat.engine;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The output format of received messages, with the same bytes as the originals. */
public enum Format {
  /** Prints nothing. */
  NO,
  /** The bytes, without separators. */
  RAW,
  /** Printable ASCII unchanged, a dot for other bytes. */
  ASCII,
  /** In quotes, with escapes for bytes that are not printable ASCII; one line per message. */
  QUOTED,
  /** In quotes, every byte as {@code \xNN}; one line per message. */
  HEX,
  /** As MessagePack's bin 8, 16 or 32. */
  MSGPACK;

  private static final byte[] HEX_DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The format of {@code name}, as in {@code --format ascii}. */
  public static Optional<Format> named(String name) {
    return Stream.of(values()).filter(each -> each.toString().equals(name)).findFirst();
  }

  /** The output for {@code body}, with the details of {@code face}. */
  byte[] encode(Buffer body, Face face) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length() + 8);
    switch (this) {
      case RAW -> out.writeBytes(body.getBytes());
      case ASCII -> ascii(body, face, out);
      case QUOTED -> quoted(body, face, out);
      case HEX -> hex(body, out);
      case MSGPACK -> msgpack(body, out);
      default -> {} // NO
    }
    return out.toByteArray();
  }

  private static void ascii(Buffer body, Face face, ByteArrayOutputStream out) {
    for (int i = 0; i < body.length(); i++) {
      byte b = body.getByte(i);
      out.write(isPrintable(b, face) ? b : '.');
    }
    if (face.endsAsciiWithNewline()) {
      out.write('\n');
    }
  }

  private static void quoted(Buffer body, Face face, ByteArrayOutputStream out) {
    if (face.quotesQuoted()) {
      out.write('"');
    }
    for (int i = 0; i < body.length(); i++) {
      byte b = body.getByte(i);
      switch (b) {
        case '\n' -> escape('n', out);
        case '\r' -> escape('r', out);
        case '"', '\\' -> escape(b, out);
        default -> {
          if (b == '\t' && face.escapesTabs()) {
            escape('t', out);
          } else if (isPrintable(b, face)) {
            out.write(b);
          } else {
            hex(b, out);
          }
        }
      }
    }
    if (face.quotesQuoted()) {
      out.write('"');
    }
    out.write('\n');
  }

  private static void hex(Buffer body, ByteArrayOutputStream out) {
    out.write('"');
    for (int i = 0; i < body.length(); i++) {
      hex(body.getByte(i), out);
    }
    out.write('"');
    out.write('\n');
  }

  private static void msgpack(Buffer body, ByteArrayOutputStream out) {
    int length = body.length();
    int width = length <= 0xff ? 1 : length <= 0xffff ? 2 : 4;
    out.write(width == 1 ? 0xc4 : width == 2 ? 0xc5 : 0xc6);
    for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
      out.write(length >>> shift);
    }
    out.writeBytes(body.getBytes());
  }

  private static boolean isPrintable(byte b, Face face) {
    return (b >= ' ' && b <= '~')
        || (face.printsLatin1() && (b & 0xff) > 0xa0 && (b & 0xff) != 0xad);
  }

  private static void escape(int letter, ByteArrayOutputStream out) {
    out.write('\\');
    out.write(letter);
  }

  private static void hex(byte b, ByteArrayOutputStream out) {
    escape('x', out);
    out.write(HEX_DIGITS[b >> 4 & 0xf]);
    out.write(HEX_DIGITS[b & 0xf]);
  }
}
