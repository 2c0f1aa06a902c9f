package io.scapro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

  @Test
  void splitsSchemeAndRest() {
    assertEquals(new Address("tcp", "127.0.0.1:5555"), Address.parse("tcp://127.0.0.1:5555"));
    assertEquals(new Address("tls+tcp", "*:1"), Address.parse("TLS+tcp://*:1"));
    assertEquals(new Address("inproc", "Any Name://x"), Address.parse("inproc://Any Name://x"));
    assertEquals(new Address("ipc", ""), Address.parse("ipc://"));
    assertEquals("ipc:///tmp/x", Address.parse("ipc:///tmp/x").toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "tcp", "tcp:", "tcp:/x", "://x", "5tcp://x", "t cp://x", "127.0.0.1:5555"})
  void refusesWhatHasNoScheme(String url) {
    SpException refusal = assertThrows(SpException.class, () -> Address.parse(url));
    assertEquals(Reason.BAD_ADDRESS, refusal.reason());
    String text = refusal.getMessage();
    assertTrue(text.startsWith("expected") && text.endsWith("got \"" + url + '"'), text);
  }
}
