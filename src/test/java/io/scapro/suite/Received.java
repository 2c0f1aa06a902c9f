package io.scapro.suite;

import io.scapro.Message;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The bodies a socket receives, to be waited for one by one. */
public final class Received implements Handler<Message> {

  private final BlockingQueue<Buffer> bodies = new LinkedBlockingQueue<>();

  private Received() {}

  public static Received of(ReadStream<Message> socket) {
    Received result = new Received();
    socket.handler(result);
    return result;
  }

  @Override
  public void handle(Message message) {
    bodies.add(message.body());
  }

  public Buffer next() {
    return Await.next(bodies);
  }

  public boolean isEmpty() {
    return bodies.isEmpty();
  }
}
