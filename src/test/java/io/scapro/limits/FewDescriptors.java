package io.scapro.limits;

import io.scapro.protocol.RepSocket;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.io.OutputStream;

/** An echo, until its standard input ends. */
final class FewDescriptors {

  private FewDescriptors() {}

  public static void main(String[] args) throws Exception {
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(Boolean.getBoolean("native")));
    RepSocket rep = RepSocket.create(vertx);
    rep.handler(request -> request.reply(request.body()));
    rep.bind("tcp://127.0.0.1:0")
        .onSuccess(bound -> tell(new JsonObject().put("url", bound.address().toString())));
    System.in.transferTo(OutputStream.nullOutputStream());
    vertx.close();
  }

  private static void tell(JsonObject line) {
    System.out.println(line.encode());
  }
}
