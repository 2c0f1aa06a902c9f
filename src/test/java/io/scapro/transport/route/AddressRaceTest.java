package io.scapro.transport.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.testing.FakeHost;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AddressRaceTest {

  private static final Duration ALMOST = AddressRace.HEAD_START.minusMillis(1);
  private static final Duration MILLISECOND = Duration.ofMillis(1);

  private final FakeHost host = FakeHost.onEventLoop();
  private final List<Tried> attempts = new ArrayList<>();
  private final AddressRace<String> race = new AddressRace<>(host, this::start);

  private static final class Tried implements AddressRace.Attempt<String> {
    private final SocketAddress to;
    private final Promise<String> result = Promise.promise();
    private boolean abandoned;

    Tried(SocketAddress to) {
      this.to = to;
    }

    @Override
    public Future<String> result() {
      return result.future();
    }

    @Override
    public void abandon() {
      abandoned = true;
      result.tryFail("abandoned");
    }
  }

  private final List<Integer> shaking = new ArrayList<>();

  private Tried start(SocketAddress to) {
    Tried fresh = new Tried(to);
    attempts.add(fresh);
    return fresh;
  }

  private static SocketAddress address(int number) {
    return SocketAddress.inetSocketAddress(80, "192.0.2." + number);
  }

  private Future<String> run(int addresses) {
    return race.run(
        IntStream.rangeClosed(1, addresses).mapToObj(AddressRaceTest::address).toList());
  }

  private void assertTried(Integer... numbers) {
    assertEquals(
        Arrays.stream(numbers).map(AddressRaceTest::address).toList(),
        attempts.stream().map(each -> each.to).toList());
  }

  @AfterEach
  void nothingStaysBehind() {
    assertEquals(0, host.liveTimers());
    assertEquals(List.of(), host.failures());
  }

  @Test
  void oneAddressNeedsNoTimer() {
    Future<String> winner = run(1);
    assertEquals(0, host.liveTimers());
    attempts.get(0).result.complete("a");
    assertEquals("a", winner.result());
    assertTried(1);
  }

  @Test
  void theNextAddressIsTriedAfterAHeadStart() {
    Future<String> winner = run(3);
    host.advance(ALMOST);
    assertTried(1);
    host.advance(MILLISECOND);
    assertTried(1, 2);
    host.advance(ALMOST);
    assertTried(1, 2);
    host.advance(MILLISECOND);
    assertTried(1, 2, 3);
    attempts.get(1).result.complete("b");
    assertEquals("b", winner.result());
  }

  @Test
  void theNextAddressIsTriedAtOnceWhenOneFailed() {
    run(3);
    host.advance(ALMOST);
    attempts.get(0).result.fail("refused");
    assertTried(1, 2);
    host.advance(ALMOST);
    assertTried(1, 2); // its own head start, not the rest of the first one
    attempts.get(1).result.fail("refused");
    assertTried(1, 2, 3);
    attempts.get(2).result.complete("c");
  }

  @Test
  void anEarlierAttemptThatFailsStartsTheNextOneToo() {
    run(3);
    host.advance(AddressRace.HEAD_START);
    assertTried(1, 2);
    attempts.get(0).result.fail("refused");
    assertTried(1, 2, 3);
    attempts.get(2).result.complete("c");
  }

  private void connect(int number) {
    Tried one = attempts.get(number - 1);
    race.connected(one, () -> shaking.add(number));
  }

  @Test
  void aConnectionHasMoreTimeForItsHandshake() {
    run(2);
    host.advance(ALMOST);
    connect(1);
    host.advance(AddressRace.HANDSHAKE_HEAD_START.minusMillis(1));
    assertTried(1);
    host.advance(MILLISECOND);
    assertTried(1, 2);
    attempts.get(1).result.complete("b");
  }

  @Test
  void oneAttemptShakesHandsAtATime() {
    run(3);
    host.advance(AddressRace.HEAD_START.multipliedBy(2));
    assertTried(1, 2, 3);
    connect(2);
    connect(1);
    connect(3);
    assertEquals(List.of(2), shaking);
    attempts.get(1).result.fail("mute");
    assertEquals(List.of(2, 1), shaking);
    attempts.get(0).result.complete("a");
    assertEquals(List.of(2, 1), shaking);
    assertTrue(attempts.get(2).abandoned);
  }

  @Test
  void anAttemptThatShakesHandsForLongIsNotWaitedFor() {
    run(2);
    host.advance(AddressRace.HEAD_START);
    connect(1);
    connect(2);
    host.advance(AddressRace.HANDSHAKE_HEAD_START.minusMillis(1));
    assertEquals(List.of(1), shaking);
    host.advance(MILLISECOND);
    assertEquals(List.of(1, 2), shaking);
    attempts.get(1).result.complete("b");
    assertTrue(attempts.get(0).abandoned);
  }

  @Test
  void anAttemptThatConnectsAfterThatShakesHandsAtOnce() {
    run(2);
    connect(1);
    host.advance(AddressRace.HANDSHAKE_HEAD_START);
    assertTried(1, 2);
    connect(2);
    assertEquals(List.of(1, 2), shaking);
    attempts.get(1).result.complete("b");
  }

  @Test
  void anAttemptThatFailsTakesNoTimeFromAHandshake() {
    run(4);
    host.advance(AddressRace.HEAD_START.multipliedBy(2));
    connect(1);
    connect(2);
    attempts.get(2).result.fail("refused");
    assertTried(1, 2, 3, 4);
    host.advance(AddressRace.HANDSHAKE_HEAD_START.minusMillis(1));
    assertEquals(List.of(1), shaking);
    host.advance(MILLISECOND);
    assertEquals(List.of(1, 2), shaking);
    attempts.get(1).result.complete("b");
  }

  @Test
  void anAttemptThatEndsBeforeItsTurnDoesNotGetOne() {
    Future<String> winner = run(2);
    host.advance(AddressRace.HEAD_START);
    connect(1);
    connect(2);
    attempts.get(1).result.fail("closed");
    attempts.get(0).result.fail("mute");
    assertEquals(List.of(1), shaking);
    assertTrue(winner.failed());
  }

  @Test
  void theFirstSuccessWinsAndTheOthersAreAbandoned() {
    Future<String> winner = run(4);
    host.advance(AddressRace.HEAD_START.multipliedBy(2));
    attempts.get(1).result.complete("b");
    assertEquals("b", winner.result());
    assertEquals(
        List.of(true, false, true),
        attempts.stream().map(each -> each.abandoned).toList().subList(0, 3));
    host.advance(Duration.ofMinutes(1));
    assertTried(1, 2, 3);
  }

  @Test
  void itFailsWhenAllFailed() {
    Future<String> winner = run(2);
    Exception first = new Exception("first");
    Exception second = new Exception("second");
    host.advance(AddressRace.HEAD_START);
    attempts.get(1).result.fail(second);
    assertFalse(winner.isComplete());
    attempts.get(0).result.fail(first);
    assertTrue(winner.failed());
    assertEquals(List.of(address(2), address(1)), List.copyOf(race.failures().keySet()));
    assertEquals(List.of(second, first), List.copyOf(race.failures().values()));
  }

  @Test
  void manyThatFailAtOnceAreAllTried() {
    AddressRace<String> refused =
        new AddressRace<>(
            host,
            to -> {
              Tried fresh = start(to);
              fresh.result.fail("refused");
              return fresh;
            });
    Future<String> winner = refused.run(IntStream.range(0, 200).mapToObj(i -> address(i)).toList());
    assertTrue(winner.failed());
    assertEquals(200, refused.failures().size());
  }

  @Test
  void stopAbandonsAll() {
    Future<String> winner = run(3);
    host.advance(AddressRace.HEAD_START);
    Exception cause = new Exception("closed");
    race.stop(cause);
    assertSame(cause, winner.cause());
    assertEquals(List.of(true, true), attempts.stream().map(each -> each.abandoned).toList());
    assertTried(1, 2);
  }
}
