package io.scapro.transport;

import static io.scapro.suite.Await.next;
import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Message;
import io.scapro.Peer;
import io.scapro.PeerStatistics;
import io.scapro.SocketEvent.Type;
import io.scapro.protocol.Pair1Options;
import io.scapro.protocol.Pair1Socket;
import io.scapro.suite.Happenings;
import io.scapro.suite.RawPeer;
import io.scapro.suite.RawWebSocket;
import io.scapro.suite.TestCa;
import io.scapro.suite.TestCa.Issued;
import io.scapro.web.SpWebSocket;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A socket mounted on four instances of a server: its peers live on four other event loops. */
class MountInstancesTest {

  private static final int INSTANCES = 4;
  private static final int CLIENTS = 2 * INSTANCES;
  private static final byte[] FIRST_HOP = {0, 0, 0, 1};

  @TempDir static Path folder;
  private static TestCa ca;
  private static Issued server;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2 * INSTANCES));
  private final Set<Thread> loops = ConcurrentHashMap.newKeySet();
  private final Set<Integer> ports = ConcurrentHashMap.newKeySet();
  private final List<RawWebSocket> clients = new ArrayList<>();
  private final BlockingQueue<Peer> asked = new LinkedBlockingQueue<>();
  private final BlockingQueue<Message> received = new LinkedBlockingQueue<>();
  private final Set<Thread> home = ConcurrentHashMap.newKeySet();
  private final Pair1Socket room =
      Pair1Socket.create(vertx, new Pair1Options().setPolyamorous(true));

  @BeforeAll
  static void certify() {
    ca = new TestCa(folder, "authority");
    server = ca.issue("localhost", "127.0.0.1");
  }

  @AfterEach
  void close() throws IOException {
    for (RawWebSocket client : clients) {
      client.close();
    }
    result(vertx.close());
  }

  private static HttpServerOptions plain() {
    return new HttpServerOptions();
  }

  private static HttpServerOptions protectedWithClientCertificates() {
    return plain()
        .setSsl(true)
        .setKeyCertOptions(
            new PemKeyCertOptions()
                .setCertPath(server.certificate().toString())
                .setKeyPath(server.key().toString()))
        .setTrustOptions(new PemTrustOptions().addCertPath(ca.pem().toString()))
        .setClientAuth(ClientAuth.REQUIRED);
  }

  private final class Instance extends VerticleBase {
    private final HttpServerOptions options;
    private final SpWebSocket mounted;

    Instance(HttpServerOptions options, SpWebSocket mounted) {
      this.options = options;
      this.mounted = mounted;
    }

    @Override
    public Future<HttpServer> start() {
      Router router = Router.router(vertx);
      router
          .route("/room")
          .handler(
              context -> {
                loops.add(Thread.currentThread());
                context.next();
              });
      router.route("/room").handler(mounted);
      return vertx
          .createHttpServer(options)
          .requestHandler(router)
          .listen(SocketAddress.sharedRandomPort(1, "127.0.0.1"))
          .onSuccess(listening -> ports.add(listening.actualPort()));
    }
  }

  /** Mounts the socket on all instances. Returns their port. */
  private int listen(HttpServerOptions options) {
    room.peerHook(
        peer -> {
          asked.add(peer);
          return Future.succeededFuture();
        });
    room.handler(
        message -> {
          home.add(Thread.currentThread());
          received.add(message);
        });
    SpWebSocket mounted = SpWebSocket.of(room);
    result(mounted.endpoint());
    result(
        vertx.deployVerticle(
            () -> new Instance(options, mounted), new DeploymentOptions().setInstances(INSTANCES)));
    assertEquals(1, ports.size(), "ports");
    return ports.iterator().next();
  }

  private RawWebSocket connect(Socket socket, int number) throws IOException {
    RawWebSocket client = RawWebSocket.over(RawPeer.over(socket));
    clients.add(client);
    String answer = client.ask(RawWebSocket.request("/room", "pair1", "X-Client: " + number));
    assertEquals("HTTP/1.1 101 Switching Protocols", answer.lines().findFirst().orElseThrow());
    return client;
  }

  /** Peers by what the client with that number says of itself in its request. */
  private static Map<String, Peer> byClient(Iterable<Peer> peers) {
    Map<String, Peer> result = new TreeMap<>();
    peers.forEach(peer -> result.put(peer.headers().getOrDefault("x-client", "unknown"), peer));
    return result;
  }

  private static <T> List<T> all(int count, BlockingQueue<T> queue) {
    List<T> result = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      result.add(next(queue));
    }
    return result;
  }

  private interface Connections {
    Socket open(int number) throws IOException;
  }

  private void everyPeerIsComplete(
      Connections connections, Function<Integer, List<Certificate>> certificates)
      throws IOException {
    Happenings happenings = Happenings.of(room);
    List<String> localAddresses = new ArrayList<>();
    List<Peer> accepted = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Socket socket = connections.open(i);
      localAddresses.add("127.0.0.1:" + socket.getLocalPort());
      connect(socket, i).send(0x82, Buffer.buffer(FIRST_HOP).appendString("from " + i).getBytes());
      accepted.add(happenings.await(Type.ACCEPTED).peer().orElseThrow());
    }
    Map<String, Peer> ofHook = byClient(all(CLIENTS, asked));
    List<Message> messages = all(CLIENTS, received);
    assertEquals(INSTANCES, loops.size(), "event loops of connections: " + loops);
    assertFalse(loops.containsAll(home), "the socket's own loop is one of " + loops);
    assertEquals(ofHook, byClient(accepted));
    assertEquals(ofHook, byClient(messages.stream().map(Message::peer).toList()));
    for (int i = 0; i < CLIENTS; i++) {
      Peer peer = ofHook.get("" + i);
      assertEquals("localhost", peer.headers().get("host"));
      assertEquals("pair1.sp.nanomsg.org", peer.headers().get("sec-websocket-protocol"));
      assertEquals(certificates.apply(i), peer.certificates());
      assertEquals("pair1", peer.protocol());
      assertEquals(localAddresses.get(i), peer.remoteAddress());
      assertEquals(ofHook.get("" + i).certificates(), accepted.get(i).certificates());
    }
    statisticsNameThem(ofHook);
    answersReachThem(messages);
  }

  private void statisticsNameThem(Map<String, Peer> peers) {
    Map<Integer, String> expected =
        peers.values().stream().collect(Collectors.toMap(Peer::id, Peer::remoteAddress));
    assertEquals(
        expected,
        result(room.statistics()).peers().stream()
            .collect(Collectors.toMap(PeerStatistics::id, PeerStatistics::remoteAddress)));
  }

  /** Each message came from the peer that it says, and an answer to that goes there. */
  private void answersReachThem(List<Message> messages) throws IOException {
    Set<String> answered = new HashSet<>();
    for (Message message : messages) {
      String number = message.peer().headers().get("x-client");
      assertEquals("from " + number, message.body().toString());
      result(room.send(message.peer(), Buffer.buffer("to " + number)));
      Buffer answer = clients.get(Integer.parseInt(number)).nextMessage();
      assertEquals("to " + number, answer.getString(FIRST_HOP.length, answer.length()));
      answered.add(number);
    }
    assertEquals(CLIENTS, answered.size());
  }

  @Test
  void theHookSeesTheHeadersOfPeersOnAllLoops() throws IOException {
    int port = listen(plain());
    everyPeerIsComplete(number -> new Socket("127.0.0.1", port), number -> List.of());
  }

  @Test
  void theHookSeesTheCertificatesOfPeersOnAllLoops() throws IOException {
    int port = listen(protectedWithClientCertificates());
    List<Issued> issued = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      issued.add(ca.issue("client-" + i + ".example"));
    }
    Certificate authority = ca.certificate();
    everyPeerIsComplete(
        number -> ca.context(issued.get(number)).getSocketFactory().createSocket("127.0.0.1", port),
        number -> List.of(issued.get(number).x509(), authority));
  }

  @Test
  void aRefusedPeerIsRefusedOnItsOwnLoop() throws IOException {
    int port = listen(plain());
    Happenings happenings = Happenings.of(room);
    room.peerHook(
        peer ->
            peer.headers().getOrDefault("x-client", "").equals("0")
                ? Future.succeededFuture()
                : Future.failedFuture("expected client 0, got " + peer.headers().get("x-client")));
    for (int i = 1; i < CLIENTS; i++) {
      RawWebSocket client = RawWebSocket.over(RawPeer.over(new Socket("127.0.0.1", port)));
      clients.add(client);
      String answer = client.ask(RawWebSocket.request("/room", "pair1", "X-Client: " + i));
      assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
      String cause = happenings.await(Type.REFUSED).cause().orElseThrow().getMessage();
      assertEquals("expected client 0, got " + i, cause);
      client.peer().awaitEnd();
    }
    connect(new Socket("127.0.0.1", port), 0);
    happenings.await(Type.ACCEPTED);
    assertEquals(INSTANCES, loops.size(), "event loops of connections: " + loops);
  }
}
