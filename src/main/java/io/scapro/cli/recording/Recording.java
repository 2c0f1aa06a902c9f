package io.scapro.cli.recording;

import io.scapro.spi.Protocol;

/**
 * The header of a file of recorded messages.
 *
 * <pre>
 *   header    53 50 52 45 43 ("SPREC") | version 1 | protocol 2 | start 8
 *   message   length 4 | time 8 | body
 * </pre>
 *
 * <p>Numbers are big-endian. The protocol is the SP number of the socket that received; the start
 * is in milliseconds since 1970, a message's time in nanoseconds since the start. Messages are only
 * appended. If the writer is killed, at most the last message is incomplete.
 *
 * @param protocol the protocol of the receiving socket
 * @param startMillis the start in milliseconds since 1970
 */
record Recording(Protocol protocol, long startMillis) {

  static final byte[] MAGIC = {'S', 'P', 'R', 'E', 'C'};
  static final byte VERSION = 1;
  static final int MESSAGE_HEADER = Integer.BYTES + Long.BYTES;

  /**
   * @throws IllegalArgumentException no protocol has this SP number
   */
  static Protocol protocol(int id) {
    return Protocol.all().stream()
        .filter(protocol -> protocol.identity().id() == id)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected a recording of a known protocol, got number 0x%04x".formatted(id)));
  }
}
