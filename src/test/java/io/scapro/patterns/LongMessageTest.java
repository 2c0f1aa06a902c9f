package io.scapro.patterns;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.DropReason;
import io.scapro.Socket;
import io.scapro.SocketEvent.Type;
import io.scapro.SocketOptions;
import io.scapro.protocol.AnswerOptions;
import io.scapro.protocol.BusSocket;
import io.scapro.protocol.PairSocket;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.protocol.RespondentSocket;
import io.scapro.protocol.SurveyorOptions;
import io.scapro.protocol.SurveyorSocket;
import io.scapro.suite.Happenings;
import io.scapro.suite.LogLines;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A peer that ends the connection for a message's length: its sender learns the length. */
@ExtendWith(VertxExtension.class)
class LongMessageTest {

  /** No operating system buffers so many bytes of a connection. */
  private static final int LENGTH = 32 << 20;

  private static final int LIMIT = 100_000;
  private static final SocketOptions LIMITED = new SocketOptions().setReceiveMaxSize(LIMIT);

  private static final String NAME = "sender";
  private static final SocketOptions NAMED = new SocketOptions().setName(NAME);

  @TempDir Path folder;

  private static Socket receiver(Vertx vertx, String sender) {
    return switch (sender) {
      case "push" -> PullSocket.create(vertx, LIMITED);
      case "pair" -> PairSocket.create(vertx, LIMITED);
      case "bus" -> BusSocket.create(vertx, LIMITED);
      case "surveyor" -> {
        RespondentSocket respondent =
            RespondentSocket.create(vertx, new AnswerOptions().setReceiveMaxSize(LIMIT));
        respondent.handler(survey -> survey.reply(survey.body()));
        yield respondent;
      }
      default -> throw new AssertionError(sender);
    };
  }

  private record Sender(Socket socket, Runnable sends) {
    static Sender of(Vertx vertx, String protocol) {
      Buffer body = Buffer.buffer(new byte[LENGTH]);
      return switch (protocol) {
        case "push" -> {
          PushSocket push = PushSocket.create(vertx, NAMED);
          yield new Sender(push, () -> push.send(body));
        }
        case "pair" -> {
          PairSocket pair = PairSocket.create(vertx, NAMED);
          yield new Sender(pair, () -> pair.send(body));
        }
        case "bus" -> {
          BusSocket bus = BusSocket.create(vertx, NAMED);
          yield new Sender(bus, () -> bus.send(body));
        }
        case "surveyor" -> {
          SurveyorSocket surveyor =
              SurveyorSocket.create(vertx, new SurveyorOptions().setName(NAME));
          yield new Sender(surveyor, () -> surveyor.survey(body));
        }
        default -> throw new AssertionError(protocol);
      };
    }
  }

  private String url(String scheme) {
    return scheme.equals("ipc") ? "ipc://" + folder.resolve("s") : scheme + "://127.0.0.1:0";
  }

  @ParameterizedTest
  @CsvSource({"push, tcp", "push, ipc", "pair, tcp", "bus, tcp", "surveyor, tcp"})
  void isNamedByASenderThatConnected(String protocol, String scheme, Vertx vertx) {
    Sender sender = Sender.of(vertx, protocol);
    String url = result(receiver(vertx, protocol).bind(url(scheme))).address().toString();
    isNamed(sender, url, () -> result(result(sender.socket.connect(url)).connected()));
  }

  @ParameterizedTest
  @CsvSource({"push, tcp", "push, ipc", "pair, tcp", "bus, tcp", "surveyor, tcp"})
  void isNamedByASenderThatIsBound(String protocol, String scheme, Vertx vertx) {
    Sender sender = Sender.of(vertx, protocol);
    Happenings happenings = Happenings.of(sender.socket);
    String url = result(sender.socket.bind(url(scheme))).address().toString();
    isNamed(
        sender,
        url,
        () -> {
          result(receiver(vertx, protocol).connect(url));
          happenings.await(Type.ACCEPTED);
        });
  }

  private static void isNamed(Sender sender, String url, Runnable join) {
    join.run();
    Happenings happenings = Happenings.of(sender.socket);
    try (LogLines log = new LogLines("io.scapro." + NAME)) {
      sender.sends.run();
      String line = log.next();
      assertTrue(line.startsWith("WARNING"), line);
      assertTrue(line.contains(url), line);
      int length = sender.socket instanceof SurveyorSocket ? LENGTH + 4 : LENGTH;
      assertTrue(line.contains(" " + length + " bytes; do: "), line);
      assertTrue(line.contains("receiveMaxSize"), line);
    }
    happenings.await(Type.DISCONNECTED);
    assertEquals(1, result(sender.socket.statistics()).dropped(DropReason.DISCONNECTED));
  }
}
