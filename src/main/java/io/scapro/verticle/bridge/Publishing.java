package io.scapro.verticle.bridge;

import io.scapro.DropReason;
import io.scapro.protocol.PubSocket;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Lets every instance of a pub verticle publish the messages that one instance, the leader,
 * receives from the event bus. Each subscriber is connected to one instance. Every subscriber gets
 * all messages, in the order in which the leader received them.
 */
public final class Publishing {

  /** Maximum number of messages in transit to the instances; then the leader's senders wait. */
  private static final int MOST_UNDER_WAY = 1024;

  /** Maximum number of bytes in transit to the instances; then the leader's senders wait. */
  private static final long MOST_BYTES = 4 << 20;

  private static final Future<Void> DONE = Future.succeededFuture();

  /** One instance. */
  private record Publisher(Context context, PubSocket socket) {

    Future<Void> publish(List<Buffer> bodies) {
      Promise<Void> published = Promise.promise();
      context.runOnContext(
          go -> {
            bodies.forEach(this::publish);
            published.complete();
          });
      return published.future();
    }

    private void publish(Buffer body) {
      if (socket.send(body).failed()) {
        socket.countDropped(DropReason.BUS_REFUSED);
      }
    }
  }

  private final List<Publisher> publishers = new CopyOnWriteArrayList<>();
  private final Promise<Void> ended = Promise.promise();

  // Used on the leader's context only.
  private @Nullable Context leader;
  private List<Buffer> batch = new ArrayList<>();
  private Promise<Void> batchPublished = Promise.promise();
  private int underWay;
  private long bytesUnderWay;
  private boolean ending;

  /** Adds an instance. Returns whether it is the leader. */
  synchronized boolean join(Context context, PubSocket socket) {
    publishers.add(new Publisher(context, socket));
    if (leader != null) {
      return false;
    }
    leader = context;
    return true;
  }

  /**
   * To be called on the leader's context.
   *
   * @return pending while too many messages are in transit to the instances
   */
  Future<Void> publish(Buffer body) {
    if (batch.isEmpty() && leader != null) {
      leader.runOnContext(turn -> flush());
    }
    batch.add(body);
    underWay++;
    bytesUnderWay += body.length();
    return underWay < MOST_UNDER_WAY && bytesUnderWay < MOST_BYTES ? DONE : batchPublished.future();
  }

  private void flush() {
    List<Buffer> bodies = batch;
    Promise<Void> published = batchPublished;
    Context home = leader;
    if (bodies.isEmpty() || home == null) {
      return;
    }
    long bytes = bodies.stream().mapToLong(Buffer::length).sum();
    batch = new ArrayList<>(bodies.size());
    batchPublished = Promise.promise();
    Future.join(publishers.stream().map(each -> each.publish(bodies)).toList())
        .onComplete(all -> home.runOnContext(back -> published(bodies.size(), bytes, published)));
  }

  private void published(int messages, long bytes, Promise<Void> published) {
    underWay -= messages;
    bytesUnderWay -= bytes;
    published.complete();
    if (ending && underWay == 0) {
      ended.tryComplete();
    }
  }

  /** The leader takes no more messages; completes when the instances have published all of them. */
  Future<Void> end() {
    ending = true;
    if (underWay == 0) {
      ended.tryComplete();
    }
    return ended.future();
  }

  /** Completes when the leader has ended. */
  Future<Void> ended() {
    return ended.future();
  }
}
