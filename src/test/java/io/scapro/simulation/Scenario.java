package io.scapro.simulation;

import io.scapro.simulation.net.Network;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All that happens in one run: processes, and events in the order of their times. The order of
 * tasks follows from the seed.
 */
record Scenario(long seed, Network.Quality quality, List<Spec> nodes, List<Event> events) {

  Scenario with(List<Event> fewer) {
    return new Scenario(seed, quality, nodes, fewer);
  }

  boolean has(Event.What what) {
    return events.stream().anyMatch(event -> event.what() == what);
  }

  /** The scenario as a script to read. */
  String script() {
    return "%s%n%s%n%s"
        .formatted(
            quality,
            nodes.stream().map(Spec::toString).collect(Collectors.joining("\n")),
            events.stream().map(Event::toString).collect(Collectors.joining("\n")));
  }
}
