package io.scapro.verticle.bridge;

/** Names of the headers of event-bus messages from and to a socket. */
public final class Headers {

  /** The socket's name. */
  public static final String SOCKET = "scapro-socket";

  /** The id of the connection, a decimal number. */
  public static final String PIPE = "scapro-pipe";

  /** The peer's address. */
  public static final String PEER = "scapro-peer";

  /** The longest subscribed topic that fits. */
  public static final String TOPIC = "scapro-topic";

  /** A text of a request to a surveyor that each of its answers carries, too. */
  public static final String SURVEY = "scapro-survey";

  private Headers() {}
}
