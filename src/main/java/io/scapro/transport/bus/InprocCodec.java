package io.scapro.transport.bus;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** Passes objects over the local event bus unchanged. */
final class InprocCodec implements MessageCodec<Object, Object> {

  static final String NAME = "io.scapro.inproc";

  private InprocCodec() {}

  /** Registers the codec, once for each Vertx: a second registration throws. */
  static void register(Vertx vertx) {
    if (vertx.sharedData().getLocalMap("io.scapro").putIfAbsent(NAME, true) == null) {
      vertx.eventBus().registerCodec(new InprocCodec());
    }
  }

  @Override
  public Object transform(Object object) {
    return object;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }

  @Override
  public void encodeToWire(Buffer buffer, Object object) {
    throw new UnsupportedOperationException("inproc messages do not leave their Vertx");
  }

  @Override
  public Object decodeFromWire(int position, Buffer buffer) {
    throw new UnsupportedOperationException("inproc messages do not leave their Vertx");
  }
}
