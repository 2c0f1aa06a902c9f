package io.scapro.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirstBytesTest {

  private static byte[] hex(String bytes) {
    return HexFormat.of().parseHex(bytes);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void knowsSp() {
    assertTrue(FirstBytes.isSp(hex("00535000")));
    assertTrue(FirstBytes.isSp(hex("0053500000300000")));
    for (String other : List.of("", "005350", "01535000", "00545000", "00535001")) {
      assertFalse(FirstBytes.isSp(hex(other)), other);
    }
  }

  @Test
  void knowsTls() {
    assertTrue(FirstBytes.isTls(hex("1503")));
    assertTrue(FirstBytes.isTls(hex("160301")));
    for (String other : List.of("", "16", "1403", "1703", "1602", "1502")) {
      assertFalse(FirstBytes.isTls(hex(other)), other);
    }
  }

  @Test
  void knowsHttp() {
    for (String start :
        List.of("HTTP/1.1 400", "GET /", "HEAD /", "POST /", "PUT /", "OPTIONS *")) {
      assertTrue(FirstBytes.isHttp(ascii(start)), start);
    }
    for (String other : List.of("", "GET", "get /", "HTTPS")) {
      assertFalse(FirstBytes.isHttp(ascii(other)), other);
    }
  }

  @Test
  void namesTheSocket() {
    assertEquals("a rep socket", FirstBytes.socket(0x31));
    assertEquals("a socket of an unknown protocol (0x0032)", FirstBytes.socket(0x32));
  }
}
