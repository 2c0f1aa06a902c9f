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
 * Runs a tool: opens one socket and its addresses, runs a {@link CatConversation}, and closes the
 * socket. Blocks its thread, which must not be an event loop.
 */
final class CatEngine {

  /**
   * The exit code when the reader of standard output closed it, as shells report it (128 +
   * SIGPIPE).
   */
  static final int READER_GONE = 141;

  private static final long PROGRESS_MILLIS = 500;

  /** How often a peer may close the connection in the handshake before it counts as a refusal. */
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
   * Returns the exit code when the work is done and all sent messages have arrived, as far as that
   * is known.
   *
   * @throws CatFailure the work failed
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

  /** Overwrites the progress line. */
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

  /**
   * Returns whether the work is done; not if a PUSH may have lost its only message because the
   * connection was reset.
   */
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

  /**
   * Refuses upper case for nanomsg and mangos, whose transport names are lower case; nng accepts
   * both.
   */
  private void checkScheme(String url) {
    String scheme = url.substring(0, Math.max(0, url.indexOf("://")));
    if (face.readsSchemesAsWritten() && !scheme.equals(scheme.toLowerCase(Locale.ROOT))) {
      throw new SpException(
          Reason.UNSUPPORTED,
          "expected a URL scheme in lower case, got \"%s\"; do: write %s"
              .formatted(url, scheme.toLowerCase(Locale.ROOT)));
    }
  }

  /**
   * Connects; retries if the peer closes the connection in the handshake, as nanomsg does on a busy
   * machine when it has waited one second for the greeting. A refused connection is an error if the
   * first attempt decides.
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
    } else if (face == Face.CAT) {
      return; // it logs
    } else if (event.type() == SocketEvent.Type.REFUSED) {
      outages.refused(event);
    } else {
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
