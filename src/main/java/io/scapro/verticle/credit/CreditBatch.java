package io.scapro.verticle.credit;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages in one delivery of the event bus: unchanged within one Vertx, encoded between nodes of a
 * cluster.
 *
 * <pre>
 *   sequence 8 | count 4 | per message: pipe 4 | peer length 4 | body length 4 | peer | body
 * </pre>
 *
 * @param sequence 0 for the first batch of a link, then incremented by one; a gap means lost
 *     messages
 */
record CreditBatch(long sequence, List<CreditItem> messages) {

  private static final String CODEC = "io.scapro.credit";

  /** The delivery options for batches; registers the codec once for each Vertx. */
  static DeliveryOptions delivery(Vertx vertx) {
    if (vertx.sharedData().getLocalMap("io.scapro").putIfAbsent(CODEC, true) == null) {
      vertx.eventBus().registerCodec(new Codec());
    }
    return new DeliveryOptions().setCodecName(CODEC);
  }

  private static final class Codec implements MessageCodec<CreditBatch, CreditBatch> {

    @Override
    public void encodeToWire(Buffer buffer, CreditBatch batch) {
      buffer.appendLong(batch.sequence).appendInt(batch.messages.size());
      for (CreditItem message : batch.messages) {
        byte[] peer = message.peer().getBytes(StandardCharsets.UTF_8);
        buffer
            .appendInt(message.pipe())
            .appendInt(peer.length)
            .appendInt(message.body().length())
            .appendBytes(peer)
            .appendBuffer(message.body());
      }
    }

    @Override
    public CreditBatch decodeFromWire(int position, Buffer buffer) {
      int at = position;
      long sequence = buffer.getLong(at);
      int count = buffer.getInt(at + 8);
      at += 12;
      List<CreditItem> messages = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        int pipe = buffer.getInt(at);
        int peerEnd = at + 12 + buffer.getInt(at + 4);
        int end = peerEnd + buffer.getInt(at + 8);
        String peer = buffer.getString(at + 12, peerEnd);
        messages.add(new CreditItem(buffer.getBuffer(peerEnd, end), pipe, peer));
        at = end;
      }
      return new CreditBatch(sequence, messages);
    }

    @Override
    public CreditBatch transform(CreditBatch batch) {
      return batch;
    }

    @Override
    public String name() {
      return CODEC;
    }

    @Override
    public byte systemCodecID() {
      return -1;
    }
  }
}
