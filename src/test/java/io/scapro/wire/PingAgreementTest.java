package io.scapro.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PingAgreementTest {

  private static Optional<Duration> millis(long millis) {
    return millis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
  }

  /** The options are in milliseconds: 0 the default, -1 never. */
  @ParameterizedTest
  @CsvSource({
    "15000, 0, 15000",
    "5000, 0, 5000",
    "60000, 0, 15000",
    "5000, 2000, 2000",
    "100, 100, 100",
    "200, 100, 200",
    "100, 0, 1000",
    "15000, 100, 1000",
    "5000, -1, -1",
    "-1, 5000, -1",
  })
  void theShorterIntervalHoldsButNobodyIsMadeToPingOftenerThanOnceASecond(
      long asked, long option, long agreed) {
    assertEquals(millis(agreed), PingAgreement.agreed(millis(asked), Duration.ofMillis(option)));
  }

  @ParameterizedTest
  @CsvSource({"5000, 15000, 5000", "1, 15000, 1000", "1, 100, 100", "200, 100, 200"})
  void aServerCannotMakeAClientPingOftenerEither(long told, long wish, long bounded) {
    assertEquals(
        Duration.ofMillis(bounded),
        PingAgreement.bounded(Duration.ofMillis(told), Duration.ofMillis(wish)));
  }

  @ParameterizedTest
  @CsvSource({"5000, 5000", "0, -1", "-5, -1", "5 s, -1", "99999999999, -1", "'', -1"})
  void readsWhatTheHeaderTells(String header, long told) {
    assertEquals(millis(told), PingAgreement.told(Map.of("scapro-ping", header)));
  }

  @ParameterizedTest
  @CsvSource({
    "/x?scapro-ping=5000, 5000",
    "/x?a=b&scapro-ping=5000&c, 5000",
    "/x?no-scapro-ping=5000, -1",
    "/scapro-ping=5000, -1",
    "/x?scapro-ping=, -1",
    "/x, -1"
  })
  void readsWhatTheQueryOfAPageTells(String target, long told) {
    assertEquals(millis(told), PingAgreement.toldByPage(target));
  }

  @Test
  void whoNeverPingsTellsNothing() {
    assertEquals(Map.of(), PingAgreement.headers(PingAgreement.wish(Duration.ofMillis(-1))));
  }

  @Test
  void intervalIsToldInMilliseconds() {
    Map<String, String> headers =
        PingAgreement.headers(PingAgreement.wish(Duration.ofMillis(5000)));
    assertEquals(List.of("5000"), List.copyOf(headers.values()));
  }
}
