package io.scapro.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scapro.suite.Cases;
import io.scapro.suite.Draws;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

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
