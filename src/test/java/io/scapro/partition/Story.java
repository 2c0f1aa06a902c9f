package io.scapro.partition;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Nodes of a network, and all that they tell, in the order in which it arrives. */
final class Story implements AutoCloseable {

  /** For one line, among others: to be reached by a failure only. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Network network;
  private final BlockingQueue<JsonObject> arriving = new LinkedBlockingQueue<>();
  private final List<JsonObject> lines = new ArrayList<>();
  private final List<Process> processes = new ArrayList<>();

  Story(Network network) {
    this.network = network;
  }

  /** A started {@link Node}. */
  final class Teller {
    private final Process process;

    private Teller(Process process) {
      this.process = process;
    }

    void tell(String todo, String socket, Object... more) throws IOException {
      JsonObject command = new JsonObject().put("do", todo).put("socket", socket);
      for (int i = 0; i < more.length; i += 2) {
        command.put((String) more[i], more[i + 1]);
      }
      var out = process.outputWriter();
      out.write(command.encode() + '\n');
      out.flush();
    }
  }

  /** Starts a node and waits until it is ready. */
  Teller start(boolean inFar, List<String> arguments) throws IOException {
    List<String> java =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-Dvertx.disableDnsResolver=true",
                "-cp",
                System.getProperty("java.class.path"),
                Node.class.getName()));
    java.addAll(arguments);
    Process process =
        new ProcessBuilder(network.command(inFar, java))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    processes.add(process);
    Thread reader = new Thread(() -> read(process), "reads " + process.pid());
    reader.setDaemon(true);
    reader.start();
    return new Teller(process);
  }

  private void read(Process process) {
    try (BufferedReader out = process.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith("{")) {
          arriving.add(new JsonObject(line));
        }
      }
      arriving.add(new JsonObject().put("ended", process.pid()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Until nothing is under way: all that the nodes sent has been acknowledged. Until then there is
   * no keep-alive.
   */
  void awaitQuiet() throws IOException, InterruptedException {
    while (!isQuiet()) {
      if (Thread.interrupted()) {
        throw new InterruptedException("not quiet in time");
      }
      Thread.onSpinWait();
    }
  }

  private boolean isQuiet() throws IOException {
    for (Process each : processes) {
      for (String table : List.of("tcp", "tcp6")) {
        List<String> connections = Files.readAllLines(Path.of("/proc/" + each.pid(), "net", table));
        if (connections.stream().anyMatch(Story::isUnacknowledged)) {
          return false;
        }
      }
    }
    return true;
  }

  /** {@code connection}: number, local address, remote address, state, sent:received, … */
  private static boolean isUnacknowledged(String connection) {
    String[] columns = connection.strip().split(" +");
    return columns[3].equals("01") && !columns[4].startsWith("00000000:");
  }

  /** Where the story is now. */
  int here() {
    return lines.size();
  }

  JsonObject line(int index) {
    return lines.get(index);
  }

  /** The place of the first line at or after {@code from} that {@code is} so; waits for it. */
  int await(int from, String what, Predicate<JsonObject> is) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (int i = from; ; i++) {
      if (i == lines.size()) {
        JsonObject next = arriving.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        assertNotNull(
            next, () -> "expected " + what + ", got " + lines.subList(from, lines.size()));
        lines.add(next);
      }
      if (is.test(lines.get(i))) {
        return i;
      }
    }
  }

  int awaitEvent(int from, String socket, String type, String url) throws InterruptedException {
    return await(
        from,
        type + " of " + socket + " at " + url,
        line ->
            socket.equals(line.getString("socket"))
                && type.equals(line.getString("event"))
                && url.equals(line.getString("url")));
  }

  int awaitLog(int from, String... words) throws InterruptedException {
    return await(
        from,
        "a log with " + List.of(words),
        line ->
            line.containsKey("log")
                && List.of(words).stream().allMatch(line.getString("log")::contains));
  }

  int awaitAnswer(int from, String question) throws InterruptedException {
    return await(
        from, "an answer to " + question, line -> question.equals(line.getString("question")));
  }

  @Override
  public void close() {
    processes.forEach(process -> process.destroyForcibly().onExit().join());
  }
}
