package io.scapro.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Endpoint;
import io.scapro.SocketEvent.Type;
import io.scapro.protocol.PairSocket;
import io.scapro.suite.Await;
import io.scapro.suite.Happenings;
import io.scapro.suite.Received;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A second peer of a PAIR sends nothing that is lost. nanocat tries until the first has left;
 * nngcat ends with an error when its first attempt fails.
 */
@ExtendWith(VertxExtension.class)
class RefusedProgramsIT {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "nanocat, tcp://127.0.0.1:0, true",
    "nngcat, tcp://127.0.0.1:0, false",
    "nanocat, ipc, true",
    "nngcat, ipc, false",
    "nanocat, ws://127.0.0.1:0/pair, false",
    "nngcat, ws://127.0.0.1:0/pair, false"
  })
  void aSecondPairLosesNothing(String program, String url, boolean waits, Vertx vertx)
      throws Exception {
    Requirement.program(program);
    PairSocket pair = PairSocket.create(vertx);
    Received received = Received.of(pair);
    Endpoint bound =
        Await.result(pair.bind(url.equals("ipc") ? "ipc://" + folder.resolve("socket") : url));
    String address = bound.address().toString();
    PairSocket first = PairSocket.create(vertx);
    Await.result(Await.result(first.connect(address)).connected());
    Happenings happenings = Happenings.of(pair);
    Peer second =
        Peer.start(
            Peer.command(
                program,
                "--connect",
                address,
                program.equals("nngcat") ? "--pair0" : "--pair",
                Peer.data(Buffer.buffer("waited"), folder)));
    try {
      happenings.await(Type.REFUSED);
      first.send(Buffer.buffer("still paired"));
      assertEquals(Buffer.buffer("still paired"), received.next());
      assertTrue(received.isEmpty());
      if (waits) {
        Await.result(first.close());
        assertEquals(Buffer.buffer("waited"), received.next());
      }
      assertEquals(1, bound.pipes());
      assertEquals(waits ? 2 : 1, Await.result(pair.statistics()).received());
      assertEquals(Map.of(), Await.result(pair.statistics()).dropped());
    } finally {
      second.close();
    }
  }
}
