package io.scapro.cli.recording;

import io.scapro.Message;
import io.scapro.Socket;
import io.scapro.SocketOptions;
import io.scapro.protocol.AnsweringSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.SubSocket;
import io.scapro.spi.Protocol;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the received messages of a socket to a recording, until it is undeployed. A slow disk, or
 * a slow receiver of forwarded messages, slows the socket.
 */
final class Recorder extends VerticleBase {

  /**
   * The settings of a recording.
   *
   * @param topics what a SUB subscribes to
   * @param forward addresses to which a PUSH forwards the recorded messages; empty: none
   * @param file the recording
   * @param replace whether an existing file is overwritten
   * @param count number of messages to record; 0: no limit
   */
  public record Plan(
      Protocol protocol,
      List<String> bind,
      List<String> connect,
      List<String> topics,
      List<String> forward,
      String file,
      boolean replace,
      long count) {}

  /** The totals of recorded and of dropped messages. */
  public record Summary(long messages, long bytes, long dropped) {}

  private static final Duration LINGER = Duration.ofSeconds(10);

  private final Plan plan;
  private final Promise<Void> done = Promise.promise();
  private @Nullable Socket socket;
  private @Nullable ReadStream<Message> messagesIn;
  private @Nullable PushSocket next;
  private @Nullable RecordingWriter file;
  private long messages;
  private long bytes;

  public Recorder(Plan plan) {
    this.plan = plan;
  }

  /** Completes after {@code count} messages; fails if the file cannot be written. */
  public Future<Void> done() {
    return done.future();
  }

  /**
   * Stops receiving, closes the file, and returns the totals. To be called after the start, from
   * any thread.
   */
  public Future<Summary> finish() {
    Socket from = Objects.requireNonNull(socket, "socket");
    return vertx
        .undeploy(deploymentID())
        .compose(stopped -> from.statistics())
        .map(counted -> new Summary(messages, bytes, sum(counted.dropped().values())));
  }

  private static long sum(Collection<Long> values) {
    return values.stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public Future<?> start() {
    return Future.succeededFuture()
        .compose(go -> record(plan.protocol.open(vertx, new JsonObject())))
        .recover(failure -> stop().transform(stopped -> Future.failedFuture(failure)));
  }

  private Future<?> record(Socket from) {
    socket = from;
    messagesIn = stream(from);
    Recording recording = new Recording(plan.protocol, System.currentTimeMillis());
    return RecordingWriter.open(vertx, plan.file, recording, plan.replace)
        .compose(
            opened -> {
              file = opened;
              opened.failed(done::tryFail);
              opened.drained(this::resume);
              return forward();
            })
        .compose(forwarding -> open(from));
  }

  @SuppressWarnings("unchecked")
  private static ReadStream<Message> stream(Socket socket) {
    if (socket instanceof ReadStream<?> stream && !(socket instanceof AnsweringSocket)) {
      return (ReadStream<Message>) stream;
    }
    throw new IllegalArgumentException(
        "expected a protocol of plain messages (sub, pull, bus, pair, pair1, star), got "
            + socket.identity());
  }

  private Future<?> forward() {
    if (plan.forward.isEmpty()) {
      return Future.succeededFuture();
    }
    PushSocket push = PushSocket.create(vertx, new SocketOptions().setLinger(LINGER));
    push.drainHandler(drained -> resume());
    next = push;
    return Future.all(plan.forward.stream().map(push::connect).toList());
  }

  /** To be called after the start. */
  private ReadStream<Message> in() {
    return Objects.requireNonNull(messagesIn, "messagesIn");
  }

  /** To be called after the start. */
  private RecordingWriter file() {
    return Objects.requireNonNull(file, "file");
  }

  private Future<?> open(Socket from) {
    Stream<Future<?>> topics =
        from instanceof SubSocket sub ? plan.topics.stream().map(sub::subscribe) : Stream.of();
    in().handler(this::received);
    return Future.all(topics.toList())
        .compose(
            subscribed ->
                Future.all(
                    Stream.concat(
                            plan.bind.stream().map(from::bind),
                            plan.connect.stream().map(from::connect))
                        .toList()));
  }

  private void received(Message message) {
    if (done.future().isComplete()) {
      return;
    }
    Buffer body = message.body();
    file().add(body);
    if (next != null) {
      next.write(body).onFailure(done::tryFail);
    }
    messages++;
    bytes += body.length();
    if (messages == plan.count) {
      done.complete();
    }
    if (isFull() || messages == plan.count) {
      in().pause();
    }
  }

  private boolean isFull() {
    return file().isFull() || (next != null && next.writeQueueFull());
  }

  private void resume() {
    if (!isFull() && !done.future().isComplete()) {
      in().resume();
    }
  }

  /** Completes when all messages are in the file and have been forwarded. */
  @Override
  public Future<?> stop() {
    done.tryComplete();
    if (messagesIn != null) {
      messagesIn.pause();
    }
    return closed(next)
        .transform(passedOn -> closed(socket))
        .transform(closed -> file == null ? Future.succeededFuture() : file.close());
  }

  private static Future<Void> closed(@Nullable Socket socket) {
    return socket == null ? Future.succeededFuture() : socket.close();
  }
}
