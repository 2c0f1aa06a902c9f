package io.scapro.cli.cat.engine;

import io.scapro.Durations;
import java.time.Duration;

/**
 * The tools that {@link CatEngine} implements, with the differences of their behaviour. Their
 * command lines are in the parsers.
 */
public enum Face {
  CAT("scapro cat", Wording.SCAPRO, 1),
  NANOCAT("nanocat", Wording.NANOMSG, 3),
  NNGCAT("nngcat", Wording.NNG, 1),
  MACAT("macat", Wording.MANGOS, 1);

  /**
   * How long the drop-in tools wait for a peer. The originals do not wait, and lose messages that
   * they send before a peer is connected.
   */
  private static final Duration MOMENT = Duration.ofMillis(200);

  private final String title;
  private final Wording wording;
  private final int failureExit;

  Face(String title, Wording wording, int failureExit) {
    this.title = title;
    this.wording = wording;
    this.failureExit = failureExit;
  }

  /** The name of the tool. */
  String title() {
    return title;
  }

  Wording wording() {
    return wording;
  }

  /** The exit code of failures after the command line was parsed. */
  public int failureExit() {
    return failureExit;
  }

  /** A failure with {@link #failureExit}. */
  CatFailure failure(String message) {
    return new CatFailure(failureExit, message);
  }

  /** Whether {@code --format ascii} is one line per message. */
  boolean endsAsciiWithNewline() {
    return this != NNGCAT;
  }

  /** Whether {@code --format quoted} writes {@code \t} for a tab. */
  boolean escapesTabs() {
    return this == NNGCAT || this == CAT;
  }

  /** Whether {@code --format quoted} puts the text between quotes. */
  boolean quotesQuoted() {
    return this != MACAT;
  }

  /** Whether printable characters are those of Latin-1; else of ASCII. */
  boolean printsLatin1() {
    return this == MACAT;
  }

  /** Whether all addresses are bound before the others are connected. */
  boolean bindsFirst() {
    return this == NANOCAT || this == MACAT;
  }

  /** Whether {@code --delay} also applies to receivers. */
  boolean delaysReceivers() {
    return this != NNGCAT;
  }

  /** Whether IPv6 is supported. */
  boolean knowsIpv6() {
    return this != NANOCAT;
  }

  /** Whether schemes are case-sensitive: {@code TCP://} is unknown. */
  boolean readsSchemesAsWritten() {
    return this == NANOCAT || this == MACAT;
  }

  /** Whether addresses are printed on standard output, and connected ones at once. */
  boolean tellsAddressesOnOutput() {
    return this == NNGCAT;
  }

  /** Whether a REQ accepts a request without a peer. */
  boolean queuesQuestions() {
    return this == NANOCAT;
  }

  /** Whether at most one answer is received per repeated request. */
  boolean hearsOnce() {
    return this == MACAT;
  }

  /** Whether a REP with data fails if no request arrives within the receive timeout. */
  boolean replyTimeoutFails() {
    return this == NANOCAT || this == NNGCAT;
  }

  /** How long a message to all peers waits for the first peer. */
  Duration patience() {
    return this == CAT ? Durations.FOREVER : MOMENT;
  }
}
