package io.scapro.wire;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Recognizes other protocols by the first bytes of a stream. */
public final class FirstBytes {

  private static final byte[] SP = {0, 'S', 'P', 0};

  private static final Map<Integer, String> PROTOCOLS =
      Map.ofEntries(
          Map.entry(0x10, "pair"),
          Map.entry(0x11, "pair1"),
          Map.entry(0x20, "pub"),
          Map.entry(0x21, "sub"),
          Map.entry(0x30, "req"),
          Map.entry(0x31, "rep"),
          Map.entry(0x50, "push"),
          Map.entry(0x51, "pull"),
          Map.entry(0x62, "surveyor"),
          Map.entry(0x63, "respondent"),
          Map.entry(0x70, "bus"),
          Map.entry(0x640, "star"));

  private FirstBytes() {}

  /** Whether they are the beginning of an SP handshake of a stream. */
  public static boolean isSp(byte[] bytes) {
    return startsWith(bytes, SP);
  }

  /** Whether they are the beginning of a TLS record: an alert or a handshake. */
  public static boolean isTls(byte[] bytes) {
    return bytes.length >= 2 && (bytes[0] == 0x15 || bytes[0] == 0x16) && bytes[1] == 3;
  }

  /** Whether they are the beginning of an HTTP response or of a common request. */
  public static boolean isHttp(byte[] bytes) {
    for (String start : new String[] {"HTTP/", "GET ", "HEAD ", "POST ", "PUT ", "OPTIONS "}) {
      if (startsWith(bytes, start.getBytes(StandardCharsets.US_ASCII))) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    if (bytes.length < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if (bytes[i] != start[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * The kind of socket, such as {@code a rep socket}; for an unknown protocol, a text with its
   * number.
   */
  public static String socket(int number) {
    String name = PROTOCOLS.get(number);
    return name == null
        ? "a socket of an unknown protocol (0x%04x)".formatted(number)
        : "a %s socket".formatted(name);
  }
}
