package io.scapro.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A consumer that is slower than the network, in a heap that its messages do not fit into. */
@Timeout(120)
class SlowConsumerIT {

  private static final int COUNT = 400;
  private static final int SIZE = 256 << 10; // 100 MiB in all

  @ParameterizedTest
  @ValueSource(strings = {"reply", "credit"})
  void slowsItsSenderAndGetsEverythingInOrder(String ack) throws Exception {
    List<String> arguments =
        List.of(SlowConsumer.class.getName(), ack, Integer.toString(COUNT), Integer.toString(SIZE));
    try (Child child =
        new Child(
            "true",
            System.getProperty("java.class.path"),
            arguments,
            "-Xmx48m",
            "-XX:+ExitOnOutOfMemoryError")) {
      JsonObject result = child.next();
      assertEquals(COUNT, result.getInteger("inOrder"));
      assertEquals(COUNT, result.getInteger("sent"));
      assertTrue(result.getInteger("waits") > 10, result::encode);
    }
  }
}
