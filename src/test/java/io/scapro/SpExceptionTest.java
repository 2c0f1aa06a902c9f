package io.scapro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.spi.Failures;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpExceptionTest {

  private static Reason reason(Throwable failure) {
    return Failures.of(failure, "connect").reason();
  }

  @Test
  void tellsReasonAndSentence() {
    SpException failure = new SpException(Reason.TIMEOUT, "expected a, got b");
    assertEquals(Reason.TIMEOUT, failure.reason());
    assertEquals("TIMEOUT: expected a, got b", failure.text());
    assertEquals("io.scapro.SpException: TIMEOUT: expected a, got b", failure.toString());
  }

  @ParameterizedTest
  @EnumSource
  void hasAStackTraceWhereTheCallIsWrong(Reason reason) {
    boolean misuse = reason == Reason.STATE || reason == Reason.UNSUPPORTED;
    StackTraceElement[] trace = new SpException(reason, "wrong").getStackTrace();
    assertEquals(misuse, trace.length > 0);
    assertTrue(!misuse || trace[0].getClassName().equals(getClass().getName()));
  }

  @Test
  void keepsWhatIsKnownAlready() {
    SpException known = new SpException(Reason.LIMIT, "full");
    assertSame(known, Failures.of(known, "bind"));
  }

  @Test
  void tellsWhatTheNetworksExceptionsMean() {
    assertEquals(Reason.ADDRESS_IN_USE, reason(new BindException("Address already in use")));
    assertEquals(Reason.BAD_ADDRESS, reason(new BindException("Cannot assign requested address")));
    assertEquals(Reason.REFUSED, reason(new ConnectException("Connection refused")));
    assertEquals(Reason.UNREACHABLE, reason(new UnknownHostException("nowhere")));
    assertEquals(Reason.UNREACHABLE, reason(new NoRouteToHostException("No route to host")));
    assertEquals(Reason.LIMIT, reason(new IOException("accept: Too many open files")));
    assertEquals(Reason.TIMEOUT, reason(new TimeoutException()));
    String ofNative = "recvAddress(..) failed with error(%d): %s";
    IOException timeout = new IOException(ofNative.formatted(-110, "Connection timed out"));
    assertEquals(Reason.TIMEOUT, reason(timeout));
    assertEquals(
        "read: the host does not answer; do: check the address and the network",
        Failures.of(timeout, "read").getMessage());
    assertEquals(
        Reason.UNREACHABLE, reason(new IOException(ofNative.formatted(-113, "No route to host"))));
    IOException other = new IOException();
    SpException failure = Failures.of(other, "connect to x");
    assertEquals(Reason.FAILED, failure.reason());
    assertSame(other, failure.getCause());
    assertTrue(failure.getMessage().startsWith("connect to x: "), failure.getMessage());
  }
}
