package io.scapro.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.scapro.cli.Launched;
import io.scapro.cluster.ClusterConfig;
import io.scapro.suite.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The examples of a cluster, each as a process, in a cluster that nobody else is in. */
@Timeout(180)
class ClusterRunIT {

  @TempDir private Path folder;

  private Path example(String name, ClusterConfig cluster) throws IOException {
    String text = Files.readString(Path.of("conf", name));
    return Files.writeString(
        folder.resolve(name),
        text.replace("\"cluster\": true", "\"cluster\": " + cluster.toJson().encode()));
  }

  private static void awaitLine(Launched run, String pattern) throws Exception {
    while (!run.line().matches(pattern)) {
      // what it tells else does not matter here
    }
  }

  @Test
  void nodesFindEachOtherAndWorkTogether() throws Exception {
    String launcher = Launched.install(folder.resolve("home")).toString();
    ClusterConfig cluster = TestCluster.newConfig();
    Path hub = example("cluster-hub.json", cluster);
    Path worker = example("cluster-worker.json", cluster);
    try (Launched first = Launched.start(folder, launcher, "run", hub.toString());
        Launched second = Launched.start(folder, launcher, "run", "-cluster", worker.toString())) {
      awaitLine(first, "push eventbus://jobs");
      awaitLine(second, "pull -> eventbus://jobs");
      awaitLine(first, ".*: tick \\d+");
      second.signal("TERM");
      assertEquals(143, second.end());
      first.signal("TERM");
      assertEquals(143, first.end());
      assertFalse(first.errors().contains("hazelcast"), first.errors()); // its own log
    }
  }
}
