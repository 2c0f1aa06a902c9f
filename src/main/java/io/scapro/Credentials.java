package io.scapro;

/**
 * The process and user at the other end of a local connection, as reported by the operating system.
 * A value that is not available is {@link #UNKNOWN}. Without the native transport, {@code pid} is
 * always {@link #UNKNOWN}.
 *
 * @param pid the id of the process that connected, or of the process that listens
 * @param uid the user id of the process
 * @param gid the group id of the process
 */
public record Credentials(int pid, int uid, int gid) {

  /** The operating system does not report this value. */
  public static final int UNKNOWN = -1;
}
