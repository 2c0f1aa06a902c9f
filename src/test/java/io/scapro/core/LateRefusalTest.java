package io.scapro.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.DropReason;
import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.Reason;
import io.scapro.SocketEvent.Type;
import io.scapro.protocol.PairSocket;
import io.scapro.suite.Await;
import io.scapro.suite.Happenings;
import io.scapro.suite.RawPeer;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that were greeted and are refused then: what they sent is counted to the last message. */
@ExtendWith(VertxExtension.class)
class LateRefusalTest {

  private static final String PAIR = "0053500000100000";
  private static final int MANY = 50; // fit into the buffers of a Unix domain socket

  private PairSocket pair;
  private Happenings happenings;

  @TempDir private Path folder;

  @BeforeEach
  void open(Vertx vertx) {
    pair = PairSocket.create(vertx);
    happenings = Happenings.of(pair);
  }

  private Endpoint bind(String url) {
    return Await.result(
        pair.bind(
            url.replace("FOLDER", folder.toString()),
            new EndpointOptions().setHandshakeTimeout(Await.PATIENCE)));
  }

  private static void send(RawPeer peer) throws Exception {
    for (int i = 0; i < MANY; i++) {
      peer.sendFrame(Buffer.buffer("message " + i));
    }
  }

  private void isRefusedAndCounted(RawPeer peer, Reason reason) throws Exception {
    assertEquals(reason, happenings.await(Type.REFUSED).cause().orElseThrow().reason());
    assertEquals(0, peer.rest().length());
    peer.close();
    long dropped = 0;
    while (dropped < MANY) {
      dropped += happenings.await(Type.DROPPED).count();
    }
    assertEquals(MANY, dropped);
    var statistics = Await.result(pair.statistics());
    assertEquals(MANY, statistics.dropped().get(DropReason.PEER_REFUSED));
    assertEquals(0, statistics.delivered());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp://127.0.0.1:0", "ipc://FOLDER/a", "foreign://127.0.0.1:0"})
  void whoIsRefusedByALateHookIsCounted(String url) throws Exception {
    Promise<Void> decision = Promise.promise();
    pair.peerHook(peer -> decision.future());
    Endpoint bound = bind(url);
    try (RawPeer peer = RawPeer.connect(bound)) {
      peer.read(8); // the greeting comes before the answer of the hook
      peer.send(PAIR);
      send(peer);
      decision.fail("too late");
      isRefusedAndCounted(peer, Reason.REFUSED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp://127.0.0.1:0", "ipc://FOLDER/a", "foreign://127.0.0.1:0"})
  void whoLosesTheRaceForThePlaceOfAPairIsCounted(String url) throws Exception {
    Endpoint bound = bind(url);
    try (RawPeer winner = RawPeer.connect(bound);
        RawPeer loser = RawPeer.connect(bound)) {
      winner.read(8);
      loser.read(8);
      winner.send(PAIR);
      happenings.await(Type.ACCEPTED);
      loser.send(PAIR);
      send(loser);
      isRefusedAndCounted(loser, Reason.REFUSED);
      Await.result(pair.send(Buffer.buffer("stays")));
      assertEquals(Buffer.buffer("stays"), winner.readFrame());
    }
  }

  @Test
  void theGreetingOfWhoIsAdmittedDoesNotWaitForTheirs() throws Exception {
    try (RawPeer silent = RawPeer.connect(bind("tcp://127.0.0.1:0"))) {
      assertEquals(8, silent.read(8).length());
      assertEquals(List.of(), Await.result(pair.statistics()).peers());
      assertTrue(Await.result(pair.statistics()).endpoints().get(0).inProgress() > 0);
    }
  }
}
