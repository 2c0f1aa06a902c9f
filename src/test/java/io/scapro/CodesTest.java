package io.scapro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes that processes of different versions exchange: a line may be added, none may change. */
class CodesTest {

  private static final List<String> REASONS =
      List.of(
          "0 CLOSED",
          "1 TIMEOUT",
          "2 CANCELLED",
          "3 STATE",
          "4 UNSUPPORTED",
          "5 REFUSED",
          "6 UNREACHABLE",
          "7 DISCONNECTED",
          "8 ADDRESS_IN_USE",
          "9 BAD_ADDRESS",
          "10 PROTOCOL",
          "11 TOO_LONG",
          "12 LIMIT",
          "13 FAILED",
          "14 NO_PEERS",
          "15 UNTRUSTED",
          "16 RESENT_TOO_OFTEN");

  private static final List<String> DROP_REASONS =
      List.of(
          "0 PEER_FULL",
          "1 DISCONNECTED",
          "2 PEER_GONE",
          "3 BAD_HEADER",
          "4 QUEUE_FULL",
          "5 UNSUBSCRIBED",
          "6 NOT_EXPECTED",
          "7 MALFORMED",
          "8 TTL_EXCEEDED",
          "9 UNKNOWN_REQUEST",
          "10 NOT_ASKED",
          "11 DUPLICATE",
          "12 CLOSED",
          "13 BUS_OVERFLOW",
          "14 BUS_REFUSED",
          "15 BAD_BODY",
          "16 NOT_PERMITTED",
          "17 NO_CONSUMER",
          "18 CONSUMER_TIMEOUT",
          "19 CONSUMER_FAILED",
          "20 PEER_REFUSED",
          "21 TOO_LONG");

  @Test
  void codesOfReasonsNeverChange() {
    assertEquals(REASONS, Stream.of(Reason.values()).map(r -> r.code() + " " + r).toList());
  }

  @Test
  void codesOfDropReasonsNeverChange() {
    assertEquals(
        DROP_REASONS, Stream.of(DropReason.values()).map(r -> r.code() + " " + r).toList());
  }

  @ParameterizedTest
  @EnumSource
  void aReasonIsFoundByItsCode(Reason reason) {
    assertEquals(reason, Reason.of(reason.code()).orElseThrow());
  }

  @ParameterizedTest
  @EnumSource
  void aDropReasonIsFoundByItsCode(DropReason reason) {
    assertEquals(reason, DropReason.of(reason.code()).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1_000, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void anUnknownCodeHasNoReason(int code) {
    assertTrue(Reason.of(code).isEmpty());
    assertTrue(DropReason.of(code).isEmpty());
  }
}
