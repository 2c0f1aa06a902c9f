package io.scapro.limits;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

/** An application of Vert.x 4 or 5 that has Scapro on its class path and does not use it. */
public final class Bystander extends AbstractVerticle {

  @Override
  public void start() {
    vertx.eventBus().consumer("question", question -> question.reply("answer"));
  }

  public static void main(String[] args) {
    Vertx vertx = Vertx.vertx();
    vertx
        .deployVerticle(Bystander.class.getName()) // looks for its factory
        .compose(deployed -> vertx.eventBus().request("question", ""))
        .onSuccess(answer -> tell(answer.body().toString()))
        .onFailure(failure -> tell(failure.toString()));
  }

  private static void tell(String got) {
    System.out.println(new JsonObject().put("got", got).encode());
  }
}
