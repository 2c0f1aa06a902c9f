package io.scapro.cli;

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

  private final CatSettings settings;
  private final Face face;
  private final Streams streams;

  CatEngine(CatSettings settings, Streams streams) {
    this.settings = settings;
    this.face = settings.face();
    this.streams = streams;
  }

  /**
   * Returns the exit code when the work is done, and everything that was sent is on its way.
   *
   * @throws CatFailure when it cannot be done
   */
  int run(Vertx vertx) throws InterruptedException {
    try (CatSocket socket = new CatSocket(vertx, settings)) {
      for (CatSettings.At at : settings.endpoints()) {
        open(socket, at);
      }
      if (settings.data() != null || face.delaysReceivers()) {
        sleep(settings.delay());
      }
      converse(socket);
      return 0;
    } catch (IOException e) {
      return READER_GONE;
    }
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
      attempt(
          Action.CONNECT,
          at.url(),
          () ->
              socket.connect(
                  at.url(),
                  settings.endpointOptions(),
                  face.tellsAddressesOnOutput(),
                  url -> tell("Connected to: " + url)));
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
    if (settings.broadcasts() && !settings.repeats()) {
      Duration patience = face.patience();
      if (patience.isNegative()) {
        awaitPeer(socket);
      } else {
        socket.awaitPeer(patience);
      }
    } else if (settings.protocol().name().equals("req") && !face.queuesQuestions()) {
      awaitPeer(socket);
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
  }

  private @Nullable Received receive(CatSocket socket, Duration patience) {
    try {
      return socket.receive(patience);
    } catch (SpException e) {
      throw failure(face.wording().failure(Action.RECEIVE, "", e));
    }
  }

  private void print(Received received) throws IOException {
    streams.out().write(settings.format().encode(received.body(), face));
    streams.out().flush();
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
