package io.scapro;

/**
 * Who is at the other end of a local connection, as the operating system says. What it does not
 * tell is {@link #UNKNOWN}: without the native transport, always the process.
 *
 * @param pid the process that connected, or listens
 * @param uid its user
 * @param gid its group
 */
public record Credentials(int pid, int uid, int gid) {

  /** Not told. */
  public static final int UNKNOWN = -1;
}
