package io.scapro.browser;

import io.scapro.EndpointOptions;
import io.scapro.Socket;
import io.scapro.protocol.BusSocket;
import io.scapro.protocol.Device;
import io.scapro.protocol.DuplexSocket;
import io.scapro.protocol.Pair1Socket;
import io.scapro.protocol.PairSocket;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RawSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.RespondentSocket;
import io.scapro.protocol.StarSocket;
import io.scapro.protocol.SubSocket;
import io.scapro.protocol.SurveyorSocket;
import io.scapro.suite.Await;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

/**
 * Sockets of Java that send back what they receive, for each protocol of scapro.js. Where the
 * script answers (rep, respondent), it sends the question over a pair first; Java asks it over a
 * device, and returns the answer over the pair.
 */
final class Echoes {

  private final Vertx vertx;
  private final JsonObject urls = new JsonObject();

  Echoes(Vertx vertx) {
    this.vertx = vertx;
  }

  /** The URLs to connect to, by the protocol of the script's socket. */
  JsonObject open() throws Exception {
    RepSocket rep = RepSocket.create(vertx);
    rep.handler(request -> request.reply(request.body()));
    bind("req", rep);
    RespondentSocket respondent = RespondentSocket.create(vertx);
    respondent.handler(survey -> survey.reply(survey.body()));
    bind("surveyor", respondent);
    echo("pair", PairSocket.create(vertx));
    echo("pair1", Pair1Socket.create(vertx));
    echo("bus", BusSocket.create(vertx));
    echo("star", StarSocket.create(vertx));
    pipeline();
    publications();
    requests();
    surveys();
    return urls;
  }

  private String bind(String name, Socket socket) throws Exception {
    String url =
        Await.result(socket.bind("ws://127.0.0.1:0/", new EndpointOptions())).address().toString();
    urls.put(name, url);
    return url;
  }

  private void echo(String name, DuplexSocket<?> socket) throws Exception {
    socket.handler(message -> socket.send(message.body()));
    bind(name, socket);
  }

  private void pipeline() throws Exception {
    PullSocket pull = PullSocket.create(vertx);
    PushSocket push = PushSocket.create(vertx);
    pull.handler(message -> push.send(message.body()));
    bind("push", pull);
    bind("pull", push);
  }

  private void publications() throws Exception {
    SubSocket sub = SubSocket.create(vertx);
    PubSocket pub = PubSocket.create(vertx);
    Await.result(sub.subscribe(""));
    sub.handler(message -> pub.send(message.body()));
    bind("pub", sub);
    bind("sub", pub);
  }

  private void requests() throws Exception {
    ReqSocket req = ReqSocket.create(vertx);
    PairSocket orders = PairSocket.create(vertx);
    device("rep", req);
    orders.handler(order -> req.request(order.body()).onSuccess(reply -> orders.send(reply)));
    bind("orders of rep", orders);
  }

  private void surveys() throws Exception {
    SurveyorSocket surveyor = SurveyorSocket.create(vertx);
    PairSocket orders = PairSocket.create(vertx);
    device("respondent", surveyor);
    orders.handler(
        order ->
            surveyor
                .survey(order.body())
                .receive()
                .onSuccess(answer -> orders.send(answer.body())));
    bind("orders of respondent", orders);
  }

  /** Joins {@code asking} with peers of {@code protocol}, so that the header has two words. */
  private void device(String protocol, Socket asking) throws Exception {
    RawSocket front = RawSocket.create(vertx, protocol);
    RawSocket back = RawSocket.create(vertx, asking.identity().name());
    Device.start(front, back);
    String inside = "inproc://device-" + protocol;
    Await.result(front.bind(inside));
    bind(protocol, back);
    Await.result(Await.result(asking.connect(inside)).connected());
  }
}
