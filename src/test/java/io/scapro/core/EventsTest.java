package io.scapro.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Endpoint;
import io.scapro.Reason;
import io.scapro.SocketEvent;
import io.scapro.SocketEvent.Type;
import io.scapro.SpException;
import io.scapro.protocol.PullSocket;
import io.scapro.suite.LogLines;
import io.scapro.testing.FakeHost;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operator reads of repeated events, on the virtual clock. */
class EventsTest {

  private final FakeHost host = FakeHost.onEventLoop();
  private final LogLines log = new LogLines("io.scapro.door");
  private final PullSocket pull = host.open(PullSocket::create);
  private final Endpoint endpoint = pull.bind("tcp://10.0.0.1:5555").result();
  private final Events events = new Events(pull, new SocketLog("door", host), host);

  @AfterEach
  void close() {
    log.close();
    pull.close();
  }

  private void refuse(Reason reason, String text) {
    events.tell(SocketEvent.of(Type.REFUSED, endpoint, new SpException(reason, text)));
  }

  @Test
  void aRefusalDoesNotHideThoseOfAnotherReason() {
    refuse(Reason.REFUSED, "closed");
    refuse(Reason.UNTRUSTED, "expired");
    assertEquals(
        List.of(
            "WARNING door REFUSED tcp://10.0.0.1:5555: REFUSED: closed",
            "WARNING door REFUSED tcp://10.0.0.1:5555: UNTRUSTED: expired"),
        log.all());
  }

  @Test
  void theSameReasonIsLoggedAtIntervals() {
    refuse(Reason.UNTRUSTED, "expired");
    refuse(Reason.UNTRUSTED, "expired");
    refuse(Reason.UNTRUSTED, "expired");
    host.advance(Duration.ofSeconds(10));
    refuse(Reason.UNTRUSTED, "expired");
    assertEquals(
        List.of(
            "WARNING door REFUSED tcp://10.0.0.1:5555: UNTRUSTED: expired",
            "WARNING door REFUSED tcp://10.0.0.1:5555: UNTRUSTED: expired (similar lines left out: 2)"),
        log.all());
  }

  @Test
  void thePeerAfterRefusedOnesIsLoggedOnce() {
    refuse(Reason.REFUSED, "closed");
    refuse(Reason.UNTRUSTED, "expired");
    log.all();
    events.tell(SocketEvent.of(Type.ACCEPTED, endpoint));
    events.tell(SocketEvent.of(Type.ACCEPTED, endpoint));
    assertEquals(
        List.of("INFO door ACCEPTED tcp://10.0.0.1:5555, after others were refused"), log.all());
  }
}
