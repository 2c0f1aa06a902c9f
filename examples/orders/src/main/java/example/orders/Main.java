package example.orders;

import io.vertx.core.Vertx;
import java.util.List;

/** Starts the application. SIGTERM stops it: sockets send what they accepted, then close. */
public final class Main {

  private Main() {}

  /**
   * Starts the parts that the command line names.
   *
   * @param args as for the script {@code run}
   */
  public static void main(String[] args) {
    try {
      Settings settings = Settings.of(List.of(args));
      Vertx vertx = Vertx.vertx();
      Application application = Application.start(vertx, settings).await();
      Thread stop = new Thread(() -> application.stop().eventually(vertx::close).await());
      Runtime.getRuntime().addShutdownHook(stop);
      FrontVerticle front = application.front();
      String where = front == null ? "" : ", http://127.0.0.1:" + front.port() + "/";
      System.out.println("orders: running" + where);
    } catch (Exception failure) {
      System.err.println("orders: " + failure.getMessage());
      System.exit(1);
    }
  }
}
