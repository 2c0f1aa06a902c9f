package io.scapro.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every place where messages wait is full, in a heap that an eighth of the messages would not fit
 * into; none is lost, and those of each sender come in order.
 */
@Timeout(300)
class FullPlacesIT {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "loop",
        "worker",
        "mounted",
        "mountedOnWorker",
        "inproc",
        "eventbus",
        "reply",
        "credit"
      })
  void holdsABoundedNumberOfBytes(String place) throws Exception {
    run(place);
  }

  @Test
  @Tag("jdk21")
  void holdsABoundedNumberOfBytesOnVirtualThreads() throws Exception {
    run("virtual");
  }

  private static void run(String place) throws Exception {
    List<String> arguments = List.of(FullPlace.class.getName(), place);
    try (Child child =
        new Child(
            "true",
            System.getProperty("java.class.path"),
            arguments,
            "-Xmx96m",
            "-XX:+ExitOnOutOfMemoryError")) {
      JsonObject end = child.next();
      assertEquals(FullPlace.SENDERS * FullPlace.EACH, end.getInteger("got"));
      assertEquals(0, end.getInteger("reordered"));
      assertTrue(end.getInteger("waits") > 10, end::encode);
    }
  }
}
