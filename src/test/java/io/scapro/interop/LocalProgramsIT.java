package io.scapro.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Endpoint;
import io.scapro.peers.Proof;
import io.scapro.protocol.PairSocket;
import io.scapro.suite.Await;
import io.scapro.suite.Bodies;
import io.scapro.suite.Received;
import io.scapro.suite.TransportContract;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.transport.Transport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The ways within one machine on the native transport, with every body, whoever binds. */
class LocalProgramsIT {

  @TempDir Path folder;
  private Vertx vertx;

  @BeforeEach
  void open() {
    Requirement.that(Transport.nativeTransport() != null, "native transport for this machine");
    vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
  }

  @AfterEach
  void close() {
    if (vertx != null) {
      Await.result(vertx.close());
    }
  }

  static Stream<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (boolean weBind : new boolean[] {true, false}) {
      for (String body : Bodies.ALL.keySet()) {
        cases.add(Arguments.of("nanocat", "ipc", weBind, body));
        cases.add(Arguments.of("nngcat", "ipc", weBind, body));
        cases.add(Arguments.of("nngcat", "unix", weBind, body));
        cases.add(Arguments.of("nngcat", "abstract", weBind, body));
      }
    }
    return cases.stream();
  }

  private String url(String scheme) {
    return scheme
        + "://"
        + (scheme.equals("abstract") ? "scapro%2f" + UUID.randomUUID() : folder.resolve("socket"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void talksWithTheirPair(
      String program, String scheme, boolean weBind, String name, TestReporter reporter)
      throws Exception {
    Requirement.program(program);
    String library = Proof.library(program);
    Proof.publish(reporter, "native", library, "pair", scheme, Proof.side(weBind));
    Buffer body = Bodies.of(name);
    String url = url(scheme);
    PairSocket pair = PairSocket.create(vertx);
    Received received = Received.of(pair);
    if (weBind) {
      Await.result(pair.bind(url));
    }
    List<String> command =
        Peer.command(
            program,
            weBind ? "--connect" : "--bind",
            url,
            program.equals("nngcat") ? "--pair0" : "--pair",
            Peer.data(body, folder),
            "--hex");
    try (Peer peer = Peer.start(command)) {
      if (!weBind) {
        Endpoint connecting = Await.result(pair.connect(url, TransportContract.soon()));
        Await.result(connecting.connected());
      }
      assertEquals(body, received.next());
      pair.send(body.copy());
      assertEquals(body, peer.printed());
    }
  }
}
