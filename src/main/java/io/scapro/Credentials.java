package io.scapro;

/** Who is at the other end of a local connection, as the operating system says. */
public record Credentials(int pid, int uid, int gid) {}
