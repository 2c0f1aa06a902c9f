package io.scapro.transport.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.testing.FakeHost;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a silent peer is given up, in virtual time. */
class LivenessTest implements Liveness.Watched {

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final FakeHost host = FakeHost.onEventLoop();
  private final Liveness liveness = new Liveness(host, INTERVAL, this, "the peer");
  private boolean reading = true;
  private boolean closing;
  private int pings;
  private @Nullable SpException gone;

  @BeforeEach
  void start() {
    host.onLoop(liveness::start);
  }

  @Override
  public boolean isReading() {
    return reading;
  }

  @Override
  public boolean isClosing() {
    return closing;
  }

  @Override
  public void ping() {
    pings++;
  }

  @Override
  public void gone(SpException cause) {
    gone = cause;
  }

  private void pass(int intervals) {
    for (int i = 0; i < intervals; i++) {
      host.advance(INTERVAL);
    }
  }

  @Test
  void aSilentPeerIsGoneAfterTwoIntervals() {
    pass(1);
    assertNull(gone);
    pass(1);
    assertEquals(Reason.TIMEOUT, gone.reason());
    assertTrue(gone.getMessage().startsWith("expected a pong within 2000 ms from the peer, got"));
    assertEquals(0, host.liveTimers());
  }

  @Test
  void aPeerIsPingedAtOnceAndThenAtEachInterval() {
    assertEquals(1, pings);
    liveness.heard();
    pass(1);
    assertEquals(2, pings);
  }

  @Test
  void whoIsHeardOnceInAnIntervalLives() {
    for (int i = 0; i < 10; i++) {
      liveness.heard();
      pass(1);
    }
    assertNull(gone);
    assertEquals(11, pings);
  }

  @Test
  void whoIsLateByLessThanAnIntervalLives() {
    for (int i = 0; i < 5; i++) {
      pass(1);
      liveness.heard();
      pass(1);
    }
    assertNull(gone);
  }

  @Test
  void whoIsNotReadIsNotJudgedButPinged() {
    reading = false;
    pass(5);
    assertNull(gone);
    assertEquals(6, pings);
    reading = true;
    pass(2);
    assertEquals(Reason.TIMEOUT, gone.reason());
  }

  @Test
  void aConnectionThatEndsIsLeftAlone() {
    closing = true;
    pass(3);
    assertNull(gone);
    assertEquals(1, pings);
    assertEquals(0, host.liveTimers());
  }

  @Test
  void leavesNoTimerWhenStopped() {
    liveness.stop();
    assertEquals(0, host.liveTimers());
  }
}
