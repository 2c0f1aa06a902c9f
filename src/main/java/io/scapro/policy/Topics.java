package io.scapro.policy;

import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions as a byte trie. They are counted: a topic subscribed twice stays until it is
 * unsubscribed twice, as in nanomsg. Matching needs at most one step for each byte of the longest
 * topic, whatever the number of topics. There is no recursion, so a long topic cannot overflow the
 * stack.
 */
public final class Topics {

  private static final class Node {
    int count;
    @Nullable Map<Byte, Node> children;

    @Nullable Node child(byte b) {
      return children == null ? null : children.get(b);
    }

    Node childOrNew(byte b) {
      if (children == null) {
        children = new HashMap<>(4);
      }
      return children.computeIfAbsent(b, any -> new Node());
    }
  }

  private final Node root = new Node();

  public void add(Buffer topic) {
    Node node = root;
    for (int i = 0; i < topic.length(); i++) {
      node = node.childOrNew(topic.getByte(i));
    }
    node.count++;
  }

  /**
   * @return whether the topic was subscribed to
   */
  public boolean remove(Buffer topic) {
    Node node = root;
    Node lastShared = root;
    byte branch = 0;
    for (int i = 0; i < topic.length(); i++) {
      byte b = topic.getByte(i);
      if (i == 0 || node.count > 0 || (node.children != null && node.children.size() > 1)) {
        lastShared = node;
        branch = b;
      }
      node = node.child(b);
      if (node == null) {
        return false;
      }
    }
    if (node.count == 0) {
      return false;
    }
    node.count--;
    boolean unused = node.count == 0 && (node.children == null || node.children.isEmpty());
    if (unused && node != root && lastShared.children != null) {
      lastShared.children.remove(branch);
    }
    return true;
  }

  /** Whether {@code body} begins with a subscribed topic. */
  public boolean match(Buffer body) {
    Node node = root;
    int length = body.length();
    for (int i = 0; node.count == 0; i++) {
      if (i == length) {
        return false;
      }
      node = node.child(body.getByte(i));
      if (node == null) {
        return false;
      }
    }
    return true;
  }
}
