package io.scapro.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Credentials;
import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.Peer;
import io.scapro.Reason;
import io.scapro.SocketEvent;
import io.scapro.SocketEvent.Type;
import io.scapro.SocketOptions;
import io.scapro.SpException;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.suite.Await;
import io.scapro.suite.Happenings;
import io.scapro.suite.LogLines;
import io.scapro.suite.RawPeer;
import io.scapro.suite.Received;
import io.scapro.suite.StreamTransportContract;
import io.scapro.suite.TransportContract;
import io.scapro.transport.ipc.IpcTransport;
import io.scapro.transport.ipc.SocketPath;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over Java's own sockets; {@link NativeIpcTransportTest} has the same over epoll. */
class IpcTransportTest implements StreamTransportContract {

  private Path folder;
  private Vertx vertx;
  private int names;

  @BeforeEach
  void open(@TempDir Path folder) {
    this.folder = folder;
    this.vertx = newVertx();
  }

  @AfterEach
  void everythingCloses() throws IOException {
    Await.result(vertx.close());
    assertEquals(List.of(), files());
  }

  Vertx newVertx() {
    return Vertx.vertx();
  }

  /** What {@code pid} is to be in the credentials of this process. */
  int toldPid() {
    return Credentials.UNKNOWN;
  }

  @Override
  public Vertx vertx() {
    return vertx;
  }

  @Override
  public String addressToBind() {
    return freeAddress();
  }

  @Override
  public String freeAddress() {
    return "ipc://" + folder.resolve("socket-" + names++);
  }

  @Override
  public RawPeer rawPeer(Endpoint endpoint) throws IOException {
    return RawPeer.connect(endpoint);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private Path path() {
    return folder.resolve("path");
  }

  private String url() {
    return "ipc://" + path();
  }

  private Future<Endpoint> bind() {
    return PullSocket.create(vertx).bind(url());
  }

  private void exchange(String toBind, String toConnect) {
    PullSocket pull = PullSocket.create(vertx);
    Received received = Received.of(pull);
    Await.result(pull.bind(toBind));
    PushSocket push = PushSocket.create(vertx);
    Await.result(push.connect(toConnect));
    push.send(Buffer.buffer("hello"));
    assertEquals(Buffer.buffer("hello"), received.next());
  }

  private static Object identity(Path path) throws IOException {
    return Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS);
  }

  @Test
  void servesIpcAndUnix() {
    assertEquals(Set.of("ipc", "unix"), new IpcTransport().schemes());
  }

  @Test
  void unixIsAnotherWordForIpc() {
    exchange("unix://" + path(), "ipc://" + path());
  }

  @Test
  void pathsMayBeRelative() throws IOException {
    Path relative = Path.of("").toAbsolutePath().relativize(path());
    exchange("ipc://" + relative, "ipc://" + path());
    assertEquals(Reason.ADDRESS_IN_USE, Await.failure(bind()));
  }

  @Test
  void framesStartWithTheTypeByte() throws IOException {
    PushSocket push = PushSocket.create(vertx);
    try (RawPeer peer = rawPeer(Await.result(push.bind(url())))) {
      peer.send("0053500000510000");
      push.send(Buffer.buffer("hello"));
      assertEquals(Buffer.buffer("\0SP\0\0P\0\0"), peer.read(8));
      assertEquals(
          Buffer.buffer(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 5}).appendString("hello"),
          peer.read(14));
    }
  }

  @Test
  void anotherTypeByteEndsTheConnection() throws IOException {
    PullSocket pull = PullSocket.create(vertx);
    Happenings happenings = Happenings.of(pull);
    try (RawPeer peer = guest(Await.result(pull.bind(url())))) {
      peer.send("020000000000000000").awaitEnd();
    }
    assertEquals(
        Reason.PROTOCOL, happenings.await(Type.DISCONNECTED).cause().orElseThrow().reason());
  }

  @Test
  void aPathWhereSomebodyListensIsInUseAndStaysTheirs() throws IOException {
    try (ServerSocketChannel other = RawPeer.listen(path())) {
      Object theirs = identity(path());
      assertEquals(Reason.ADDRESS_IN_USE, Await.failure(bind()));
      assertEquals(theirs, identity(path()));
      other.accept().close(); // it was probed
      RawPeer.connect(path()).close();
      other.accept().close();
    }
    Files.delete(path());
  }

  @Test
  void aPathOfAnotherVertxIsInUse() {
    Vertx other = newVertx();
    Await.result(PullSocket.create(other).bind(url()));
    assertEquals(Reason.ADDRESS_IN_USE, Await.failure(bind()));
    PushSocket push = PushSocket.create(vertx);
    Await.result(Await.result(push.connect(url())).connected());
    Await.result(other.close());
  }

  @Test
  void aSocketThatNobodyListensAtIsReplaced() throws IOException {
    RawPeer.listen(path()).close();
    assertTrue(Files.exists(path()));
    exchange(url(), url());
  }

  @Test
  void startsThatRaceForAStalePathFindItInUse() throws IOException {
    for (int round = 0; round < 50; round++) {
      RawPeer.listen(path()).close();
      List<Vertx> racers = List.of(newVertx(), newVertx(), newVertx());
      List<Future<Endpoint>> binds =
          racers.stream().map(each -> PullSocket.create(each).bind(url())).toList();
      long winners = binds.stream().filter(Await::outcome).count();
      binds.stream()
          .filter(Future::failed)
          .forEach(bind -> assertEquals(Reason.ADDRESS_IN_USE, Await.failure(bind)));
      assertEquals(1, winners);
      racers.forEach(each -> Await.result(each.close()));
    }
  }

  @Test
  void aSymbolicLinkToNothingIsNotReplaced() throws IOException {
    Files.createSymbolicLink(path(), folder.resolve("nothing"));
    SpException refusal = Await.refusal(bind());
    assertEquals(Reason.BAD_ADDRESS, refusal.reason());
    assertTrue(refusal.getMessage().contains("which is a symbolic link; do: "), refusal::toString);
    assertTrue(Files.isSymbolicLink(path()));
    Files.delete(path());
  }

  @Test
  void aProbeOfASecondServerIsNoEventAndLogsNothing() throws IOException {
    try (LogLines log = new LogLines("")) {
      PullSocket pull = PullSocket.create(vertx);
      BlockingQueue<SocketEvent> events = new LinkedBlockingQueue<>();
      Await.result(pull.bind(url()));
      pull.eventHandler(events::add);
      Vertx other = newVertx();
      PullSocket second = PullSocket.create(other, new SocketOptions().setName("second"));
      for (int probe = 0; probe < 20; probe++) {
        assertEquals(Reason.ADDRESS_IN_USE, Await.failure(second.bind(url())));
      }
      Await.result(other.close());
      exchangeWith(pull);
      assertEquals(
          List.of(),
          log.all().stream().filter(line -> !line.startsWith("WARNING second ")).toList());
      assertEquals(
          List.of(), events.stream().filter(event -> event.type() == Type.REFUSED).toList());
    }
  }

  private void exchangeWith(PullSocket pull) {
    Received received = Received.of(pull);
    PushSocket push = PushSocket.create(vertx);
    Await.result(push.connect(url()));
    push.send(Buffer.buffer("m"));
    assertEquals("m", received.next().toString());
  }

  @Test
  void otherFilesAreNotSocketsAndStay() throws IOException {
    Files.writeString(path(), "precious");
    assertEquals(Reason.BAD_ADDRESS, Await.failure(bind()));
    assertEquals(Reason.BAD_ADDRESS, connectOnce(url()));
    assertEquals("precious", Files.readString(path()));
    Files.delete(path());
    Files.createDirectory(path());
    assertEquals(Reason.BAD_ADDRESS, Await.failure(bind()));
    assertEquals(Reason.BAD_ADDRESS, connectOnce(url()));
    Files.delete(path());
  }

  @Test
  void aLinkToASocketIsForConnectingOnly() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), path());
    assertEquals(Reason.BAD_ADDRESS, Await.failure(PullSocket.create(vertx).bind("ipc://" + link)));
    exchange(url(), "ipc://" + link);
    Files.delete(link);
  }

  private Reason connectOnce(String url) {
    EndpointOptions once =
        TransportContract.soon().setFirstAttempt(EndpointOptions.FirstAttempt.FAIL);
    return Await.failure(PushSocket.create(vertx).connect(url, once));
  }

  @Test
  void aSocketThatNobodyListensAtRefuses() throws IOException {
    RawPeer.listen(path()).close();
    assertEquals(Reason.REFUSED, connectOnce(url()));
    Files.delete(path());
  }

  @Test
  void aFileThatCameAfterOursStays() throws IOException {
    Endpoint bound = Await.result(bind());
    Files.delete(path());
    try (ServerSocketChannel theirs = RawPeer.listen(path())) {
      Await.result(bound.close());
      RawPeer.connect(path()).close();
      theirs.accept().close();
    }
    Files.delete(path());
  }

  @Test
  void aFileThatIsGoneHurtsNobody() throws IOException {
    Endpoint bound = Await.result(bind());
    Files.delete(path());
    Await.result(bound.close());
    Await.result(bind());
  }

  @Test
  void onlyTheOwnUserMayConnectUnlessToldOtherwise() throws IOException {
    Await.result(bind());
    assertEquals("rw-------", mode(path()));
    Path open = folder.resolve("open");
    EndpointOptions options = new EndpointOptions().with(new IpcOptions().setMode("662"));
    Await.result(PullSocket.create(vertx).bind("ipc://" + open, options));
    assertEquals("rw-rw--w-", mode(open));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void onlyThePathItselfIsInTheFolder() throws IOException {
    Await.result(bind());
    assertEquals(List.of(path()), files());
  }

  @Test
  void pathsThatNoSocketCanHaveAreBad() {
    String folder = "ipc://" + this.folder + "/";
    int room = SocketPath.MOST - (folder.length() - "ipc://".length());
    exchange(folder + "n".repeat(room), folder + "n".repeat(room));
    for (String bad :
        List.of(
            folder + "n".repeat(room + 1),
            "ipc://",
            "ipc:///",
            "ipc:///tmp/\0x",
            folder + "no/x")) {
      assertEquals(Reason.BAD_ADDRESS, Await.failure(PullSocket.create(vertx).bind(bad)), bad);
    }
    SpException refusal =
        Await.refusal(PushSocket.create(vertx).connect(folder + "n".repeat(room + 1)));
    assertEquals(Reason.BAD_ADDRESS, refusal.reason());
    assertTrue(refusal.getMessage().contains("at most 106 bytes, not 107"), refusal::toString);
  }

  @Test
  void socketsOfOneProtocolMayShareAPath() throws IOException {
    EndpointOptions shared = new EndpointOptions().setShared(true);
    PullSocket first = PullSocket.create(vertx);
    PullSocket second = PullSocket.create(vertx);
    Future<Endpoint> one = first.bind(url(), shared);
    Future<Endpoint> two = second.bind(url(), shared);
    Await.result(one);
    Await.result(two);
    assertEquals(Reason.ADDRESS_IN_USE, Await.failure(bind()));
    Await.result(first.close());
    Received received = Received.of(second);
    PushSocket push = PushSocket.create(vertx);
    Await.result(push.connect(url()));
    push.send(Buffer.buffer("hello"));
    assertEquals(Buffer.buffer("hello"), received.next());
    Await.result(second.close());
    assertFalse(Files.exists(path()));
    Await.result(bind());
  }

  @Test
  void theFileIsGoneAfterTheEndpoint() throws IOException {
    Await.result(Await.result(bind()).close());
    assertEquals(List.of(), files());
  }

  @Test
  void theFileIsGoneAfterTheVerticle() throws IOException {
    String id =
        Await.result(
            vertx.deployVerticle(
                new VerticleBase() {
                  @Override
                  public Future<?> start() {
                    return PullSocket.create(vertx).bind(url());
                  }
                }));
    assertTrue(Files.exists(path()));
    Await.result(vertx.undeploy(id));
    assertEquals(List.of(), files());
  }

  @Test
  void theHookSeesWhoConnects() throws IOException {
    BlockingQueue<Peer> asked = new LinkedBlockingQueue<>();
    PullSocket pull = PullSocket.create(vertx, new SocketOptions());
    pull.peerHook(
        pipe -> {
          asked.add(pipe);
          return Future.succeededFuture();
        });
    Await.result(pull.bind(url()));
    PushSocket push = PushSocket.create(vertx);
    Happenings happenings = Happenings.of(push);
    push.connect(url());
    Credentials expected =
        new Credentials(
            toldPid(),
            (int) Files.getAttribute(path(), "unix:uid"),
            (int) Files.getAttribute(path(), "unix:gid"));
    assertEquals(expected, Await.next(asked).credentials().orElseThrow());
    assertEquals(
        expected,
        happenings.await(Type.CONNECTED).peer().orElseThrow().credentials().orElseThrow());
  }
}
