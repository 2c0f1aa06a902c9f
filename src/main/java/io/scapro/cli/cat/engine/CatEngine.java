package io.scapro.cli.cat.engine;

import io.scapro.Reason;
import io.scapro.SocketEvent;
import io.scapro.SpException;
import io.scapro.cli.cat.engine.Wording.Action;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Does what nanocat and its kin do: opens one socket and its addresses, runs a {@link
 * CatConversation}, ends. It blocks its thread, which must not be an event loop.
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
    Outages outages = new Outages(vertx, settings, streams.err());
    CatSocket socket =
        new CatSocket(vertx, settings, this::tellTrouble, event -> attempted(event, outages));
    try (socket) {
      for (CatSettings.At at : settings.endpoints()) {
        open(socket, at);
      }
      new CatConversation(settings, socket, printer, tally).run();
    }
    boolean oneShot = settings.protocol().name().equals("push") && settings.sends() == 1;
    Buffer data = settings.data();
    boolean wasRefused = data != null && CatSocket.isOverUsualLimit(data.length());
    return !(oneShot && socket.wasReset() && !wasRefused);
  }

  // ---- addresses ----

  private void open(CatSocket socket, CatSettings.At at) {
    try {
      checkScheme(at.url());
      if (at.isBind()) {
        socket.bind(at.url(), settings.endpointOptions(), url -> tell("Listening at: " + url));
      } else {
        connect(socket, at.url());
      }
    } catch (SpException e) {
      Action action = at.isBind() ? Action.BIND : Action.CONNECT;
      throw face.failure(face.wording().advice(action, at.url(), e));
    }
  }

  /** nanomsg and mangos know transports by their names in lower case only; nng reads all. */
  private void checkScheme(String url) {
    String scheme = url.substring(0, Math.max(0, url.indexOf("://")));
    if (face.readsSchemesAsWritten() && !scheme.equals(scheme.toLowerCase(Locale.ROOT))) {
      throw new SpException(
          Reason.UNSUPPORTED, "expected a transport in lower case, got \"" + url + '"');
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

  private void tellTrouble(String text) {
    if (settings.verbose()) {
      streams.err().println(text);
    }
  }

  private void attempted(SocketEvent event, Outages outages) {
    if (event.type() == SocketEvent.Type.CONNECTED) {
      outages.connected(event);
    } else if (face != Face.CAT) { // that one logs
      outages.failed(event);
    }
  }

  private void tell(String text) {
    if (settings.verbose()) {
      PrintStream stream =
          face.tellsAddressesOnOutput() ? new PrintStream(streams.out(), true) : streams.err();
      stream.println(text);
    }
  }
}
