package io.scapro;

/** A state of a socket that a {@link Probe} can ask for. */
public enum Readiness {
  /** A message sent now would be accepted at once. */
  SENDABLE,
  /** A message is queued for the application. */
  RECEIVABLE
}
