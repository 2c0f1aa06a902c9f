package io.scapro.interop;

import io.scapro.testing.ReservedPort;
import java.nio.file.Path;

/** What carries the bytes between a program and us. */
enum Carrier {
  TCP("tcp://127.0.0.1:", ""),
  WS("ws://127.0.0.1:", "/sp"),
  IPC("ipc://", "");

  private final String before;
  private final String path;

  Carrier(String before, String path) {
    this.before = before;
    this.path = path;
  }

  /** Where one of our sockets binds. */
  String ours(Path folder) {
    return this == IPC ? file(folder) : before + 0 + path;
  }

  /** Where a program listens: nanocat takes no path of ws there. */
  String theirs(String program, ReservedPort port, Path folder) {
    return this == IPC
        ? file(folder)
        : before + port.number() + (program.equals("nanocat") ? "" : path);
  }

  private String file(Path folder) {
    return before + folder.resolve("socket");
  }
}
