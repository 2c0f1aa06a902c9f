package io.scapro.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.SocketOptions;
import io.scapro.protocol.PullSocket;
import io.scapro.suite.Await;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names of loggers, and the records of java.util.logging. {@code LoggingIT}: the others. */
@ExtendWith(VertxExtension.class)
class LogTest {

  private final Logger parent = Logger.getLogger("io.scapro");
  private final Records records = new Records();

  private static final class Records extends Handler {
    final BlockingQueue<LogRecord> all = new LinkedBlockingQueue<>();

    @Override
    public void publish(LogRecord line) {
      all.add(line);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void listen() {
    parent.addHandler(records);
  }

  @AfterEach
  void forget() {
    parent.removeHandler(records);
    parent.setLevel(null);
  }

  @ParameterizedTest
  @CsvSource({
    "prices, io.scapro.prices",
    "EUR-usd_2, io.scapro.EUR-usd_2",
    "a.b c, io.scapro.a_b_c",
    "größe, io.scapro.größe",
    "'', io.scapro"
  })
  void isNamedAsTheSocket(String socket, String logger) {
    Log.of(socket).warn("text");
    assertEquals(logger, Await.next(records.all).getLoggerName());
  }

  @Test
  void whatPeersSayDoesNotGetToTheTerminalAsCommands() {
    Log.of("prices").warn("expected a path, got /\u001b[2J\u0007\u009b");
    assertEquals("expected a path, got /?[2J??", Await.next(records.all).getMessage());
  }

  @Test
  void namesHaveNoControlCharactersAndAreShort() {
    Log.of("a\nb\tc").warn("text");
    assertEquals("io.scapro.a_b_c", Await.next(records.all).getLoggerName());
    Log.of("x".repeat(10_000)).warn("text");
    assertEquals("io.scapro." + "x".repeat(63), Await.next(records.all).getLoggerName());
  }

  @Test
  void manyNamesShareOneLogger() {
    Log.Names names = new Log.Names();
    Log known = names.of("known");
    for (int i = 0; i < 2_000; i++) {
      names.of("socket-" + i);
    }
    assertSame(known, names.of("known"));
    names.of("one-more").warn("text");
    assertEquals("io.scapro", Await.next(records.all).getLoggerName());
  }

  @Test
  void levelsAreThoseOfTheFramework() {
    Log log = Log.of("levels");
    assertFalse(log.isDebugEnabled());
    log.debug("nothing");
    parent.setLevel(Level.FINE);
    assertTrue(log.isDebugEnabled());
    log.debug("why");
    log.info("well again");
    log.warn("look");
    for (String expected : new String[] {"FINE why", "INFO well again", "WARNING look"}) {
      LogRecord line = Await.next(records.all);
      assertEquals(expected, line.getLevel() + " " + line.getMessage());
    }
  }

  /** A formatter prints the logger's name then, not a class of this library. */
  @Test
  void recordsOfASocketNameTheSocketAndNoClass(Vertx vertx) {
    PullSocket prices = PullSocket.create(vertx, new SocketOptions().setName("prices"));
    PullSocket unnamed = PullSocket.create(vertx);
    Await.failure(prices.bind("tcp://127.0.0.1:port"));
    Await.failure(unnamed.bind("tcp://127.0.0.1:port"));
    for (String socket : new String[] {"prices", "pull"}) {
      LogRecord line = Await.next(records.all);
      assertEquals("io.scapro." + socket, line.getLoggerName());
      assertEquals(Level.WARNING, line.getLevel());
      assertTrue(line.getMessage().startsWith(socket + " BIND_FAILED tcp://"), line.getMessage());
      assertNull(line.getSourceClassName());
    }
  }
}
