package io.scapro.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two engines over tcp: what is printed, and how they end. */
@ExtendWith(VertxExtension.class)
@Timeout(60)
class CatEngineTest {

  private static final String BIND = " -v --bind tcp://127.0.0.1:0";
  private static final String LISTENING = "Listening at: ";

  /** An engine on a thread of its own. */
  private static final class Running {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final CompletableFuture<String> address = new CompletableFuture<>();
    private final FutureTask<Integer> exit;

    Running(Vertx vertx, Face face, String line, byte[] stdin) {
      PrintStream err =
          new PrintStream(OutputStream.nullOutputStream()) {
            @Override
            public void println(String text) {
              if (text.startsWith(LISTENING)) {
                address.complete(text.substring(LISTENING.length()));
              }
            }
          };
      exit =
          new FutureTask<>(
              () ->
                  new CatEngine(
                          FaceCommand.parse(
                              face,
                              List.of(line.split(" ")),
                              new CatArguments(face, new ByteArrayInputStream(stdin))),
                          printed,
                          err)
                      .run(vertx));
      Thread thread = new Thread(exit, line);
      thread.setDaemon(true);
      thread.start();
    }

    String address() throws Exception {
      return address.get(30, TimeUnit.SECONDS);
    }

    int exit() throws Exception {
      return exit.get(30, TimeUnit.SECONDS);
    }

    String printed() {
      return printed.toString(StandardCharsets.US_ASCII);
    }
  }

  private static Running run(Vertx vertx, Face face, String line) {
    return new Running(vertx, face, line, new byte[0]);
  }

  @ParameterizedTest
  @CsvSource({
    "--pull --count 2,--push -D a --count 2,'a\na\n',''",
    "--push -D a,--pull --count 1,'','a\n'",
    "--sub --count 1,--pub -D a,'a\n',''",
    "--pub -D topic,--sub --count 1,'','topic\n'",
    "--rep -D answer --count 1,--req -D question,'question\n','answer\n'",
    "--req -D question,--rep -D answer --count 1,'answer\n','question\n'",
    "--pair -D a --count 1,--pair -D b --count 1,'b\n','a\n'",
    "--rep -D answer --count 3,--req -D q --interval 1 --count 3,'q\nq\nq\n','answer\nanswer\nanswer\n'",
  })
  void talkToEachOther(
      String bound, String connected, String printedByBound, String printedByConnected, Vertx vertx)
      throws Exception {
    Running first = run(vertx, Face.CAT, withFormat(bound) + BIND);
    Running second = run(vertx, Face.CAT, withFormat(connected) + " --connect " + first.address());
    assertEquals(0, second.exit());
    assertEquals(0, first.exit());
    assertEquals(printedByBound, first.printed());
    assertEquals(printedByConnected, second.printed());
  }

  private static String withFormat(String line) {
    return line.startsWith("--push") || line.startsWith("--pub") ? line : line + " --ascii";
  }

  @Test
  void carriesAnyBytesOfAnyLength(Vertx vertx) throws Exception {
    byte[] body = new byte[70_000];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) i;
    }
    Running pull = run(vertx, Face.NNGCAT, "--pull --raw --count 1" + BIND);
    Running push = new Running(vertx, Face.NNGCAT, "--push -F - --connect " + pull.address(), body);
    assertEquals(0, push.exit());
    assertEquals(0, pull.exit());
    assertArrayEquals(body, pull.printed.toByteArray());
  }

  @Test
  void endsWellWhenNothingComesAnyMore(Vertx vertx) throws Exception {
    assertEquals(0, run(vertx, Face.NANOCAT, "--pull --recv-timeout 0.01" + BIND).exit());
    assertEquals(0, run(vertx, Face.NANOCAT, "--rep --recv-timeout 0.01" + BIND).exit());
    assertEquals(0, run(vertx, Face.CAT, "--rep -D x --recv-timeout 0.01" + BIND).exit());
  }

  @ParameterizedTest
  @CsvSource({
    "--push -D x --send-timeout 0.01,3,Can't send: Connection timed out",
    "--req -D x --send-timeout 0.01,3,Can't send: Connection timed out",
    "--rep -D x --recv-timeout 0.01,3,Can't recv: Connection timed out",
  })
  void failsAsNanocat(String line, int exit, String message, Vertx vertx) {
    Running running = run(vertx, Face.NANOCAT, line + BIND);
    CatFailure failure = failure(running);
    assertEquals(message, failure.getMessage());
    assertEquals(exit, failure.exit());
  }

  @Test
  void tellsThatAnAddressIsTaken(Vertx vertx) throws Exception {
    Running first = run(vertx, Face.CAT, "--pull --count 1" + BIND);
    String pull = "--pull --bind " + first.address();
    assertEquals(
        "Can't bind: Address already in use", failure(run(vertx, Face.NANOCAT, pull)).getMessage());
    assertEquals(
        "Unable to listen on " + first.address() + ": Address in use",
        failure(run(vertx, Face.NNGCAT, pull)).getMessage());
    run(vertx, Face.CAT, "--push -D end --connect " + first.address()).exit();
    assertEquals(0, first.exit());
  }

  private static CatFailure failure(Running running) {
    Throwable cause = assertThrows(ExecutionException.class, running::exit).getCause();
    return (CatFailure) cause;
  }
}
