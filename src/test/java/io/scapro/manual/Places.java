package io.scapro.manual;

import io.scapro.suite.ReservedPort;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The ports and abstract names that a page shows, and the free ones that a test uses instead. It
 * holds the ports until it is closed.
 */
final class Places implements AutoCloseable {

  private static final Pattern PORT =
      Pattern.compile("(?:://[^/\\s\"',]*:|(?<!\\S)-[lL] |--port )(\\d{4,5})\\b");
  private static final Pattern NAME = Pattern.compile("abstract://[\\w-]+");

  private final List<ReservedPort> ports = new ArrayList<>();

  /** By what the page shows. */
  private final Map<String, String> used = new LinkedHashMap<>();

  /** Chooses a free place for each of {@code text} that has none yet. */
  void reserve(String text) throws IOException {
    for (MatchResult each : PORT.matcher(text).results().toList()) {
      if (!used.containsKey(each.group(1))) {
        ReservedPort port = new ReservedPort();
        ports.add(port);
        used.put(each.group(1), Integer.toString(port.number()));
      }
    }
    NAME.matcher(text)
        .results()
        .map(MatchResult::group)
        .forEach(name -> used.computeIfAbsent(name, each -> each + '-' + UUID.randomUUID()));
  }

  /** {@code text} with the places that the test uses. */
  String used(String text) {
    return replace(text, used);
  }

  /** {@code text} with the places that the page shows. */
  String shown(String text) {
    Map<String, String> shown =
        used.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
    return replace(text, shown);
  }

  private static String replace(String text, Map<String, String> by) {
    if (by.isEmpty()) {
      return text;
    }
    return Pattern.compile("(?<!\\w)(?:" + String.join("|", by.keySet()) + ")(?!\\w)")
        .matcher(text)
        .replaceAll(each -> by.getOrDefault(each.group(), each.group()));
  }

  @Override
  public void close() throws IOException {
    for (ReservedPort each : ports) {
      each.close();
    }
  }
}
