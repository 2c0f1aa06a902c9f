package io.scapro.policy;

import io.scapro.DropReason;
import io.scapro.Message;
import io.vertx.core.buffer.Buffer;

/**
 * The SP header of REQ/REP and SURVEYOR/RESPONDENT: a stack of 4-byte words. It has one pipe id for
 * each device crossed, and the request id at the bottom, which is marked by its top bit.
 *
 * <pre>
 *   [0|pipe id 31] … [0|pipe id 31] [1|request id 31] body
 * </pre>
 *
 * See sp-request-reply-01; docs/wire.md, sections 7.1 and 8.
 */
public final class Backtrace {

  public static final int WORD = Integer.BYTES;

  /** The bit that marks the last word, at the bottom of the stack. */
  public static final int BOTTOM = 0x80000000;

  private Backtrace() {}

  /** Length in bytes of the header at the start of {@code body}; -1 when it has no last word. */
  public static int length(Buffer body) {
    for (int at = 0; at + WORD <= body.length(); at += WORD) {
      if (body.getInt(at) < 0) {
        return at + WORD;
      }
    }
    return -1;
  }

  /** The reason to drop a message with a header of {@code length} bytes that is not good. */
  public static DropReason refusal(int length) {
    return length < 0 ? DropReason.MALFORMED : DropReason.TTL_EXCEEDED;
  }

  /** Whether a header of {@code length} bytes is complete and has at most {@code ttl} words. */
  public static boolean isGood(int length, int ttl) {
    return length > 0 && length <= ttl * WORD;
  }

  /** The request id of an answer that crossed no more devices; 0 when it is malformed. */
  public static int id(Message answer) {
    Buffer body = answer.body();
    return body.length() >= WORD && body.getInt(0) < 0 ? body.getInt(0) : 0;
  }

  public static Buffer header(int id) {
    return Buffer.buffer(WORD).appendInt(id);
  }
}
