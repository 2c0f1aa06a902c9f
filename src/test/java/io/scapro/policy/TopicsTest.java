package io.scapro.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.suite.Cases;
import io.scapro.suite.Draws;
import io.vertx.core.buffer.Buffer;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {

  private record Step(boolean add, String topic, String body) {}

  @Test
  void takesTopicsOfAnyLength() {
    Buffer topic = Buffer.buffer(new byte[200_000]);
    Topics topics = new Topics();
    topics.add(topic);
    assertTrue(topics.match(Buffer.buffer(new byte[200_001])));
    assertFalse(topics.match(Buffer.buffer(new byte[199_999])));
    assertTrue(topics.remove(topic));
    assertFalse(topics.match(topic));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1_000, 100_000})
  void aMatchReadsTheBytesOfTheTopicHoweverManyThereAre(int subscriptions) {
    Topics topics = new Topics();
    for (int i = 0; i < subscriptions; i++) {
      topics.add(Buffer.buffer(topic(i)));
    }
    Reads reads = new Reads();
    assertTrue(topics.match(reads.of(topic(0) + " and more")));
    assertEquals(topic(0).length(), reads.count);
    assertTrue(topics.match(reads.of(topic(subscriptions - 1))));
    assertEquals(topic(0).length(), reads.count);
    assertFalse(topics.match(reads.of("else")));
    assertEquals(1, reads.count);
    topics.add(Buffer.buffer("topic"));
    assertTrue(topics.match(reads.of(topic(0))));
    assertEquals("topic".length(), reads.count);
  }

  private static String topic(int number) {
    return "topic.%08d".formatted(number);
  }

  /** Counts the bytes that are read of a buffer. */
  private static final class Reads {
    private int count;

    Buffer of(String text) {
      count = 0;
      Buffer bytes = Buffer.buffer(text);
      return (Buffer)
          Proxy.newProxyInstance(
              Buffer.class.getClassLoader(),
              new Class<?>[] {Buffer.class},
              (proxy, method, args) -> {
                if (method.getName().equals("getByte")) {
                  count++;
                } else {
                  assertEquals("length", method.getName(), "a way to read that is not counted");
                }
                return method.invoke(bytes, args);
              });
    }
  }

  @Test
  void matchLikeAListOfPrefixes() {
    matchLikeAList(List.of());
    matchLikeAList(List.of(new Step(false, "", "")));
    matchLikeAList(List.of(new Step(true, "", ""), new Step(false, "", "abc")));
    matchLikeAList(List.of(new Step(true, "ab", "a"), new Step(true, "a", "ab")));
    matchLikeAList(List.of(new Step(true, "a", "a"), new Step(true, "a", "a")));
    Cases.check(500, draws -> matchLikeAList(draws.list(0, 100, () -> step(draws))));
  }

  private static Step step(Draws draws) {
    return new Step(draws.of(true, true, false), draws.text(4, "abc"), draws.text(4, "abc"));
  }

  private static void matchLikeAList(List<Step> steps) {
    Topics topics = new Topics();
    List<String> model = new ArrayList<>();
    for (Step step : steps) {
      if (step.add) {
        topics.add(Buffer.buffer(step.topic));
        model.add(step.topic);
      } else {
        assertEquals(model.remove(step.topic), topics.remove(Buffer.buffer(step.topic)));
      }
      assertEquals(
          model.stream().anyMatch(step.body::startsWith), topics.match(Buffer.buffer(step.body)));
    }
    for (String topic : List.copyOf(model)) {
      assertTrue(topics.match(Buffer.buffer(topic)));
      assertTrue(topics.remove(Buffer.buffer(topic)));
      model.remove(topic);
    }
    assertFalse(topics.match(Buffer.buffer("abc")));
  }
}
