package io.scapro.cli.cat.engine;

import io.scapro.Durations;
import java.time.Duration;

/**
 * The tools that {@link CatEngine} stands for, and what tells their behaviour apart. Their command
 * lines are the parsers' business.
 */
public enum Face {
  CAT("scapro cat", Wording.SCAPRO, 1),
  NANOCAT("nanocat", Wording.NANOMSG, 3),
  NNGCAT("nngcat", Wording.NNG, 1),
  MACAT("macat", Wording.MANGOS, 1);

  /** The originals do not wait, and lose what they send before a connection is up. */
  private static final Duration MOMENT = Duration.ofMillis(200);

  private final String title;
  private final Wording wording;
  private final int failureExit;

  Face(String title, Wording wording, int failureExit) {
    this.title = title;
    this.wording = wording;
    this.failureExit = failureExit;
  }

  /** What people call it. */
  String title() {
    return title;
  }

  Wording wording() {
    return wording;
  }

  /** Exit code for whatever fails once the command line is understood. */
  public int failureExit() {
    return failureExit;
  }

  /** Ends the tool with that exit code. */
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

  /** Whether bytes are characters of Latin-1, for the question what can be printed; else ASCII. */
  boolean printsLatin1() {
    return this == MACAT;
  }

  /** Whether addresses to bind come before those to connect, whatever their order. */
  boolean bindsFirst() {
    return this == NANOCAT || this == MACAT;
  }

  /** Whether {@code --delay} counts also where nothing is sent. */
  boolean delaysReceivers() {
    return this != NNGCAT;
  }

  /** Whether IPv6 addresses are understood. */
  boolean knowsIpv6() {
    return this != NANOCAT;
  }

  /** Whether {@code TCP://} is another transport than {@code tcp://}, which does not exist. */
  boolean readsSchemesAsWritten() {
    return this == NANOCAT || this == MACAT;
  }

  /** Whether what is bound and connected is told among the messages, and at once. */
  boolean tellsAddressesOnOutput() {
    return this == NNGCAT;
  }

  /** Whether a REQ takes a question before there is a peer. */
  boolean queuesQuestions() {
    return this == NANOCAT;
  }

  /** Whether a question that is repeated gets at most one answer each time. */
  boolean hearsOnce() {
    return this == MACAT;
  }

  /** Whether a REP that answers must be asked within the receive timeout. */
  boolean replyTimeoutFails() {
    return this == NANOCAT || this == NNGCAT;
  }

  /** How long what goes to all who are there waits for the first of them, at most. */
  Duration patience() {
    return this == CAT ? Durations.FOREVER : MOMENT;
  }
}
