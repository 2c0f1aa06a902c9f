package io.scapro.cli.bench;

import io.scapro.EndpointOptions;
import io.scapro.SocketOptions;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqOptions;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.Request;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * Measures the latency of a message: half the time from a REQ's request to its reply, one request
 * at a time.
 *
 * @param size bytes per message
 * @param count round trips
 */
record Latency(Vertx vertx, int size, int count) {

  /** Binds, answers each request with its own body, and ends after the last. */
  public Future<Void> answer(String url, EndpointOptions options) {
    return new Answerer(url, options).run(vertx);
  }

  /**
   * Connects, sends requests, and prints the results. The clock starts at the first request.
   *
   * @param each gets half of each round trip's nanoseconds
   */
  public Future<Void> ask(
      String url, EndpointOptions options, Consumer<String> out, Histogram each) {
    return new Asker(url, options, out, each).run(vertx);
  }

  private final class Answerer extends End {

    private final String url;
    private final EndpointOptions options;
    private int answered;

    Answerer(String url, EndpointOptions options) {
      this.url = url;
      this.options = options;
    }

    @Override
    Future<?> begin() {
      RepSocket rep =
          RepSocket.create(vertx, new SocketOptions().setReceiveMaxSize(0).setLinger(LINGER));
      rep.handler(request -> answer(rep, request));
      return rep.bind(url, options);
    }

    private void answer(RepSocket rep, Request request) {
      request.reply(request.body());
      if (++answered == count) {
        done(rep);
      }
    }
  }

  private final class Asker extends End {

    private final String url;
    private final EndpointOptions options;
    private final Consumer<String> out;
    private final Buffer body = Throughput.body(size);
    private final Histogram each;
    private long start;
    private long asked;
    private int answered;

    Asker(String url, EndpointOptions options, Consumer<String> out, Histogram each) {
      this.each = each;
      this.url = url;
      this.options = options;
      this.out = out;
    }

    @Override
    Future<?> begin() {
      ReqSocket req = ReqSocket.create(vertx, new ReqOptions().setReceiveMaxSize(0));
      return req.connect(url, options)
          .onSuccess(
              endpoint ->
                  endpoint
                      .connected()
                      .onSuccess(
                          connected -> {
                            start = System.nanoTime();
                            asked = start;
                            ask(req);
                          }));
    }

    private void ask(ReqSocket req) {
      req.request(body).onComplete(reply -> answered(req, reply), this::failed);
    }

    private void answered(ReqSocket req, Buffer reply) {
      if (reply.length() != size) {
        failed(
            new IllegalStateException(
                "expected replies of %d bytes, got %d".formatted(size, reply.length())));
        return;
      }
      long now = System.nanoTime();
      each.recordValue((now - asked) / 2);
      asked = now;
      if (++answered < count) {
        ask(req);
      } else {
        double nanos = now - start;
        out.accept("message size: %d [B]".formatted(size));
        out.accept("roundtrip count: %d".formatted(count));
        out.accept("average latency: %.3f [us]".formatted(nanos / count / 2 / 1e3));
        done(req);
      }
    }
  }
}
