package io.scapro.verticle.bridge;

import io.vertx.core.buffer.Buffer;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Only the bytes of the body; topics, if configured, select the address. */
final class PlainFormat implements Format {

  private record Topic(String text, Buffer bytes, String address) {
    boolean begins(Buffer body) {
      int length = bytes.length();
      return body.length() >= length && body.slice(0, length).equals(bytes);
    }
  }

  private final BridgeConfig config;
  private final List<Topic> longestFirst;

  PlainFormat(BridgeConfig config) {
    this.config = config;
    this.longestFirst =
        config.subscribe.entrySet().stream()
            .map(each -> topic(each.getKey(), each.getValue()))
            .sorted(Comparator.comparingInt((Topic each) -> -each.bytes.length()))
            .toList();
  }

  private Topic topic(String text, String address) {
    return new Topic(text, Buffer.buffer(text), address.isEmpty() ? config.deliver : address);
  }

  @Override
  public Buffer write(@Nullable Object body) {
    return BodyForm.bytes(body);
  }

  @Override
  public Routed read(Buffer message) {
    Object body = config.body.read(message);
    Topic topic = topic(message);
    return topic == null
        ? new Routed(config.deliver, body, null)
        : new Routed(topic.address, body, topic.text);
  }

  /** The event-bus address for {@code message}. */
  String address(Buffer message) {
    Topic topic = topic(message);
    return topic == null ? config.deliver : topic.address;
  }

  /** All possible results of {@link #address}. */
  Set<String> addresses() {
    Set<String> all = new LinkedHashSet<>();
    longestFirst.forEach(topic -> all.add(topic.address));
    return all.isEmpty() ? Set.of(config.deliver) : all;
  }

  private @Nullable Topic topic(Buffer message) {
    for (Topic topic : longestFirst) {
      if (topic.begins(message)) {
        return topic;
      }
    }
    return null;
  }

  @Override
  public Buffer writeAnswer(@Nullable Object body) {
    return BodyForm.bytes(body);
  }

  @Override
  public @Nullable Buffer writeFailure(Throwable cause) {
    return config.onFailure == BridgeConfig.OnFailure.DROP
        ? null
        : BodyForm.bytes(config.failureBody);
  }

  @Override
  public @Nullable Object readAnswer(Buffer message) {
    return config.body.read(message);
  }
}
