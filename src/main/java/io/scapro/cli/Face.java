package io.scapro.cli;

import io.scapro.EndpointOptions.FirstAttempt;
import io.scapro.SocketOptions;
import java.time.Duration;

/**
 * What tells the tools apart that {@link CatEngine} stands for. Their options are the parsers'
 * business.
 *
 * @param endsAsciiWithNewline whether {@code --format ascii} is one line per message
 * @param escapesTabs whether {@code --format quoted} writes {@code \t} for a tab
 * @param bindsFirst whether addresses to bind come before those to connect, whatever their order
 * @param delaysReceivers whether {@code --delay} counts also where nothing is sent
 * @param wholeSeconds whether times are whole seconds, up to a day
 * @param refusesUseless whether data and formats are refused that the protocol has no use for
 * @param firstAttempt what becomes of an address where nobody listens yet
 * @param subscriberPatience how long a PUB with one message waits for its first subscriber, at most
 * @param replyTimeoutFails whether a REP that answers must be asked within the receive timeout
 * @param wording its words for failures
 * @param usageExit exit code for a wrong command line
 * @param dataExit exit code when the data file cannot be read
 * @param failureExit exit code for any other failure
 */
record Face(
    String name,
    boolean endsAsciiWithNewline,
    boolean escapesTabs,
    boolean bindsFirst,
    boolean delaysReceivers,
    boolean wholeSeconds,
    boolean refusesUseless,
    FirstAttempt firstAttempt,
    Duration subscriberPatience,
    boolean replyTimeoutFails,
    Wording wording,
    int usageExit,
    int dataExit,
    int failureExit) {

  /** The originals do not wait, and lose what they send before a connection is up. */
  private static final Duration MOMENT = Duration.ofMillis(200);

  static final Face CAT =
      new Face(
          "scapro cat",
          true,
          true,
          false,
          true,
          false,
          true,
          FirstAttempt.RETRY,
          SocketOptions.FOREVER,
          false,
          Wording.SCAPRO,
          2,
          1,
          1);

  static final Face NANOCAT =
      new Face(
          "nanocat",
          true,
          false,
          true,
          true,
          false,
          false,
          FirstAttempt.RETRY,
          MOMENT,
          true,
          Wording.NANOMSG,
          1,
          2,
          3);

  static final Face NNGCAT =
      new Face(
          "nngcat",
          false,
          true,
          false,
          false,
          true,
          true,
          FirstAttempt.FAIL,
          MOMENT,
          true,
          Wording.NNG,
          1,
          1,
          1);
}
