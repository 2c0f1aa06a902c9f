package io.scapro.transport.stream;

import io.netty.buffer.ByteBuf;
import io.scapro.Message;
import io.scapro.wire.FrameDecoder;
import io.scapro.wire.Framer;
import io.vertx.core.buffer.Buffer;

/**
 * A length in front of each message. See sp-tcp-mapping-01; docs/wire.md, sections 2.2 and 3.
 *
 * @param typed whether a type byte comes first, as on ipc
 */
record LengthFraming(boolean typed) implements Framing {

  private static final byte IN_STREAM = 1;
  private static final Object PLAIN = new Object();
  private static final Object TYPED = new Object();

  @Override
  public FrameDecoder decoder(int most, FrameDecoder.Sink sink, Stream stream) {
    return new Framer(typed, most, sink);
  }

  @Override
  public Object format() {
    return typed ? TYPED : PLAIN;
  }

  @Override
  public void write(Message message, Batch batch) {
    Buffer header = message.header();
    Buffer body = message.body();
    int length = header.length() + body.length();
    boolean whole = batch.copies(body);
    ByteBuf into = batch.room((typed ? 1 : 0) + Long.BYTES + (whole ? length : 0));
    if (typed) {
      into.writeByte(IN_STREAM);
    }
    into.writeLong(length);
    batch.add(header, 0, header.length());
    if (whole) {
      batch.copy(body, 0, body.length());
    } else {
      batch.add(body, 0, body.length());
    }
  }
}
