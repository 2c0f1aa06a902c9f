package io.scapro;

/** What a {@link Probe} can ask of a socket. */
public enum Readiness {
  /** A message sent now would be taken at once. */
  SENDABLE,
  /** A message waits for the application. */
  RECEIVABLE
}
