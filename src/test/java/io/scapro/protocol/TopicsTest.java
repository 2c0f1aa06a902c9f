package io.scapro.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TopicsTest {

  private record Step(boolean add, String topic, String body) {}

  @Example
  void takesTopicsOfAnyLength() {
    Buffer topic = Buffer.buffer(new byte[200_000]);
    Topics topics = new Topics();
    topics.add(topic);
    assertTrue(topics.match(Buffer.buffer(new byte[200_001])));
    assertFalse(topics.match(Buffer.buffer(new byte[199_999])));
    assertTrue(topics.remove(topic));
    assertFalse(topics.match(topic));
  }

  @Property(tries = 500)
  void matchLikeAListOfPrefixes(@ForAll("steps") List<Step> steps) {
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

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<String> text = Arbitraries.strings().withChars("abc").ofMaxLength(4);
    return Combinators.combine(Arbitraries.of(true, true, false), text, text)
        .as(Step::new)
        .list()
        .ofMaxSize(100);
  }
}
