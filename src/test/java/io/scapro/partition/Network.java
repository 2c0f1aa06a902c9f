package io.scapro.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.interop.Requirement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two network namespaces that one cable joins, {@link #NEAR} and {@link #FAR}. Packets to and from
 * the far one can be dropped, by a table of nft there. The machine's own network has no part in it.
 * Deleted with the test, or with its JVM.
 */
final class Network implements AutoCloseable {

  /** The address of the near namespace. */
  static final String NEAR = "10.0.0.1";

  /** The address of the far namespace. */
  static final String FAR = "10.0.0.2";

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String name =
      "scapro-" + ProcessHandle.current().pid() + '-' + COUNT.incrementAndGet();
  private final String near = name + "-near";
  private final String far = name + "-far";
  private final Thread atExit = new Thread(this::delete);

  /** Skips the test where namespaces cannot be made; fails where interop is required. */
  Network() throws IOException, InterruptedException {
    Requirement.program("ip");
    Requirement.program("nft");
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      Ended made = run("", "ip", "netns", "add", near);
      Requirement.that(made.status == 0, "right to add network namespaces: " + made.output.strip());
      make();
    } catch (Throwable failure) {
      close();
      throw failure;
    }
  }

  private void make() throws IOException, InterruptedException {
    must("", "ip", "netns", "add", far);
    must("", ("ip link add cable netns " + near + " type veth peer cable netns " + far).split(" "));
    for (String each : List.of(near, far)) {
      String address = each.equals(near) ? NEAR : FAR;
      must("", "ip", "-n", each, "address", "add", address + "/24", "dev", "cable");
      must("", "ip", "-n", each, "link", "set", "lo", "up");
      must("", "ip", "-n", each, "link", "set", "cable", "up");
    }
  }

  /** The command that runs {@code command} in the near namespace, or in the far one. */
  List<String> command(boolean inFar, List<String> command) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", inFar ? far : near));
    all.addAll(command);
    return all;
  }

  /** Drops all packets between the two, both ways. */
  void cut() throws IOException, InterruptedException {
    rule("drop");
  }

  /** Drops one of {@code of} packets, at random, each way. */
  void lose(int of) throws IOException, InterruptedException {
    rule("numgen random mod " + of + " 0 drop");
  }

  private void rule(String rule) throws IOException, InterruptedException {
    String table =
        """
        table inet losses {
          chain in {
            type filter hook input priority 0
            iifname "cable" %1$s
          }
          chain out {
            type filter hook output priority 0
            oifname "cable" %1$s
          }
        }
        """
            .formatted(rule);
    must(table, command(true, List.of("nft", "-f", "-")).toArray(String[]::new));
  }

  /** All packets pass again. */
  void heal() throws IOException, InterruptedException {
    must(
        "delete table inet losses\n",
        command(true, List.of("nft", "-f", "-")).toArray(String[]::new));
  }

  private record Ended(int status, String output) {}

  private static void must(String input, String... command)
      throws IOException, InterruptedException {
    Ended ended = run(input, command);
    assertEquals(0, ended.status, () -> String.join(" ", command) + ": " + ended.output);
  }

  private static Ended run(String input, String... command)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var in = process.outputWriter()) {
      in.write(input);
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }

  @Override
  public void close() {
    delete();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  private void delete() {
    for (String each : List.of(near, far)) {
      try {
        if (Files.exists(Path.of("/run/netns", each))) {
          must("", "ip", "netns", "delete", each);
        }
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException("cannot delete the network namespace " + each, e);
      }
    }
  }
}
