import io.scapro.protocol.RespondentSocket;
import io.scapro.protocol.SurveyorSocket;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/**
 * One question to every client that is connected: the server waits for the first, asks, and takes
 * answers until its deadline, one second.
 *
 * <pre>
 *   examples/run survey server tcp://127.0.0.1:5555
 *   examples/run survey client tcp://127.0.0.1:5555 client0
 * </pre>
 */
public class Survey {

  public static void main(String[] args) {
    switch (args.length > 1 ? args[0] + args.length : "") {
      case "server2" -> server(args[1]);
      case "client3" -> client(args[1], args[2]);
      default -> System.err.println("expected: survey server URL | client URL NAME");
    }
  }

  private static void server(String url) {
    Vertx vertx = Vertx.vertx();
    SurveyorSocket surveyor = SurveyorSocket.create(vertx);
    surveyor.bind(url).await().connected().await(); // the first client
    System.out.println("SERVER: SENDING DATE SURVEY REQUEST");
    Promise<Void> deadline = Promise.promise();
    surveyor
        .survey(Buffer.buffer("DATE"))
        .handler(
            answer -> System.out.printf("SERVER: RECEIVED \"%s\" SURVEY RESPONSE%n", answer.body()))
        .endHandler(deadline::complete);
    deadline.future().await();
    vertx.close().await();
  }

  private static void client(String url, String name) {
    Vertx vertx = Vertx.vertx();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> vertx.close().await()));
    RespondentSocket respondent = RespondentSocket.create(vertx);
    respondent.handler(
        survey -> {
          System.out.printf("CLIENT (%s): RECEIVED \"%s\" SURVEY REQUEST%n", name, survey.body());
          System.out.printf("CLIENT (%s): SENDING DATE SURVEY RESPONSE%n", name);
          survey.reply(Buffer.buffer(name));
        });
    respondent.connect(url).await();
  }
}
