package io.scapro.cli;

import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.cli.CatSocket.Received;
import io.scapro.cli.Wording.Action;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Does what nanocat and its kin do: opens one socket, sends, receives, prints, ends. It blocks its
 * thread, which must not be an event loop.
 */
final class CatEngine {

  /** What a shell reports of a program whose reader has gone (128 + SIGPIPE). */
  static final int READER_GONE = 141;

  private static final long PROGRESS_MILLIS = 500;

  /** How often a peer may hang up on us before it counts as one that does not want us. */
  private static final int HANDSHAKES = 5;

  private final CatSettings settings;
  private final Face face;
  private final Streams streams;
  private final Printer printer;
  private final Tally tally = new Tally();

  CatEngine(CatSettings settings, Streams streams) {
    this.settings = settings;
    this.face = settings.face();
    this.streams = streams;
    this.printer = new Printer(settings, streams.out());
  }

  /**
   * Returns the exit code when the work is done, and everything that was sent has arrived, as far
   * as that can be told.
   *
   * @throws CatFailure when it cannot be done
   */
  int run(Vertx vertx) throws InterruptedException {
    if (settings.display().progress()) {
      vertx.setPeriodic(PROGRESS_MILLIS, timer -> showProgress());
    }
    try {
      while (!runOnce(vertx)) {
        tell("Sending again: the connection broke");
      }
      return 0;
    } catch (IOException e) {
      return READER_GONE;
    } finally {
      showStatistics();
    }
  }

  /** One line that is written over and over. */
  private void showProgress() {
    if (!tally.isEmpty()) {
      streams.err().print("\r\u001b[K" + tally.text());
      streams.err().flush();
    }
  }

  private void showStatistics() {
    if (settings.display().progress() && !tally.isEmpty()) {
      streams.err().print("\r\u001b[K");
    }
    if (settings.display().statistics()) {
      streams.err().println(tally.text());
    }
  }

  /** Returns whether it is done: the only message of a PUSH may have gone to a peer that left. */
  private boolean runOnce(Vertx vertx) throws IOException, InterruptedException {
    CatSocket socket = new CatSocket(vertx, settings);
    try (socket) {
      for (CatSettings.At at : settings.endpoints()) {
        open(socket, at);
      }
      if (settings.data() != null || face.delaysReceivers()) {
        sleep(settings.delay());
      }
      converse(socket);
    }
    boolean oneShot = settings.protocol().name().equals("push") && settings.sends() == 1;
    return !(oneShot && socket.wasReset());
  }

  // ---- addresses ----

  private void open(CatSocket socket, CatSettings.At at) {
    if (at.isBind()) {
      attempt(
          Action.BIND,
          at.url(),
          () ->
              socket.bind(
                  at.url(), settings.endpointOptions(), url -> tell("Listening at: " + url)));
    } else {
      attempt(Action.CONNECT, at.url(), () -> connect(socket, at.url()));
    }
  }

  /**
   * nanomsg hangs up when it waits a second for our hello, and on a busy machine that may happen:
   * it is no reason to give up. Nobody listening is one, where the first attempt counts.
   */
  private void connect(CatSocket socket, String url) {
    for (int i = 1; ; i++) {
      try {
        socket.connect(
            url,
            settings.endpointOptions(),
            face.tellsAddressesOnOutput(),
            connected -> tell("Connected to: " + connected));
        return;
      } catch (SpException e) {
        if (e.reason() != Reason.DISCONNECTED || i == HANDSHAKES) {
          throw e;
        }
      }
    }
  }

  private void tell(String text) {
    if (settings.verbose()) {
      PrintStream stream =
          face.tellsAddressesOnOutput() ? new PrintStream(streams.out(), true) : streams.err();
      stream.println(text);
    }
  }

  // ---- messages ----

  private void converse(CatSocket socket) throws IOException, InterruptedException {
    Buffer data = settings.data();
    if (data == null) {
      receiveAll(socket);
      return;
    }
    switch (settings.role()) {
      case SENDS -> sendAll(socket, data);
      case ANSWERS -> answerAll(socket, data);
      default -> askAll(socket, data);
    }
  }

  private void receiveAll(CatSocket socket) throws IOException {
    for (long i = 0; i < settings.receives(); i++) {
      Received received = receive(socket, settings.receiveTimeout());
      if (received == null) {
        return;
      }
      print(received);
    }
  }

  private void sendAll(CatSocket socket, Buffer data) throws InterruptedException {
    awaitListeners(socket);
    for (long i = 1; i <= settings.sends(); i++) {
      long start = System.nanoTime();
      send(socket, data);
      pause(i, start);
    }
  }

  private void answerAll(CatSocket socket, Buffer data) throws IOException {
    for (long i = 0; i < settings.receives(); i++) {
      Received received = receive(socket, settings.receiveTimeout());
      if (received == null) {
        if (face.replyTimeoutFails()) {
          throw failure(face.wording().timeout(Action.RECEIVE, "expected a request, got none"));
        }
        return;
      }
      print(received);
      send(socket, data);
    }
  }

  private void askAll(CatSocket socket, Buffer data) throws IOException, InterruptedException {
    awaitListeners(socket);
    boolean endless = !settings.repeats() && settings.receives() == CatSettings.UNLIMITED;
    if (endless && settings.sends() > 0) {
      send(socket, data);
      receiveAll(socket);
      return;
    }
    for (long i = 1; i <= settings.sends(); i++) {
      long start = System.nanoTime();
      send(socket, data);
      hear(socket, start);
      pause(i, start);
    }
  }

  /** Receives what comes until the next round. */
  private void hear(CatSocket socket, long start) throws IOException {
    boolean survey = settings.protocol().name().equals("surveyor"); // it ends by itself
    boolean once = face.hearsOnce() || !settings.repeats() && !survey;
    Received received;
    do {
      received =
          receive(
              socket,
              settings.repeats()
                  ? least(left(start), settings.receiveTimeout())
                  : settings.receiveTimeout());
      if (received != null) {
        print(received);
      }
    } while (received != null && !once);
  }

  // ---- peers ----

  /** Sees to it that the first message does not go to nobody. */
  private void awaitListeners(CatSocket socket) {
    if (settings.broadcasts()) {
      awaitAudience(socket);
    } else if (!settings.protocol().name().equals("req") || !face.queuesQuestions()) {
      awaitPeer(socket);
      socket.settle();
    }
  }

  private void awaitAudience(CatSocket socket) {
    Duration patience = face.patience();
    if (settings.repeats()) {
      return; // it may come later
    }
    if (patience.isNegative()) {
      awaitPeer(socket);
    } else {
      socket.awaitPeer(patience);
    }
  }

  private void awaitPeer(CatSocket socket) {
    if (!socket.awaitPeer(settings.sendTimeout())) {
      throw failure(
          face.wording()
              .timeout(Action.SEND, "expected a peer that can take the message, found none"));
    }
  }

  // ---- time ----

  private static Duration least(Duration a, Duration b) {
    return b.isNegative() || a.compareTo(b) < 0 ? a : b;
  }

  /** Waits for the round after the {@code i}th, where there is one. */
  private void pause(long i, long start) throws InterruptedException {
    if (i < settings.sends() && settings.repeats()) {
      sleep(left(start));
    }
  }

  /** Until the next round is due. */
  private Duration left(long start) {
    Duration left = settings.interval().minusNanos(System.nanoTime() - start);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private static void sleep(Duration duration) throws InterruptedException {
    Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
  }

  // ---- calls and their failures ----

  private void send(CatSocket socket, Buffer data) {
    attempt(Action.SEND, "", () -> socket.send(data.copy())); // it belongs to the socket
    tally.sent(data.length());
  }

  private @Nullable Received receive(CatSocket socket, Duration patience) {
    try {
      return socket.receive(patience);
    } catch (SpException e) {
      throw failure(face.wording().failure(Action.RECEIVE, "", e));
    }
  }

  private void print(Received received) throws IOException {
    tally.received(received.body().length());
    printer.print(received);
  }

  private void attempt(Action action, String url, Runnable call) {
    try {
      call.run();
    } catch (SpException e) {
      throw failure(face.wording().failure(action, url, e));
    }
  }

  private CatFailure failure(String message) {
    return new CatFailure(face.failureExit(), message);
  }
}
