package io.scapro.patterns;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.Reason;
import io.scapro.SocketOptions;
import io.scapro.protocol.RepSocket;
import io.scapro.protocol.ReqSocket;
import io.scapro.suite.Await;
import io.scapro.suite.TestCa;
import io.scapro.suite.TestCa.Issued;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A request or reply that is too long for its reader fails alone; the others are answered. */
@Timeout(60)
class LongRequestTest {

  private static final Set<Reason> REASONS = Set.of(Reason.TOO_LONG, Reason.RESENT_TOO_OFTEN);

  @TempDir Path folder;
  private Vertx vertx;
  private Issued certificate;
  private RepSocket rep;
  private ReqSocket req;

  @BeforeEach
  void open() {
    vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    certificate = new TestCa(folder, "authority").selfSigned("127.0.0.1");
    rep = RepSocket.create(vertx, new SocketOptions().setReceiveMaxSize(100_000));
    req = ReqSocket.create(vertx);
  }

  @AfterEach
  void close() {
    result(vertx.close());
  }

  private void join(Way way) {
    way.connect(req, way.bind(vertx, rep, folder, certificate), certificate);
  }

  private List<Future<Buffer>> askTwenty() {
    List<Future<Buffer>> replies = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      replies.add(req.request(Buffer.buffer("small " + i)));
    }
    return replies;
  }

  private static void assertAnswered(List<Future<Buffer>> replies) {
    for (int i = 0; i < replies.size(); i++) {
      assertEquals("small " + i, result(replies.get(i)).toString());
    }
  }

  @ParameterizedTest
  @EnumSource
  void failsARequestThatIsTooLong(Way way) {
    rep.handler(request -> request.reply(request.body()));
    join(way);
    List<Future<Buffer>> before = askTwenty();
    Future<Buffer> longest = req.request(Buffer.buffer(new byte[2_000_000]));
    List<Future<Buffer>> after = askTwenty();
    Reason reason = Await.failure(longest);
    assertTrue(REASONS.contains(reason), reason::toString);
    assertAnswered(before);
    assertAnswered(after);
    assertAnswered(askTwenty());
  }

  @ParameterizedTest
  @EnumSource
  void failsARequestWhoseReplyIsTooLong(Way way) {
    rep.handler(
        request ->
            request.reply(
                request.body().length() == 0
                    ? Buffer.buffer(new byte[2_000_000])
                    : request.body()));
    join(way);
    Future<Buffer> longest = req.request(Buffer.buffer());
    List<Future<Buffer>> after = askTwenty();
    Reason reason = Await.failure(longest);
    assertTrue(REASONS.contains(reason), reason::toString);
    assertAnswered(after);
  }
}
