import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  private static final List<String> IN =
      List.of("pair.in", "pair1.in", "bus.in", "prices", "results", "questions", "surveys");

  public static void main(String[] files) throws IOException {
    Vertx vertx = Vertx.vertx();
    EventBus bus = vertx.eventBus();
    for (String file : files) {
      JsonObject json = new JsonObject(Files.readString(Path.of(file)));
      for (Object each : json.getJsonArray("verticles")) {
        String name = ((JsonObject) each).getString("name");
        JsonObject config = ((JsonObject) each).getJsonObject("config");
        if (name.startsWith("scapro:")) { // the others stand for an application
          vertx.deployVerticle(name, new DeploymentOptions().setConfig(config)).await();
        }
      }
    }
    IN.forEach(address -> bus.consumer(address, message -> heard(address, message)));
    System.out.println("ready");
    for (Scanner lines = new Scanner(System.in); lines.hasNext(); ) {
      String address = lines.next();
      bus.request(address, lines.nextLine().strip())
          .onSuccess(reply -> System.out.println(address + " -> " + reply.body()))
          .onFailure(failure -> System.out.println(address + " failed: " + failure));
    }
  }

  private static void heard(String address, Message<Object> message) {
    System.out.println(address + ": " + message.body());
    message.reply("heard " + message.body());
  }
}
