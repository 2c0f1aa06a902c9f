package io.scapro;

/**
 * The process and user at the other end of a local connection, as the operating system says. What
 * it does not say is {@link #UNKNOWN}: without the native transport, always the process.
 *
 * @param pid the process that connected, or listens
 * @param uid its user
 * @param gid its group
 */
public record Credentials(int pid, int uid, int gid) {

  /** The operating system does not say it. */
  public static final int UNKNOWN = -1;
}
