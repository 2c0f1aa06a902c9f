package example.orders;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a process is started with.
 *
 * @param parts the parts that run in this process
 * @param http the port of the front; 0: any free port
 * @param addresses of the service; with port 0, only where the service runs in this process too
 * @param certificates the folder of the script {@code certificates}
 * @param journal the file of the orders
 * @param workers how many run in this process
 * @param packingMillis how long a worker needs for an order
 */
record Settings(
    Set<Part> parts,
    int http,
    Addresses addresses,
    String certificates,
    String journal,
    int workers,
    long packingMillis) {

  /** What can run in a process of its own. */
  enum Part {
    SERVICE,
    WORKER,
    FRONT
  }

  private static final Map<String, String> DEFAULTS =
      Map.of(
          "http", "8080",
          "orders", "tls+tcp://localhost:7001",
          "events", "tls+tcp://localhost:7002",
          "jobs", "tls+tcp://localhost:7003",
          "results", "tls+tcp://localhost:7004",
          "certificates", "target/certificates",
          "journal", "target/journal",
          "workers", "2",
          "packing", "1000");

  /**
   * Reads a command line: names of parts, all without any, and {@code NAME=VALUE}.
   *
   * @throws IllegalArgumentException a word is unknown, or a number is none
   */
  static Settings of(List<String> words) {
    Map<String, String> values = new TreeMap<>(DEFAULTS);
    Set<Part> parts = EnumSet.noneOf(Part.class);
    for (String word : words) {
      String[] pair = word.split("=", 2);
      if (pair.length == 1) {
        parts.add(part(word));
      } else if (values.replace(pair[0], pair[1]) == null) {
        throw new IllegalArgumentException(
            "expected one of %s, got %s".formatted(values.keySet(), pair[0]));
      }
    }
    return new Settings(
        parts.isEmpty() ? EnumSet.allOf(Part.class) : parts,
        Integer.parseInt(values.get("http")),
        new Addresses(
            values.get("orders"), values.get("events"), values.get("jobs"), values.get("results")),
        values.get("certificates"),
        values.get("journal"),
        Integer.parseInt(values.get("workers")),
        Long.parseLong(values.get("packing")));
  }

  private static Part part(String word) {
    for (Part each : Part.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(word)) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "expected service, worker, front or NAME=VALUE, got " + word);
  }

  Settings at(Addresses real) {
    return new Settings(parts, http, real, certificates, journal, workers, packingMillis);
  }
}
