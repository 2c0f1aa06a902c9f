package io.scapro.transport.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Address;
import io.scapro.EndpointOptions;
import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Link;
import io.scapro.spi.ReceiveBudget;
import io.scapro.spi.SocketBase;
import io.scapro.suite.BareSocket;
import io.scapro.testing.FakeHost;
import io.scapro.wire.FrameDecoder;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnfinishedTest {

  private static final Duration STALL = Duration.ofSeconds(30);
  private static final int LONG = 20_000;
  private static final int BUDGET = 50_000;

  private final FakeHost host = FakeHost.onEventLoop();
  private final BareSocket socket =
      new BareSocket(host, BareSocket.options().setReceiveBudget(BUDGET));
  private final Stream stream = new Stream(STALL);

  /** A stream whose messages are bytes that the test counts. */
  private final class Stream implements FrameDecoder, Unfinished.Reader {
    private final Unfinished unfinished;
    private final List<SpException> ends = new ArrayList<>();
    private boolean inside;
    private int held;
    private boolean reading = true;
    private int readOns;
    private boolean mayReadOn = true;

    Stream(Duration stallTimeout) {
      EndpointOptions options = new EndpointOptions().setStallTimeout(stallTimeout);
      Link link = SocketBase.engineOf(socket).passive(new Address("fake", "peer"), options, true);
      unfinished = new Unfinished(link, this, this, "fake://peer");
    }

    /** Reads until {@code length} bytes of a message have arrived. */
    void readUpTo(int length) {
      unfinished.read();
      inside = true;
      held = length;
      mayReadOn = unfinished.mayReadOn();
      unfinished.watch();
    }

    /** Reads the rest of the message. */
    void finish() {
      unfinished.read();
      unfinished.finished();
      inside = false;
      held = 0;
      mayReadOn = unfinished.mayReadOn();
      unfinished.watch();
    }

    Reason end() {
      assertEquals(1, ends.size());
      return ends.get(0).reason();
    }

    @Override
    public int feed(Buffer chunk, int from, int to) {
      return to;
    }

    @Override
    public int missing() {
      return 0;
    }

    @Override
    public int held() {
      return held;
    }

    @Override
    public boolean isInside() {
      return inside;
    }

    @Override
    public void discard() {
      inside = false;
      held = 0;
    }

    @Override
    public boolean isReading() {
      return reading;
    }

    @Override
    public void readOn() {
      readOns++;
      mayReadOn = true;
    }

    @Override
    public void failed(SpException cause) {
      ends.add(cause);
      reading = false;
      unfinished.discard();
    }
  }

  // ---- time ----

  @Test
  void hasNoTimerBetweenMessages() {
    stream.finish();
    assertEquals(0, host.liveTimers());
  }

  @Test
  void endsAPeerThatStopsInsideAMessage() {
    stream.readUpTo(10);
    host.advance(STALL.minusNanos(1));
    assertEquals(List.of(), stream.ends);
    host.advance(Duration.ofNanos(1));
    assertEquals(Reason.TIMEOUT, stream.end());
    assertEquals(0, host.liveTimers());
  }

  @Test
  void endsNoPeerThatSendsSlowlyWhileNobodyWaits() {
    for (int i = 1; i < 10; i++) {
      stream.readUpTo(i);
      host.advance(STALL.minusMillis(1));
    }
    assertEquals(List.of(), stream.ends);
    assertEquals(1, host.liveTimers());
  }

  @Test
  void endsASlowPeerWithinTwoTimeoutsOfItsLastByte() {
    stream.readUpTo(1);
    host.advance(Duration.ofMillis(1));
    stream.readUpTo(2);
    host.advance(STALL.multipliedBy(2));
    assertEquals(Reason.TIMEOUT, stream.end());
  }

  @Test
  void endsNobodyWhenTheMessageIsFinishedInTime() {
    stream.readUpTo(10);
    host.advance(STALL.minusNanos(1));
    stream.finish();
    host.advance(STALL.multipliedBy(3));
    assertEquals(List.of(), stream.ends);
    assertEquals(0, host.liveTimers());
  }

  @Test
  void endsNobodyWithoutAStallTimeout() {
    Stream patient = new Stream(Duration.ZERO);
    patient.readUpTo(10);
    assertEquals(0, host.liveTimers());
    host.advance(Duration.ofDays(365));
    assertEquals(List.of(), patient.ends);
  }

  @Test
  void doesNotCountTheTimeInWhichTheApplicationDoesNotRead() {
    stream.readUpTo(10);
    stream.reading = false;
    host.advance(STALL.multipliedBy(3));
    assertEquals(List.of(), stream.ends);
    stream.reading = true;
    stream.readUpTo(20);
    host.advance(STALL);
    assertEquals(Reason.TIMEOUT, stream.end());
  }

  @Test
  void watchesAPeerAgainWhenTheApplicationReadsAgain() {
    stream.reading = false;
    stream.readUpTo(10);
    stream.reading = true;
    assertTrue(stream.unfinished.mayReadOn());
    host.advance(STALL);
    assertEquals(Reason.TIMEOUT, stream.end());
  }

  @Test
  void watchesNothingAfterTheEnd() {
    stream.readUpTo(10);
    stream.unfinished.discard();
    assertEquals(0, host.liveTimers());
    host.advance(STALL.multipliedBy(2));
    assertEquals(List.of(), stream.ends);
  }

  // ---- memory ----

  @Test
  void stopsTheYoungerMessageWhenTheBudgetIsUsedUp() {
    Stream second = new Stream(STALL);
    stream.readUpTo(LONG);
    second.readUpTo(LONG);
    assertTrue(second.mayReadOn);
    second.readUpTo(2 * LONG);
    assertFalse(second.mayReadOn);
    stream.readUpTo(3 * LONG);
    assertTrue(stream.mayReadOn, "the oldest message goes on");
  }

  @Test
  void readsOnWhenTheOlderMessageIsFinished() {
    Stream second = new Stream(STALL);
    stream.readUpTo(2 * LONG);
    second.readUpTo(LONG);
    assertFalse(second.mayReadOn);
    stream.finish();
    assertTrue(second.mayReadOn);
    assertEquals(1, second.readOns);
  }

  @Test
  void readsOnWhenTheOlderMessageIsGivenUp() {
    Stream second = new Stream(STALL);
    stream.readUpTo(2 * LONG);
    second.readUpTo(LONG);
    stream.unfinished.discard();
    assertTrue(second.mayReadOn);
  }

  @Test
  void stopsALongMessageWhileTooMuchWaitsForTheApplication() {
    ReceiveBudget budget = SocketBase.engineOf(socket).budget();
    budget.queued(BUDGET);
    stream.readUpTo(LONG);
    assertFalse(stream.mayReadOn);
    host.advance(STALL.multipliedBy(3));
    assertEquals(List.of(), stream.ends, "it is the application that keeps it waiting");
    budget.queued(-1);
    assertTrue(stream.mayReadOn);
  }

  @Test
  void takesNothingOfTheBudgetForShortMessages() {
    stream.readUpTo(3 * LONG);
    Stream second = new Stream(STALL);
    second.readUpTo(16 << 10);
    assertTrue(second.mayReadOn);
    second.readUpTo((16 << 10) + 1);
    assertFalse(second.mayReadOn);
  }

  @Test
  void doesNotCountTheTimeInWhichAMessageWaitsForMemory() {
    Stream second = new Stream(STALL);
    stream.readUpTo(2 * LONG);
    second.readUpTo(LONG);
    for (int i = 0; i < 3; i++) {
      host.advance(STALL.dividedBy(2));
      stream.readUpTo(2 * LONG + i);
      stream.unfinished.finished(); // progress, so that the older one may go on
    }
    assertEquals(List.of(), second.ends);
    stream.finish();
    host.advance(STALL.minusNanos(1));
    assertEquals(List.of(), second.ends, "its time begins when it may read on");
    host.advance(Duration.ofNanos(1));
    assertEquals(Reason.TIMEOUT, second.end());
  }

  @Test
  void endsASlowPeerWhenOthersWaitForItsMemory() {
    Stream second = new Stream(STALL);
    stream.readUpTo(2 * LONG);
    second.readUpTo(LONG);
    host.advance(STALL.dividedBy(2));
    stream.readUpTo(2 * LONG + 1);
    host.advance(STALL.dividedBy(2));
    assertEquals(Reason.LIMIT, stream.end());
    assertTrue(second.mayReadOn);
    assertEquals(List.of(), second.ends);
  }
}
