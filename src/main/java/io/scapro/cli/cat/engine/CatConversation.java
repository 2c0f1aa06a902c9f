package io.scapro.cli.cat.engine;

import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.cli.cat.engine.CatSocket.Received;
import io.scapro.cli.cat.engine.Wording.Action;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends and receives on a socket with open addresses, in the order of the protocol and the tool.
 * Blocks its thread.
 */
final class CatConversation {

  private final CatSettings settings;
  private final Face face;
  private final CatSocket socket;
  private final Printer printer;
  private final Tally tally;

  CatConversation(CatSettings settings, CatSocket socket, Printer printer, Tally tally) {
    this.settings = settings;
    this.face = settings.face();
    this.socket = socket;
    this.printer = printer;
    this.tally = tally;
  }

  /**
   * Waits for the delay, and returns when all messages are sent and received.
   *
   * @throws CatFailure a message could not be sent or received
   * @throws IOException a message could not be printed
   */
  void run() throws IOException, InterruptedException {
    Buffer data = settings.data();
    if (data != null || face.delaysReceivers()) {
      sleep(settings.delay());
    }
    if (data == null) {
      receiveAll();
      return;
    }
    switch (settings.role()) {
      case SENDS -> sendAll(data);
      case ANSWERS -> answerAll(data);
      default -> askAll(data);
    }
  }

  private void receiveAll() throws IOException {
    for (long i = 0; i < settings.receives(); i++) {
      Received received = receive(settings.receiveTimeout());
      if (received == null) {
        return;
      }
      print(received);
    }
  }

  private void sendAll(Buffer data) throws InterruptedException {
    awaitListeners();
    for (long i = 1; i <= settings.sends(); i++) {
      long start = System.nanoTime();
      send(data);
      pause(i, start);
    }
  }

  private void answerAll(Buffer data) throws IOException {
    for (long i = 0; i < settings.receives(); i++) {
      Received received = receive(settings.receiveTimeout());
      if (received == null) {
        if (face.replyTimeoutFails()) {
          throw face.failure(
              face.wording().timeout(Action.RECEIVE, "expected a request, got none"));
        }
        return;
      }
      print(received);
      send(data);
    }
  }

  private void askAll(Buffer data) throws IOException, InterruptedException {
    awaitListeners();
    boolean endless = !settings.repeats() && settings.receives() == CatSettings.UNLIMITED;
    if (endless && settings.sends() > 0) {
      send(data);
      receiveAll();
      return;
    }
    for (long i = 1; i <= settings.sends(); i++) {
      long start = System.nanoTime();
      send(data);
      hear(start);
      pause(i, start);
    }
  }

  /** Receives and prints messages until the next round. */
  private void hear(long start) throws IOException {
    boolean survey = settings.protocol().name().equals("surveyor"); // ends at its deadline
    boolean once = face.hearsOnce() || (!settings.repeats() && !survey);
    Received received;
    do {
      received =
          receive(
              settings.repeats()
                  ? least(left(start), settings.receiveTimeout())
                  : settings.receiveTimeout());
      if (received != null) {
        print(received);
      }
    } while (received != null && !once);
  }

  // ---- peers ----

  /** Waits for peers, so that the first message is not dropped. */
  private void awaitListeners() {
    if (settings.broadcasts()) {
      awaitAudience();
    } else if (!settings.protocol().name().equals("req") || !face.queuesQuestions()) {
      awaitPeer();
      socket.settle();
    }
  }

  private void awaitAudience() {
    Duration patience = face.patience();
    if (settings.repeats()) {
      return; // later messages reach peers that connect later
    }
    if (patience.isNegative()) {
      awaitPeer();
    } else {
      socket.awaitPeer(patience);
    }
  }

  private void awaitPeer() {
    if (!socket.awaitPeer(settings.sendTimeout())) {
      throw face.failure(
          face.wording()
              .timeout(Action.SEND, "expected a peer that can take the message, got none"));
    }
  }

  // ---- time ----

  private static Duration least(Duration a, Duration b) {
    return b.isNegative() || a.compareTo(b) < 0 ? a : b;
  }

  /** Waits until the round after the {@code i}th, if there is one. */
  private void pause(long i, long start) throws InterruptedException {
    if (i < settings.sends() && settings.repeats()) {
      sleep(left(start));
    }
  }

  /** The remaining time until the next round. */
  private Duration left(long start) {
    Duration left = settings.interval().minusNanos(System.nanoTime() - start);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private static void sleep(Duration duration) throws InterruptedException {
    Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
  }

  // ---- calls and their failures ----

  private void send(Buffer data) {
    try {
      socket.send(data.copy()); // the socket owns the copy
    } catch (SpException e) {
      throw face.failure(face.wording().advice(Action.SEND, "", e));
    }
    tally.sent(data.length());
  }

  private @Nullable Received receive(Duration patience) {
    try {
      return socket.receive(patience);
    } catch (SpException e) {
      SpException unsent = unsent(e);
      throw face.failure(
          unsent == null
              ? face.wording().advice(Action.RECEIVE, "", e)
              : face.wording().advice(Action.SEND, "", unsent));
    }
  }

  /** The reason why the request could not be sent; null if it was sent. */
  private @Nullable SpException unsent(SpException cause) {
    Buffer data = settings.data();
    if (data == null
        || (cause.reason() != Reason.TOO_LONG && cause.reason() != Reason.RESENT_TOO_OFTEN)) {
      return null;
    }
    boolean tooLong =
        cause.reason() == Reason.TOO_LONG || CatSocket.isOverUsualLimit(data.length());
    return new SpException(
        tooLong ? Reason.TOO_LONG : Reason.DISCONNECTED, cause.getMessage(), cause);
  }

  private void print(Received received) throws IOException {
    tally.received(received.body().length());
    printer.print(received);
  }
}
