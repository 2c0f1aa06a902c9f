package io.scapro.limits;

import io.scapro.protocol.PubSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Consumer;

/** Tells how sockets and a verticle fail, for a Vert.x that is too old. */
final class Refused {

  private static final List<Consumer<Vertx>> CREATES =
      List.of(RepSocket::create, RepSocket::create, ReqSocket::create, PubSocket::create);

  private Refused() {}

  public static void main(String[] args) {
    Vertx vertx = Vertx.vertx();
    for (Consumer<Vertx> create : CREATES) {
      try {
        create.accept(vertx);
        tell("a socket");
      } catch (IllegalStateException e) {
        tell(e.getMessage());
      }
    }
    vertx
        .deployVerticle("scapro:rep")
        .onSuccess(deployed -> tell("a verticle"))
        .onFailure(failure -> tell(failure.getMessage()));
  }

  private static void tell(String got) {
    System.out.println(new JsonObject().put("got", got).encode());
  }
}
