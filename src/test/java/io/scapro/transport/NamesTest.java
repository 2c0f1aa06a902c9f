package io.scapro.transport;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.EndpointOptions.FirstAttempt;
import io.scapro.Reason;
import io.scapro.cli.Launched;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.suite.Await;
import io.scapro.suite.RawPeer;
import io.scapro.suite.TestCa;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Host names, IP addresses and what TLS says of them, over each transport that has them. */
@ExtendWith(VertxExtension.class)
@Timeout(120)
class NamesTest {

  @TempDir Path folder;
  private PullSocket pull;
  private PushSocket push;

  @BeforeEach
  void open(Vertx vertx) {
    pull = PullSocket.create(vertx);
    push = PushSocket.create(vertx);
  }

  /** Within one attempt, with the resolver of Vert.x and with that of Java. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void eachAddressOfANameIsTried(boolean java) throws Exception {
    Path hosts = Files.createFile(folder.resolve("hosts"));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dvertx.disableDnsResolver=" + java,
            "-Djdk.net.hosts.file=" + hosts,
            "-Dsun.net.inetaddr.ttl=0",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            NamesApplication.class.getName(),
            hosts.toString());
    List<String> expected = new ArrayList<>();
    for (String scheme : List.of("tcp", "tls+tcp", "ws")) {
      expected.add(scheme + " twin 127.0.0.1");
      expected.add(scheme + " twin 127.0.0.2");
      expected.add(scheme + " both 127.0.0.1");
      expected.add(scheme + " both. 127.0.0.1");
      expected.add(scheme + " both [::1]");
      expected.add(scheme + " both. [::1]");
      expected.add(scheme + " moved");
    }
    try (Launched application = Launched.start(folder, command.toArray(String[]::new))) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < expected.size(); i++) {
        lines.add(application.line());
      }
      assertEquals(expected, lines);
      assertEquals(0, application.end());
    }
  }

  /** Also verified, where the scheme has TLS. */
  @ParameterizedTest
  @CsvSource({
    "tcp, 127.0.0.1",
    "tcp, [::1]",
    "tcp, [::1%1]",
    "tcp, [::1%25LOOPBACK]",
    "tcp, [LINK]",
    "tcp, [::ffff:127.0.0.1]",
    "tls+tcp, 127.0.0.1",
    "tls+tcp, [::1]",
    "tls+tcp, [::1%LOOPBACK]",
    "tls+tcp, [LINK]",
    "tls+tcp, [::ffff:127.0.0.1]",
    "ws, 127.0.0.1",
    "ws, [::1%25LOOPBACK]",
    "ws, [LINK]",
    "ws, [::ffff:127.0.0.1]",
    "wss, 127.0.0.1",
    "wss, [::1]",
    "wss, [LINK]",
  })
  void literalsConnect(String scheme, String text) throws IOException {
    String literal =
        text.replace("LOOPBACK", NetworkInterface.getByInetAddress(ip("127.0.0.1")).getName())
            .replace("LINK", linkLocal());
    TestCa ca = new TestCa(folder, "authority");
    TestCa.Issued own =
        ca.issue("some.example", "127.0.0.1", "::1", linkLocal().replaceFirst("%.*", ""));
    Endpoint bound =
        result(
            pull.bind(
                scheme + "://" + literal + ":0",
                new EndpointOptions()
                    .with(
                        new TlsOptions()
                            .setCertificates(List.of(own.certificate().toString()))
                            .setKeys(List.of(own.key().toString())))));
    EndpointOptions options =
        new EndpointOptions()
            .setFirstAttempt(FirstAttempt.FAIL)
            .with(new TlsOptions().setTrusted(List.of(ca.pem().toString())));
    result(result(push.connect(bound.address().toString(), options)).connected());
  }

  private static InetAddress ip(String literal) throws IOException {
    return InetAddress.getByName(literal);
  }

  /** A link-local address of this machine with its zone; the loopback address where none is. */
  private static String linkLocal() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet6Address && address.isLinkLocalAddress())
        .map(InetAddress::getHostAddress)
        .findFirst()
        .orElse("::1%1");
  }

  @ParameterizedTest
  @CsvSource({
    "tcp, [zz]",
    "tcp, [127.0.0.1]",
    "tcp, [::g]",
    "tcp, [fe80::1%]",
    "tls+tcp, [zz]",
    "ws, [zz]",
    "wss, [zz]",
    "tcp, [localhost]",
  })
  void whatIsNoAddressIsRefusedAtTheCall(String scheme, String literal) {
    String url = scheme + "://" + literal + ":1";
    assertEquals(Reason.BAD_ADDRESS, Await.failure(push.connect(url)));
    assertEquals(Reason.BAD_ADDRESS, Await.failure(pull.bind(url)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "tls+tcp", "ws", "wss"})
  void aZoneThatIsNoInterfaceCannotBeBound(String scheme) {
    String url = scheme + "://[fe80::1%nosuch]:0";
    assertEquals(Reason.BAD_ADDRESS, Await.failure(pull.bind(url)));
  }

  /** None for a literal address; a name without its last dot. */
  @ParameterizedTest
  @CsvSource({
    "tls+tcp, 127.0.0.1, JDK, ''",
    "tls+tcp, 127.0.0.1, OPENSSL, ''",
    "wss, 127.0.0.1, JDK, ''",
    "tls+tcp, [::ffff:127.0.0.1], JDK, ''",
    "tls+tcp, localhost, JDK, localhost",
    "tls+tcp, localhost., JDK, localhost",
    "tls+tcp, localhost., OPENSSL, localhost",
    "wss, localhost., JDK, localhost",
  })
  void aClientAsksForNamesOnly(String scheme, String host, TlsOptions.Engine engine, String asked)
      throws IOException {
    TcpOptions ipv4 = new TcpOptions().setIpv4Only(!host.startsWith("["));
    EndpointOptions options =
        new EndpointOptions().with(new TlsOptions().setInsecure(true).setEngine(engine)).with(ipv4);
    try (ServerSocket server = new ServerSocket(0, 5, ip("127.0.0.1"))) {
      push.connect(scheme + "://" + host + ":" + server.getLocalPort(), options);
      try (RawPeer peer = RawPeer.accept(server)) {
        assertEquals(asked, serverName(hello(peer)));
      }
    }
  }

  private static byte[] hello(RawPeer peer) throws IOException {
    int length = peer.read(5).getUnsignedShort(3);
    return peer.read(length).getBytes();
  }

  /** What the extension of type 0 says; the other bytes have no host name in them. */
  private static String serverName(byte[] hello) {
    String text = new String(hello, StandardCharsets.ISO_8859_1);
    assertFalse(text.contains("127.0.0.1"), text);
    int at = text.indexOf("localhost");
    return at < 0 ? "" : text.substring(at, at + hello[at - 1]);
  }

  /** The error says what was tried. */
  @Test
  void theErrorOfANameNamesItsAddresses() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, ip("127.0.0.1"))) {
      port = free.getLocalPort();
    }
    EndpointOptions options = new EndpointOptions().setFirstAttempt(FirstAttempt.FAIL);
    String url = "tcp://localhost:" + port;
    String text = failureText(url, options);
    for (InetAddress each : InetAddress.getAllByName("localhost")) {
      assertTrue(text.startsWith("connect to " + url), text);
      assertTrue(text.contains(each.getHostAddress()), text);
    }
  }

  private String failureText(String url, EndpointOptions options) {
    var connecting = push.connect(url, options);
    assertFalse(Await.outcome(connecting));
    return connecting.cause().getMessage();
  }

  @Test
  void aPartOfASchemeIsCompleted() {
    var connecting = push.connect("tls://localhost:1");
    assertFalse(Await.outcome(connecting));
    assertTrue(
        connecting.cause().getMessage().contains("did you mean \"tls+tcp\"?"),
        connecting.cause().getMessage());
  }

  @Test
  void everyInterfaceMeansBothFamilies() throws IOException {
    Endpoint bound = result(pull.bind("tcp://*:0"));
    String url = bound.address().toString();
    String port = url.substring(url.lastIndexOf(':'));
    EndpointOptions options = new EndpointOptions().setFirstAttempt(FirstAttempt.FAIL);
    result(push.connect("tcp://127.0.0.1" + port, options));
    result(push.connect("tcp://[::1]" + port, options));
  }
}
