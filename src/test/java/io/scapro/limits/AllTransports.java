package io.scapro.limits;

import io.scapro.EndpointOptions;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.transport.TlsOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;

/**
 * Passes a message and a request over each URL. Arguments: a certificate, its key, and two URLs of
 * each transport. AdoptionIT compiles this file as an application of its own.
 */
final class AllTransports {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Vertx vertx = Vertx.vertx();
  private final EndpointOptions binds;
  private final EndpointOptions connects;

  private AllTransports(String certificate, String key) {
    binds =
        new EndpointOptions()
            .setHandshakeTimeout(PATIENCE)
            .with(new TlsOptions().setCertificates(List.of(certificate)).setKeys(List.of(key)));
    connects =
        new EndpointOptions()
            .setFirstAttempt(EndpointOptions.FirstAttempt.FAIL)
            .setHandshakeTimeout(PATIENCE)
            .with(new TlsOptions().setTrusted(List.of(certificate)));
  }

  public static void main(String[] args) {
    AllTransports all = new AllTransports(args[0], args[1]);
    Future<Void> last = Future.succeededFuture();
    for (int i = 2; i < args.length; i += 2) {
      String one = args[i];
      String other = args[i + 1];
      last =
          last.compose(done -> all.message(one))
              .compose(got -> tell(one, got))
              .compose(done -> all.request(other))
              .compose(got -> tell(other, got));
    }
    last.onFailure(Throwable::printStackTrace).onComplete(done -> all.vertx.close());
  }

  private Future<Buffer> message(String url) {
    PullSocket pull = PullSocket.create(vertx);
    PushSocket push = PushSocket.create(vertx);
    Promise<Buffer> received = Promise.promise();
    pull.handler(message -> received.complete(message.body()));
    return pull.bind(url, binds)
        .compose(bound -> push.connect(bound.address().toString(), connects))
        .compose(connected -> push.send(Buffer.buffer("message")))
        .compose(sent -> received.future());
  }

  private Future<Buffer> request(String url) {
    RepSocket rep = RepSocket.create(vertx);
    ReqSocket req = ReqSocket.create(vertx);
    rep.handler(request -> request.reply(Buffer.buffer("reply to " + request.body())));
    return rep.bind(url, binds)
        .compose(bound -> req.connect(bound.address().toString(), connects))
        .compose(connected -> req.request(Buffer.buffer("request")));
  }

  private static Future<Void> tell(String url, Buffer got) {
    System.out.println(url + ' ' + got);
    return Future.succeededFuture();
  }
}
