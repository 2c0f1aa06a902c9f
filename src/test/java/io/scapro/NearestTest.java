package io.scapro;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

  private static final List<String> KNOWN = List.of("tcp", "inproc", "sendTimeout", "sendBuffer");

  @ParameterizedTest
  @CsvSource({
    "tpc, tcp",
    "TCP, tcp",
    "improc, inproc",
    "sendtimeout, sendTimeout",
    "sendBufer, sendBuffer",
    "inpr, inproc",
    "sendT, sendTimeout"
  })
  void namesWhatWasProbablyMeant(String word, String meant) {
    assertEquals(
        "unknown option \"%s\", did you mean \"%s\"?".formatted(word, meant),
        Nearest.unknown("option", word, KNOWN));
  }

  @Test
  void namesAllWhereNothingIsNear() {
    assertEquals(
        "unknown transport \"bluetooth\", expected one of inproc, sendBuffer, sendTimeout, tcp",
        Nearest.unknown("transport", "bluetooth", KNOWN));
  }
}
