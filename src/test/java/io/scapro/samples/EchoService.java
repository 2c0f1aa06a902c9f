package io.scapro.samples;

import io.scapro.Endpoint;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.suite.Await;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A REP socket that echoes and counts, and a REQ socket that is connected to it. */
abstract class EchoService {

  static final Duration PATIENCE = Await.PATIENCE;

  final Vertx vertx = Vertx.vertx();
  final AtomicInteger answered = new AtomicInteger();
  final ReqSocket req = ReqSocket.create(vertx);

  @BeforeEach
  void start() {
    RepSocket rep = RepSocket.create(vertx);
    rep.handler(
        request -> {
          answered.incrementAndGet();
          request.reply(request.body());
        });
    Endpoint bound = Await.result(rep.bind("tcp://127.0.0.1:0"));
    Await.result(req.connect(bound.address().toString()));
  }

  @AfterEach
  void closeVertx() {
    Await.result(vertx.close());
  }
}
