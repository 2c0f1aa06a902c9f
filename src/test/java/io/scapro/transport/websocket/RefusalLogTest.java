package io.scapro.transport.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.suite.LogLines;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RefusalLogTest {

  private long now;

  @Test
  void strangersSilenceItForAWhileOnly() {
    RefusalLog refusals = new RefusalLog("refusals", "server", () -> now);
    try (LogLines log = new LogLines("io.scapro.refusals")) {
      for (int i = 0; i < 100; i++) {
        refusals.refused(new Audience.Refusal(421, "host " + i % 50));
      }
      assertEquals(RefusalLog.MOST, log.all().size());
      now = Duration.ofMinutes(11).toNanos();
      refusals.refused(new Audience.Refusal(421, "proxy"));
      refusals.refused(new Audience.Refusal(421, "proxy"));
      assertEquals(1, log.all().size());
    }
  }
}
