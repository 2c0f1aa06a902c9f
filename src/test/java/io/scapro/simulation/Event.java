package io.scapro.simulation;

/**
 * Something that happens in a scenario.
 *
 * @param at milliseconds of virtual time
 * @param node the process
 * @param first see {@link What}
 * @param second see {@link What}
 */
record Event(int at, What what, int node, int first, int second) {

  /** The kinds of events, with the meaning of their numbers. */
  enum What {
    /** The application sends: how many messages, of how many bytes. */
    SEND,
    /** The application reads no more messages. */
    PAUSE,
    /** The application reads messages again. */
    RESUME,
    /** One more subscription: number of the topic. */
    SUBSCRIBE,
    /** One subscription less: number of the topic. */
    UNSUBSCRIBE,
    /** A reader or writer with credits is closed, and opened again; even: a writer is ended. */
    REOPEN,
    /** Connections, and the event bus, carry nothing: milliseconds. */
    STALL,
    /** Connections are reset; messages of the event bus are lost. */
    RESET,
    /** Connections end, which one end learns later: milliseconds. */
    HALF_OPEN,
    /** New connections carry nothing: milliseconds. */
    LATE_HANDSHAKE,
    /** Connections are refused: milliseconds. */
    REFUSE,
    /** Attempts to connect get no answer: milliseconds. */
    LOSE,
    /** The process does not run: milliseconds. */
    FREEZE,
    /** The process is killed, and started again: milliseconds in between. */
    RESTART,
    /** A hostile peer connects: its kind, milliseconds until it closes. */
    HOSTILE
  }

  @Override
  public String toString() {
    return "at %5d ms: %-14s node %d, %d, %d".formatted(at, what, node, first, second);
  }
}
