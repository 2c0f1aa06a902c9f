package io.scapro.limits;

import io.scapro.EndpointOptions;
import io.scapro.protocol.PairSocket;
import io.scapro.transport.TlsOptions;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** Sends one message over a transport. Arguments: its URL, a certificate and its key. */
final class FewLibraries {

  /** The first handshake of a JVM loads a thousand classes. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private FewLibraries() {}

  public static void main(String[] args) {
    EndpointOptions binds =
        new EndpointOptions()
            .setHandshakeTimeout(PATIENCE)
            .with(new TlsOptions().setCertificates(List.of(args[1])).setKeys(List.of(args[2])));
    EndpointOptions connects =
        new EndpointOptions()
            .setFirstAttempt(EndpointOptions.FirstAttempt.FAIL)
            .setHandshakeTimeout(PATIENCE)
            .with(new TlsOptions().setTrusted(List.of(args[1])));
    Vertx vertx = Vertx.vertx();
    PairSocket one = PairSocket.create(vertx);
    PairSocket other = PairSocket.create(vertx);
    one.handler(message -> tell(message.body().toString()));
    one.bind(args[0], binds)
        .compose(bound -> other.connect(bound.address().toString(), connects))
        .compose(connected -> other.send(Buffer.buffer("arrived")))
        .onFailure(failure -> tell(failure.toString()));
  }

  private static void tell(String got) {
    System.out.println(new JsonObject().put("got", got).encode());
  }
}
