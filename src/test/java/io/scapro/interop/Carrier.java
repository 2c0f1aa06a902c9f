package io.scapro.interop;

import io.scapro.suite.ReservedPort;
import java.nio.file.Path;
import java.util.UUID;

/** What carries the bytes between a program and us. */
enum Carrier {
  TCP("tcp"),
  WS("ws"),
  IPC("ipc"),
  /** nngcat alone. */
  ABSTRACT("abstract"),
  /** nngcat alone, both sides verified. */
  TLS("tls+tcp"),
  /** nngcat alone, both sides verified. */
  WSS("wss");

  private final String scheme;

  Carrier(String scheme) {
    this.scheme = scheme;
  }

  String scheme() {
    return scheme;
  }

  boolean isKnownTo(String program) {
    return program.equals("nngcat") || compareTo(ABSTRACT) < 0;
  }

  boolean isProtected() {
    return this == TLS || this == WSS;
  }

  private boolean isLocal() {
    return this == IPC || this == ABSTRACT;
  }

  /** Where one of our sockets binds. */
  String ours(Path folder) {
    return scheme + "://" + (isLocal() ? name(folder) : "127.0.0.1:0" + path());
  }

  /** Where a program connects to what was bound at {@code ours}: certificates are for names. */
  String dialled(String ours) {
    return isProtected() ? ours.replace("127.0.0.1", "localhost") : ours;
  }

  /** Where a program listens: nanocat takes no path of ws there. */
  String theirs(String program, ReservedPort port, Path folder) {
    if (isLocal()) {
      return scheme + "://" + name(folder);
    }
    String host = isProtected() ? "localhost:" : "127.0.0.1:";
    return scheme + "://" + host + port.number() + (program.equals("nanocat") ? "" : path());
  }

  private String path() {
    return this == WS || this == WSS ? "/sp" : "";
  }

  private String name(Path folder) {
    return this == IPC ? folder.resolve("socket").toString() : "scapro%2f" + UUID.randomUUID();
  }
}
