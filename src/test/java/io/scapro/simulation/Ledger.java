package io.scapro.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What was sent and delivered, with the promises for each message. */
final class Ledger {

  private final Set<String> sent = new HashSet<>();
  private final Map<String, Spec.Role> accepted = new HashMap<>();
  private final Map<String, Spec.Role> failed = new HashMap<>();
  private final Map<String, Integer> deliveries = new HashMap<>();
  private final Map<String, Integer> newest = new HashMap<>();
  private final Set<String> delivered = new HashSet<>();
  private final Set<String> forwarded = new HashSet<>();
  private final List<String> open = new ArrayList<>();

  void sent(Body body) {
    sent.add(body.id());
    open.add(body.id());
  }

  /** The future of the send, request or survey has completed. */
  void done(Body body, Spec.Role role, boolean succeeded) {
    open.remove(body.id());
    if (succeeded) {
      accepted.put(body.id(), role);
    } else {
      failed.put(body.id(), role);
    }
  }

  /** Sends, requests and surveys of process {@code node} that have not completed. */
  List<String> open(int node, int life) {
    String prefix = node + "." + life + ".";
    return open.stream().filter(id -> id.startsWith(prefix)).toList();
  }

  /**
   * Process {@code receiver} got {@code body} over a connection.
   *
   * @param connection identifies the connection at the receiver
   * @param once whether no process may get it again; null: it may be delivered again
   */
  void delivered(Body body, int receiver, String connection, boolean ordered, Boolean once) {
    String id = body.id();
    Violation.check(sent.contains(id), "origin", id + " was delivered and never sent");
    delivered.add(id + "@" + receiver);
    boolean anywhere = Boolean.TRUE.equals(once);
    int times = deliveries.merge(anywhere ? id : id + "@" + receiver, 1, Integer::sum);
    Violation.check(
        once == null || times == 1, "once", id + " was delivered again, to " + receiver);
    if (ordered) {
      Integer before =
          newest.put(connection + "/" + body.origin() + "." + body.life(), body.number());
      Violation.check(
          before == null || before < body.number(),
          "order",
          id + " was delivered after number " + before + " to " + receiver);
    }
  }

  /** The socket that {@code body} was written to has accepted it. */
  void forwarded(Body body) {
    Violation.check(
        sent.contains(body.id()) && forwarded.add(body.id()),
        "once",
        body.id() + " was forwarded again");
  }

  /** What process {@code node} has written, and no socket has accepted. */
  Set<String> notForwarded(int node, int life) {
    String prefix = node + "." + life + ".";
    return accepted.keySet().stream()
        .filter(id -> id.startsWith(prefix) && !forwarded.contains(id))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  boolean isDelivered(String id, int receiver) {
    return delivered.contains(id + "@" + receiver);
  }

  /** Messages of {@code role} that could not be sent. */
  List<String> failed(Spec.Role role) {
    return failed.entrySet().stream()
        .filter(entry -> entry.getValue() == role)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Accepted messages of {@code role} that no process got. */
  List<String> lost(Spec.Role role) {
    return accepted.entrySet().stream()
        .filter(entry -> entry.getValue() == role && !deliveries.containsKey(entry.getKey()))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
