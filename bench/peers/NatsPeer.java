import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Subscription;
import java.time.Duration;

/**
 * The Java client of NATS, both ends at one server: publish to subscribe, and request to reply. The
 * same arguments and output lines as the C peers.
 */
public final class NatsPeer {

  private static final String SUBJECT = "bench";
  private static final String READY = "ready";
  private static final String HERE = "here";
  private static final Duration LONG = Duration.ofHours(1);

  private final Connection connection;
  private final int size;
  private final long count;

  private NatsPeer(String url, int size, long count) throws Exception {
    Options options = new Options.Builder().server(url.replaceFirst("tcp:", "nats:")).build();
    this.connection = Nats.connect(options);
    this.size = size;
    this.count = count;
  }

  public static void main(String[] args) throws Exception {
    if (args.length != 4) {
      usage();
    }
    NatsPeer peer = new NatsPeer(args[1], Integer.parseInt(args[2]), Long.parseLong(args[3]));
    switch (args[0]) {
      case "local_thr" -> peer.subscribe();
      case "remote_thr" -> peer.publish();
      case "local_lat" -> peer.reply();
      case "remote_lat" -> peer.request();
      default -> usage();
    }
    peer.connection.flush(LONG);
    peer.connection.close();
  }

  private static void usage() {
    System.err.println("usage: NatsPeer local_thr|remote_thr|local_lat|remote_lat URL SIZE COUNT");
    System.exit(2);
  }

  /** The server drops what is published before somebody subscribes: the two ends meet first. */
  private Subscription ready() throws Exception {
    Subscription subscription = connection.subscribe(SUBJECT);
    // NATS drops what a slow subscriber has no room for; here all messages must arrive.
    subscription.setPendingLimits(-1, -1);
    connection
        .createDispatcher(asked -> connection.publish(asked.getReplyTo(), new byte[0]))
        .subscribe(READY);
    connection.publish(HERE, new byte[0]);
    return subscription;
  }

  private void awaitReady() throws Exception {
    Subscription here = connection.subscribe(HERE);
    // The server answers at once when nobody has subscribed; whoever does later says so.
    if (connection.request(READY, new byte[0], LONG) == null) {
      here.nextMessage(LONG);
    }
  }

  /** An empty message starts the clock; then come the messages that count. */
  private void subscribe() throws Exception {
    Subscription subscription = ready();
    expect(0, subscription.nextMessage(LONG));
    long start = System.nanoTime();
    for (long i = 0; i < count; i++) {
      expect(size, subscription.nextMessage(LONG));
    }
    double rate = count * 1e9 / (System.nanoTime() - start);
    System.out.printf("message size: %d [B]%n", size);
    System.out.printf("message count: %d%n", count);
    System.out.printf("throughput: %d [msg/s]%n", (long) rate);
    System.out.printf("throughput: %.3f [Mb/s]%n", rate * size * 8 / 1e6);
  }

  private void publish() throws Exception {
    awaitReady();
    connection.publish(SUBJECT, new byte[0]);
    byte[] body = new byte[size];
    for (long i = 0; i < count; i++) {
      connection.publish(SUBJECT, body);
    }
  }

  private void reply() throws Exception {
    Subscription subscription = ready();
    for (long i = 0; i < count; i++) {
      Message message = subscription.nextMessage(LONG);
      connection.publish(message.getReplyTo(), message.getData());
    }
  }

  private void request() throws Exception {
    awaitReady();
    byte[] body = new byte[size];
    long start = System.nanoTime();
    for (long i = 0; i < count; i++) {
      expect(size, connection.request(SUBJECT, body, LONG));
    }
    double latency = (System.nanoTime() - start) / 1e3 / (2.0 * count);
    System.out.printf("message size: %d [B]%n", size);
    System.out.printf("roundtrip count: %d%n", count);
    System.out.printf("average latency: %.3f [us]%n", latency);
  }

  private static void expect(int length, Message message) {
    if (message == null || message.getData().length != length) {
      throw new IllegalStateException("expected a message of " + length + " bytes");
    }
  }
}
