package io.scapro.wire;

/**
 * Codes for the end of a WebSocket. See RFC 6455, section 7.4; the IANA registry of close codes.
 */
public final class CloseCode {

  public static final int NORMAL = 1000;
  public static final int PROTOCOL_ERROR = 1002;
  public static final int UNACCEPTABLE = 1003;

  /** Represents a close frame without a code; never sent. */
  public static final int NONE = 1005;

  public static final int NOT_TEXT = 1007;
  public static final int POLICY = 1008;
  public static final int TOO_LONG = 1009;

  private CloseCode() {}

  /** Whether a peer may send {@code code}. */
  static boolean isLegal(int code) {
    return (code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006)
        || (code >= 3000 && code <= 4999);
  }
}
