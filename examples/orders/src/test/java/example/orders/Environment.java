package example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder with new certificates, and settings for it where every port is a free one. */
record Environment(Path folder) {

  /** Makes certificates in {@code folder}, as the first start of the application does. */
  static Environment in(Path folder) throws IOException, InterruptedException {
    Process script =
        new ProcessBuilder("./certificates", folder.toString()).redirectErrorStream(true).start();
    String output = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, script.waitFor(), output);
    return new Environment(folder);
  }

  Path journal() {
    return folder.resolve("journal");
  }

  /** Words of a command line are added. */
  Settings settings(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("certificates=" + folder, "journal=" + journal(), "http=0", "packing=0"));
    for (String address : List.of("orders", "events", "jobs", "results")) {
      words.add(address + "=tls+tcp://127.0.0.1:0");
    }
    words.addAll(List.of(more));
    return Settings.of(words);
  }
}
