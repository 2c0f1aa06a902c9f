package io.scapro.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class MemoryIT {

  private static final long MIB = 1 << 20;

  @Test
  void aReaderThatReadsNothingStopsItsWriterAndLosesNothing() throws Exception {
    try (Child child = new Child("true", StalledReader.class, "-Xmx64m")) {
      long before = child.next().getLong("heap");
      JsonObject stalled = child.next();
      long growth = stalled.getLong("heap") - before;
      assertTrue(growth < 8 * MIB, "the heap grew by " + growth + " bytes in 10 s");
      assertTrue(stalled.getInteger("accepted") < 30_000, stalled.encode());
      JsonObject end = child.next();
      assertEquals(200_000, end.getInteger("received"));
      assertEquals(0, end.getInteger("reordered"));
    }
  }
}
