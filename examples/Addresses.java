import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Scanner;

/**
 * An application that knows event-bus addresses only; the network is in files. It prints what comes
 * to its addresses, and answers; lines of standard input, ADDRESS TEXT, are sent.
 *
 * <pre>
 *   examples/run addresses conf/reqrep.json conf/pair.json
 *   bin/nanocat --req -l 5564 -D hello -A     # heard hello
 * </pre>
 */
public class Addresses {

  public static void main(String[] files) throws IOException {
    Vertx vertx = Vertx.vertx();
    for (String file : files) {
      JsonObject json = new JsonObject(Files.readString(Path.of(file)));
      for (Object each : json.getJsonArray("verticles")) {
        String name = ((JsonObject) each).getString("name");
        JsonObject config = ((JsonObject) each).getJsonObject("config");
        if (name.startsWith("scapro:")) { // the others stand for an application
          vertx.deployVerticle(name, new DeploymentOptions().setConfig(config)).await();
          String address = config.getString("deliver", "prices");
          vertx.eventBus().consumer(address, message -> heard(address, message));
        }
      }
    }
    System.out.println("ready");
    for (Scanner lines = new Scanner(System.in); lines.hasNext(); ) {
      String address = lines.next();
      Future<Message<Object>> reply = vertx.eventBus().request(address, lines.nextLine().strip());
      reply.onSuccess(answer -> System.out.println(address + " -> " + answer.body()));
    }
  }

  private static void heard(String address, Message<Object> message) {
    System.out.println(address + ": " + message.body());
    message.reply("heard " + message.body());
  }
}
