package io.scapro.partition;

import io.scapro.EndpointOptions;
import io.scapro.Socket;
import io.scapro.SocketEvent;
import io.scapro.SpException;
import io.scapro.cluster.Cluster;
import io.scapro.cluster.ClusterConfig;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.Request;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * A process with sockets in one namespace. Does what the lines of its standard input say, until
 * that ends, and tells what happens as lines of its standard output; both are JSON.
 */
final class Node {

  private static final Logger LOG = Logger.getLogger("io.scapro"); // held, else forgotten

  private final Vertx vertx;
  private final EndpointOptions options;
  private final Map<String, Socket> sockets = new HashMap<>();
  private final List<Request> kept = new ArrayList<>();

  private Node(Vertx vertx, EndpointOptions options) {
    this.vertx = vertx;
    this.options = options;
  }

  /**
   * @param args whether the native transport is to be used; the options of all endpoints; the
   *     cluster to join, if any
   */
  public static void main(String[] args) throws Exception {
    VertxOptions options =
        new VertxOptions().setPreferNativeTransport(Boolean.parseBoolean(args[0]));
    Vertx vertx =
        args.length < 3
            ? Vertx.vertx(options)
            : Cluster.join(options, new ClusterConfig(new JsonObject(args[2]))).await();
    LOG.addHandler(new Logged());
    Node node = new Node(vertx, new EndpointOptions(new JsonObject(args[1])));
    tell(new JsonObject().put("ready", vertx.isNativeTransportEnabled()));
    try (var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        node.obey(new JsonObject(line));
      }
    }
    Runtime.getRuntime().halt(0); // a node of a cluster that is cut would wait to leave it
  }

  private static final class Logged extends Handler {
    @Override
    public void publish(LogRecord line) {
      if (line.getLevel().intValue() >= Level.INFO.intValue()) {
        tell(new JsonObject().put("log", line.getLevel() + " " + line.getMessage()));
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private static synchronized void tell(JsonObject line) {
    System.out.println(line.encode());
    System.out.flush();
  }

  private void obey(JsonObject command) {
    String name = command.getString("socket");
    switch (command.getString("do")) {
      case "open" -> open(name, command.getString("kind"));
      case "bind" ->
          sockets
              .get(name)
              .bind(command.getString("url"), options)
              .onSuccess(at -> tell(of(name).put("bound", at.address().toString())))
              .onFailure(failure -> tell(of(name).put("failed", failure.toString())));
      case "connect" -> sockets.get(name).connect(command.getString("url"), options);
      case "ask" -> ask(name, command.getString("body"));
      case "send" -> send((PushSocket) sockets.get(name), 0, command.getInteger("count"));
      case "answer" -> vertx.runOnContext(go -> answer());
      default -> throw new IllegalArgumentException(command.encode());
    }
  }

  private static JsonObject of(String socket) {
    return new JsonObject().put("socket", socket);
  }

  private void open(String name, String kind) {
    Socket socket =
        switch (kind) {
          case "req" -> ReqSocket.create(vertx);
          case "push" -> PushSocket.create(vertx);
          case "pull" ->
              PullSocket.create(vertx)
                  .handler(message -> tell(of(name).put("got", message.body().toString())));
          case "keeps" -> RepSocket.create(vertx).handler(request -> keep(name, request));
          case "answers" ->
              RepSocket.create(vertx)
                  .handler(request -> request.reply(Buffer.buffer(name + ' ' + request.body())));
          default -> throw new IllegalArgumentException(kind);
        };
    socket.eventHandler(event -> happened(name, event));
    sockets.put(name, socket);
  }

  private static void happened(String name, SocketEvent event) {
    JsonObject line = of(name).put("event", event.type().name());
    event.endpoint().ifPresent(at -> line.put("url", at.address().toString()));
    event.cause().map(SpException::reason).ifPresent(why -> line.put("reason", why.name()));
    event.cause().map(SpException::text).ifPresent(text -> line.put("text", text));
    tell(line);
  }

  private synchronized void keep(String name, Request request) {
    kept.add(request.keep());
    tell(of(name).put("kept", request.body().toString()));
  }

  private synchronized void answer() {
    kept.forEach(request -> request.reply(Buffer.buffer("late " + request.body())));
    kept.clear();
  }

  private void ask(String name, String body) {
    ((ReqSocket) sockets.get(name))
        .request(Buffer.buffer(body))
        .onSuccess(answer -> tell(of(name).put("question", body).put("answer", answer.toString())))
        .onFailure(
            failure -> tell(of(name).put("question", body).put("failed", failure.toString())));
  }

  /** Each in a turn of its own, so that they do not travel in one packet. */
  private void send(PushSocket push, int number, int count) {
    if (number < count) {
      push.send(Buffer.buffer(Integer.toString(number)))
          .onSuccess(sent -> vertx.runOnContext(go -> send(push, number + 1, count)));
    }
  }
}
