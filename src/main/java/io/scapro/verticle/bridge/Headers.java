package io.scapro.verticle.bridge;

/** Names of the headers of event-bus messages from and to a socket. */
public final class Headers {

  /** The socket's name. */
  public static final String SOCKET = "scapro-socket";

  /** The id of the connection, a decimal number. */
  public static final String PIPE = "scapro-pipe";

  /** The peer's address. */
  public static final String PEER = "scapro-peer";

  /** The longest matching topic. */
  public static final String TOPIC = "scapro-topic";

  /** Any text of a request to a surveyor; each of its answers has the same header. */
  public static final String SURVEY = "scapro-survey";

  private Headers() {}
}
