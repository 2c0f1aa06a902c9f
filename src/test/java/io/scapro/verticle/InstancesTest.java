package io.scapro.verticle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Endpoint;
import io.scapro.OpenSockets;
import io.scapro.Reason;
import io.scapro.Socket;
import io.scapro.SocketStatistics;
import io.scapro.SpException;
import io.scapro.protocol.PubSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.protocol.SubSocket;
import io.scapro.protocol.SurveyorSocket;
import io.scapro.spi.Changes;
import io.scapro.spi.Protocol;
import io.scapro.suite.Received;
import io.scapro.suite.ReservedPort;
import io.scapro.suite.TestCa;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several instances of a verticle at one address. */
class InstancesTest extends BusTest {

  private static final int PEERS = 4;
  private static final int MESSAGES = 3000;

  @TempDir static Path folder;

  private final List<Socket> peers = new ArrayList<>();

  private String deployTwo(String name, JsonObject config) throws TimeoutException {
    return deploy(name, config, new DeploymentOptions().setInstances(2));
  }

  /** Four peers, each connected to the deployment when this returns. */
  private <S extends Socket> List<S> connect(String protocol, Class<S> type, String url)
      throws TimeoutException {
    JsonObject options = new JsonObject();
    if (url.startsWith("tls") || url.startsWith("wss")) {
      options.put("endpoint", new JsonObject().put("tls", new JsonObject().put("insecure", true)));
    }
    List<S> result = new ArrayList<>();
    for (int i = 0; i < PEERS; i++) {
      S peer = type.cast(Protocol.of(protocol).open(vertx, options));
      Endpoint endpoint = await(peer.connect(url));
      await(endpoint.connected());
      result.add(peer);
    }
    peers.addAll(result);
    return result;
  }

  /** How many peers each instance has, once they all have been accepted. */
  private List<Integer> pipes() {
    try (Changes changes = Changes.in(vertx)) {
      return changes.await(this::count, all -> all.stream().mapToInt(i -> i).sum() == PEERS);
    }
  }

  private Future<List<Integer>> count() {
    List<Future<SocketStatistics>> all =
        OpenSockets.of(vertx).stream()
            .filter(socket -> !peers.contains(socket))
            .map(Socket::statistics)
            .toList();
    return Future.all(all).map(here -> all.stream().map(one -> one.result().pipes()).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp://127.0.0.1:0",
        "tls+tcp://127.0.0.1:0",
        "ws://127.0.0.1:0/rep",
        "wss://127.0.0.1:0/rep",
        "ipc://FOLDER/rep.ipc",
        "inproc://rep"
      })
  void spreadThePeersOfOneAddress(String url) throws Exception {
    TestCa.Issued own = new TestCa(folder, "authority").issue("127.0.0.1");
    JsonObject tls =
        new JsonObject()
            .put("certificates", JsonArray.of(own.certificate().toString()))
            .put("keys", JsonArray.of(own.key().toString()));
    vertx.eventBus().consumer("answer", message -> message.reply(message.body()));
    JsonObject bind = new JsonObject().put("url", url.replace("FOLDER", folder.toString()));
    String id =
        deployTwo(
            "scapro:rep",
            new JsonObject()
                .put(
                    "bind", url.contains("s://") || url.contains("tls") ? secured(bind, tls) : bind)
                .put("deliver", "answer"));
    assertEquals(1, DeployedEndpoint.of(vertx, id).size());
    for (ReqSocket req : connect("req", ReqSocket.class, url(id))) {
      assertEquals("x", await(req.request(Buffer.buffer("x"))).toString());
    }
    List<Integer> pipes = pipes();
    assertEquals(2, pipes.size());
    assertTrue(Collections.min(pipes) > 0, () -> "peers of each instance: " + pipes);
  }

  private static JsonObject secured(JsonObject bind, JsonObject tls) {
    return bind.getString("url").startsWith("ws:") ? bind : bind.put("tls", tls);
  }

  @Test
  void haveAPortOfTheirOwnForEachDeployment() throws Exception {
    JsonObject config = new JsonObject().put("bind", ANY_PORT).put("deliver", "a");
    String first = url(deployTwo("scapro:pull", config));
    String second = url(deployTwo("scapro:pull", config));
    assertTrue(!first.equals(second), () -> "both at " + first);
  }

  @ParameterizedTest
  @EnumSource(names = {"EVENT_LOOP", "WORKER"})
  void publishEachMessageToAllSubscribers(ThreadingModel model) throws Exception {
    String id =
        deploy(
            "scapro:pub",
            new JsonObject().put("bind", ANY_PORT).put("address", "news"),
            new DeploymentOptions().setInstances(2).setThreadingModel(model));
    List<Received> heard = new ArrayList<>();
    for (SubSocket sub : connect("sub", SubSocket.class, url(id))) {
      await(sub.subscribe(""));
      heard.add(Received.of(sub));
    }
    assertTrue(Collections.min(pipes()) > 0);
    for (int i = 0; i < 100; i++) {
      await(vertx.eventBus().request("news", "request " + i));
    }
    for (Received each : heard) {
      for (int i = 0; i < 100; i++) {
        assertEquals("request " + i, each.next().toString());
      }
    }
  }

  @Test
  void publishWhatTheyTookBeforeTheyLeave() throws Exception {
    String id =
        deployTwo(
            "scapro:pub",
            new JsonObject()
                .put("bind", ANY_PORT)
                .put("address", "news")
                .put("options", new JsonObject().put("sendBuffer", 2 * MESSAGES)));
    List<Received> heard = new ArrayList<>();
    for (SubSocket sub : connect("sub", SubSocket.class, url(id))) {
      sub.pause();
      await(sub.subscribe(""));
      heard.add(Received.of(sub));
      sub.resume();
    }
    pipes();
    Promise<Void> written = Promise.promise();
    vertx.runOnContext(
        go -> {
          SocketWriter writer = SocketWriter.open(vertx, "news");
          for (int i = 0; i < MESSAGES; i++) {
            writer.write(Buffer.buffer(Integer.toString(i)));
          }
          writer.end().onComplete(written);
        });
    await(written.future());
    await(vertx.undeploy(id));
    for (Received each : heard) {
      for (int i = 0; i < MESSAGES; i++) {
        assertEquals(Integer.toString(i), each.next().toString());
      }
    }
  }

  @Test
  void deliverEachMessageOnce() throws Exception {
    BlockingQueue<Message<Object>> jobs = listen("jobs");
    String id =
        deployTwo("scapro:pull", new JsonObject().put("bind", ANY_PORT).put("deliver", "jobs"));
    List<PushSocket> all = connect("push", PushSocket.class, url(id));
    List<String> sent = new ArrayList<>();
    List<String> got = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      sent.add("job " + i);
      await(all.get(i % PEERS).send(Buffer.buffer("job " + i)));
      Message<Object> job = next(jobs);
      got.add(job.body().toString());
      job.reply(null);
    }
    assertEquals(sent, got);
  }

  @Test
  void hearEachPublisherOnce() throws Exception {
    BlockingQueue<Message<Object>> news = listen("news");
    String id =
        deployTwo(
            "scapro:sub",
            new JsonObject().put("bind", ANY_PORT).put("subscribe", "").put("deliver", "news"));
    List<PubSocket> publishers = connect("pub", PubSocket.class, url(id));
    pipes();
    for (PubSocket pub : publishers) {
      await(pub.send(Buffer.buffer("once")));
      next(news).reply(null);
    }
    await(publishers.get(0).send(Buffer.buffer("last")));
    assertEquals("last", next(news).body().toString());
  }

  @Test
  void answerEachSurveyorOnce() throws Exception {
    vertx.eventBus().consumer("ask", message -> message.reply("here"));
    String id =
        deployTwo(
            "scapro:respondent", new JsonObject().put("bind", ANY_PORT).put("deliver", "ask"));
    for (SurveyorSocket surveyor : connect("surveyor", SurveyorSocket.class, url(id))) {
      assertEquals(1, await(surveyor.survey(Buffer.buffer("?")).answers()).size());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "push, bind, address",
    "req, bind, address",
    "surveyor, bind, address",
    "pair, bind, address",
    "pair1, connect, address",
    "bus, bind, address",
    "star, connect, address",
    "pub, connect, address",
    "sub, connect, deliver",
    "respondent, connect, deliver"
  })
  void areRefusedWhereTheyWouldNotDoWhatOneDoes(String protocol, String key, String address) {
    JsonObject config = new JsonObject().put(key, "tcp://127.0.0.1:1").put(address, "a");
    Exception refusal =
        assertThrows(Exception.class, () -> deployTwo("scapro:" + protocol, config));
    String expected = "expected 1 instance of scapro:%s with \"%s\" (".formatted(protocol, key);
    assertTrue(refusal.getMessage().startsWith(expected), refusal::getMessage);
    assertTrue(refusal.getMessage().endsWith("), got 2"), refusal::getMessage);
    assertEquals(List.of(), OpenSockets.of(vertx));
  }

  @Test
  void areRefusedForADevice() {
    JsonObject side = new JsonObject().put("protocol", "bus").put("bind", ANY_PORT);
    Exception refusal =
        assertThrows(
            Exception.class, () -> deployTwo("scapro:device", new JsonObject().put("front", side)));
    assertEquals("expected 1 instance of scapro:device, got 2", refusal.getMessage());
  }

  @Test
  void failTogetherWithTheReasonAndLeaveNothing() throws Exception {
    try (ReservedPort port = new ReservedPort()) {
      JsonObject config = new JsonObject().put("bind", port.url()).put("deliver", "a");
      String alone = deploy("scapro:pull", config);
      Throwable refusal =
          failure(
              vertx.deployVerticle(
                  "scapro:pull", new DeploymentOptions().setInstances(2).setConfig(config)));
      assertEquals(Reason.ADDRESS_IN_USE, ((SpException) refusal).reason());
      await(vertx.undeploy(alone));
      allStatistics(List::isEmpty);
      assertEquals(port.url(), url(deployTwo("scapro:pull", config)));
    }
  }
}
