package io.scapro.simulation;

import java.util.List;

/**
 * A process of a scenario.
 *
 * @param role what it runs
 * @param group processes of one group are connected
 * @param binds URLs
 * @param connects URLs
 * @param addresses event-bus addresses
 * @param worker whether the application runs on another thread than the socket
 * @param options of its sockets
 */
record Spec(
    int node,
    Role role,
    int group,
    List<String> binds,
    List<String> connects,
    List<String> addresses,
    boolean worker,
    Knobs options) {

  /** What processes run. */
  enum Role {
    PUSH,
    PULL,
    PAIR,
    PAIR1,
    PUB,
    SUB,
    REQ,
    REP,
    SURVEYOR,
    RESPONDENT,
    BUS,
    STAR,
    /** Two raw sockets and the device between them: for PUSH, PUB, REQ and SURVEYOR. */
    PUSH_DEVICE,
    PUB_DEVICE,
    REQ_DEVICE,
    SURVEYOR_DEVICE,
    /** PULL and SUB sockets that deliver to event-bus addresses with credit. */
    CREDIT_PULL,
    CREDIT_SUB,
    /** A SocketReader. */
    READER,
    /** A SocketWriter. */
    WRITER,
    /** A PUSH socket that sends what writers write. */
    CREDIT_PUSH,
    /** A raw REP that answers, and another one that answers the requests of the first. */
    FORGER;

    boolean isDevice() {
      return name().endsWith("_DEVICE");
    }
  }

  /**
   * Options of sockets.
   *
   * @param buffer messages for one peer, sent and received
   * @param budget bytes for all peers, sent
   * @param lend whether bodies are lent
   * @param resend milliseconds until a request is sent again
   * @param survey milliseconds that a survey takes
   */
  record Knobs(int buffer, int budget, boolean lend, int ttl, int resend, int survey) {}
}
