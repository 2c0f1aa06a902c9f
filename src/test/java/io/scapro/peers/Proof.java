package io.scapro.peers;

import org.junit.jupiter.api.TestReporter;

/**
 * How a test states which part of a cell it proves if it passes; {@link PeerTables} has the words.
 */
public final class Proof {

  /** In place of the protocol of a polyamorous PAIR1. */
  public static final String POLYAMOROUS = "pair1-polyamorous";

  static final String KEY = "proves";

  private Proof() {}

  /** Publishes words without spaces in them, such as {@code run nng req tcp binds}. */
  public static void publish(TestReporter reporter, String... words) {
    reporter.publishEntry(KEY, String.join(" ", words));
  }

  /**
   * Publishes that the bytes of a recording were played.
   *
   * @param recording such as {@code nng-reqrep-tcp}
   * @param socket the protocol of Scapro's socket
   * @param side what Scapro's socket was: dialer or listener
   */
  public static void publishBytes(
      TestReporter reporter, String recording, String socket, String side) {
    String[] parts = recording.split("-");
    publish(reporter, "bytes", parts[0], socket, parts[2], side(side.equals("listener")));
  }

  /** The library of nanocat or nngcat. */
  public static String library(String program) {
    return program.equals("nanocat") ? "nanomsg" : "nng";
  }

  public static String side(boolean weBind) {
    return weBind ? "binds" : "connects";
  }
}
