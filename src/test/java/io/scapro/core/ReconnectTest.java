package io.scapro.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Address;
import io.scapro.CommonOptions;
import io.scapro.EndpointOptions;
import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.Reason;
import io.scapro.SocketEvent;
import io.scapro.SocketOptions;
import io.scapro.SpException;
import io.scapro.spi.BodyPool;
import io.scapro.spi.Link;
import io.scapro.spi.Pipe;
import io.scapro.spi.ReceiveBudget;
import io.scapro.spi.SendBudget;
import io.scapro.spi.Transport;
import io.scapro.suite.LogLines;
import io.scapro.testing.FakeHost;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a connector tries again, and what an operator reads of it, on the virtual clock. */
class ReconnectTest {

  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(8);
  private static final SpException REFUSED = new SpException(Reason.REFUSED, "Connection refused");
  private static final SpException ENDED = new SpException(Reason.DISCONNECTED, "the peer closed");

  private final FakeHost host = FakeHost.onEventLoop();
  private final LogLines log = new LogLines("io.scapro.clock");
  private final List<Promise<Pipe>> attempts = new ArrayList<>();
  private final Socket socket = new Socket();
  private final ConnectEndpoint endpoint =
      new ConnectEndpoint(
          socket, Address.parse("tcp://10.0.0.1:5555"), new EndpointOptions(), new Net());

  @AfterEach
  void stop() {
    endpoint.release();
    log.close();
    assertEquals(0, host.liveTimers());
  }

  // ---- the waits ----

  @Test
  void failedAttemptsWaitLongerAndLonger() {
    endpoint.open();
    for (Duration longest = FIRST;
        longest.compareTo(LONGEST) < 0;
        longest = longest.plus(longest)) {
      fail();
      assertNextWithin(longest);
    }
    fail();
    assertNextWithin(LONGEST);
    fail();
    assertNextWithin(LONGEST);
  }

  @Test
  void restartsOfAServerThatSentMessagesAreFollowedAtOnce() {
    endpoint.open();
    for (int restart = 0; restart < 20; restart++) {
      Connection connection = connect();
      connection.message();
      connection.end();
      assertNextWithin(FIRST);
    }
  }

  @Test
  void aConnectionThatLastedCountsWithoutMessages() {
    endpoint.open();
    for (int restart = 0; restart < 20; restart++) {
      Connection connection = connect();
      host.advance(Duration.ofSeconds(1));
      connection.end();
      assertNextWithin(FIRST);
    }
  }

  @Test
  void aWrittenMessageCountsOnceTheConnectionLastedForTheFirstWait() {
    endpoint.open();
    Connection thrownOut = connect();
    thrownOut.write();
    thrownOut.end();
    assertNextWithin(FIRST);
    Connection again = connect();
    again.write();
    again.end();
    assertNextWithin(FIRST.multipliedBy(2));
    for (int restart = 0; restart < 20; restart++) {
      Connection connection = connect();
      connection.write();
      host.advance(FIRST);
      connection.end();
      assertNextWithin(FIRST);
    }
  }

  @Test
  void aServerThatThrowsUsOutIsAskedMoreAndMoreRarely() {
    endpoint.open();
    for (Duration longest = FIRST;
        longest.compareTo(LONGEST) < 0;
        longest = longest.plus(longest)) {
      connect().end();
      assertNextWithin(longest);
    }
  }

  @Test
  void aServerThatSendsWhatIsTooLongIsAskedMoreAndMoreRarely() {
    endpoint.open();
    for (Duration longest = FIRST;
        longest.compareTo(LONGEST) < 0;
        longest = longest.plus(longest)) {
      Connection connection = connect();
      connection.message();
      connection.end(new SpException(Reason.TOO_LONG, "expected less"));
      assertNextWithin(longest);
    }
  }

  @Test
  void aHealthyConnectionEndsTheWaitsOfTheOutageBefore() {
    endpoint.open();
    for (int i = 0; i < 10; i++) {
      fail();
      host.advance(LONGEST);
    }
    Connection connection = connect();
    connection.message();
    connection.end();
    assertNextWithin(FIRST);
  }

  // ---- the log ----

  @Test
  void theFirstFailureAndTheRecoveryAreLogged() {
    endpoint.open();
    fail();
    assertEquals(
        List.of(
            "WARNING clock cannot connect to tcp://10.0.0.1:5555: REFUSED: Connection refused; trying again"),
        log.all());
    host.advance(LONGEST);
    fail();
    host.advance(LONGEST);
    connect();
    assertEquals(
        List.of("INFO clock connected to tcp://10.0.0.1:5555 after 2 failed attempts, 16 s"),
        log.all());
  }

  @Test
  void aLongOutageIsLoggedAtGrowingIntervals() {
    endpoint.open();
    fail();
    for (long passed = 0; passed < 3600; passed += 8) {
      host.advance(LONGEST);
      fail();
    }
    List<String> lines = log.all();
    assertEquals(4, lines.size(), lines::toString); // 0 s, 10 s, 1 min, 10 min
    assertTrue(
        lines
            .get(1)
            .matches("WARNING clock .* \\(3 attempts, 16 s\\): REFUSED: Connection refused.*"),
        lines.get(1));
  }

  @Test
  void eachOutageAfterAHealthyConnectionIsLogged() {
    endpoint.open();
    for (int outage = 0; outage < 3; outage++) {
      fail();
      host.advance(LONGEST);
      Connection connection = connect();
      connection.message();
      connection.end();
      host.advance(LONGEST);
      assertEquals(2, log.all().size());
    }
  }

  @Test
  void aServerThatThrowsUsOutIsNotLoggedEachTime() {
    endpoint.open();
    for (int i = 0; i < 100; i++) {
      connect().end();
      host.advance(LONGEST);
    }
    List<String> lines = log.all();
    assertEquals(
        "WARNING clock cannot keep the connection to tcp://10.0.0.1:5555: DISCONNECTED: the peer closed; trying again",
        lines.get(0));
    assertTrue(lines.size() <= 8, lines::toString);
  }

  @Test
  void theNextAttemptSaysWhyAConnectionEndedEarly() {
    endpoint.open();
    connect().end();
    log.all();
    host.advance(FIRST);
    fail();
    assertEquals(
        List.of(
            "WARNING clock cannot connect to tcp://10.0.0.1:5555 (2 attempts, 0 s): REFUSED: Connection refused; trying again"),
        log.all());
  }

  @Test
  void aPeerThatIsFoundDeadIsLoggedOnceForItsOutage() {
    endpoint.open();
    for (int outage = 0; outage < 3; outage++) {
      Connection connection = connect();
      connection.message();
      connection.end(new SpException(Reason.TIMEOUT, "expected a pong"));
      assertEquals(
          List.of(
              "WARNING clock lost the connection to tcp://10.0.0.1:5555: TIMEOUT: expected a pong;"
                  + " trying again"),
          log.all());
      host.advance(FIRST);
      fail();
      assertEquals(List.of(), log.all());
      host.advance(LONGEST);
      connect().end(new SpException(Reason.CLOSED, "closed"));
      host.advance(LONGEST);
      log.all();
    }
  }

  @Test
  void aConnectionThatEndsAfterAMessageNamesItsLength() {
    endpoint.open();
    Connection connection = connect();
    connection.write(5000);
    connection.end();
    assertEquals(
        List.of(
            "WARNING clock cannot keep the connection to tcp://10.0.0.1:5555: DISCONNECTED: the peer"
                + " closed; the longest message sent on it has 5000 bytes; do: compare with the"
                + " receiveMaxSize of the peer, or see why it closed; trying again"),
        log.all());
  }

  @Test
  void aConnectionThatEndsInsideAMessageNamesItsLength() {
    endpoint.open();
    for (int i = 0; i < 100; i++) {
      Connection connection = connect();
      connection.message();
      connection.send(new Message(Buffer.buffer(new byte[2000])));
      connection.send(new Message(Buffer.buffer("short")));
      connection.end();
      host.advance(FIRST);
    }
    List<String> lines = log.all();
    assertEquals(
        "WARNING clock tcp://10.0.0.1:5555: a connection ended while messages were written to it,"
            + " the longest has 2000 bytes; do: compare with the receiveMaxSize of the peer, or see"
            + " why it closed",
        lines.get(0));
    assertTrue(lines.size() <= 3, lines::toString); // of 10 s
  }

  @Test
  void noPeerIsTakenToRefuseAShortMessage() {
    endpoint.open();
    Connection connection = connect();
    connection.message();
    connection.send(new Message(Buffer.buffer("short")));
    connection.end();
    assertEquals(List.of(), log.all());
  }

  @Test
  void aConnectionThatEndsAfterAllWasWrittenIsNothingToLookAt() {
    endpoint.open();
    Connection connection = connect();
    connection.message();
    connection.write();
    connection.end();
    assertEquals(List.of(), log.all());
  }

  // ---- the other side ----

  private void assertNextWithin(Duration longest) {
    int before = attempts.size();
    host.advance(longest.dividedBy(2).minusNanos(1));
    assertEquals(before, attempts.size(), () -> "too early: half of " + longest);
    host.advance(longest.dividedBy(2).plusNanos(1));
    assertEquals(before + 1, attempts.size(), () -> "too late: " + longest);
  }

  private Promise<Pipe> current() {
    return attempts.get(attempts.size() - 1);
  }

  private void fail() {
    current().fail(REFUSED);
  }

  private Connection connect() {
    Connection connection = new Connection();
    current().complete(connection);
    return connection;
  }

  private final class Net implements Transport, Transport.Connector {
    @Override
    public Set<String> schemes() {
      return Set.of("tcp");
    }

    @Override
    public Future<Binding> bind(Link link, Address address) {
      throw new AssertionError(address);
    }

    @Override
    public Connector connector(Link link, Address address) {
      return this;
    }

    @Override
    public Future<Pipe> connect() {
      attempts.add(Promise.promise());
      return current().future();
    }

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }
  }

  private final class Connection extends Pipe {
    Connection() {
      super(new SocketOptions());
    }

    void message() {
      received(new Message(Buffer.buffer("m")));
    }

    void write() {
      write(1);
    }

    void write(int length) {
      send(new Message(Buffer.buffer(new byte[length])));
      written(1, length);
    }

    void end() {
      end(ENDED);
    }

    void end(SpException cause) {
      abort(cause);
    }

    @Override
    public String remoteAddress() {
      return "10.0.0.1:5555";
    }

    @Override
    public void start() {}

    @Override
    protected void write(Message message) {}

    @Override
    public void resume() {}

    @Override
    public void closeGracefully() {}

    @Override
    public void abort() {}
  }

  /** A socket that takes every peer. */
  private final class Socket implements Owner {
    private final SocketLog socketLog = new SocketLog("clock", host);

    @Override
    public FakeHost host() {
      return host;
    }

    @Override
    public Identity identity() {
      return new Identity("pull", 0x51, "push", 0x50);
    }

    @Override
    public CommonOptions<?> options() {
      return new SocketOptions();
    }

    @Override
    public BodyPool bodies() {
      return new BodyPool(false);
    }

    @Override
    public ReceiveBudget budget() {
      return new ReceiveBudget(1);
    }

    @Override
    public io.scapro.@Nullable PeerHook peerHook() {
      return null;
    }

    @Override
    public void event(SocketEvent event) {}

    @Override
    public SocketLog log() {
      return socketLog;
    }

    @Override
    public void enter(OwnedEndpoint entered) {}

    @Override
    public void closed(OwnedEndpoint ended) {}

    @Override
    public boolean attach(OwnedEndpoint at, Pipe pipe) {
      pipe.attach(
          new Pipe.Owner() {
            @Override
            public boolean received(Pipe from, Message message) {
              return true;
            }

            @Override
            public void writable(Pipe to) {}

            @Override
            public void dropped(Pipe to, io.scapro.DropReason reason, long messages) {}

            @Override
            public void closed(Pipe ended, SpException cause) {
              at.detached(ended, cause);
            }
          },
          SendBudget.unlimited());
      return true;
    }

    @Override
    public void turnAway(Pipe pipe, SpException cause, boolean wasGreeted) {}

    @Override
    public @Nullable SpException refusal(io.scapro.Peer peer) {
      return null;
    }

    @Override
    public void detach(Pipe pipe) {}

    @Override
    public List<Pipe> pipesOf(OwnedEndpoint of) {
      return List.of();
    }

    @Override
    public SpException closedException() {
      return new SpException(Reason.CLOSED, "closed");
    }
  }
}
