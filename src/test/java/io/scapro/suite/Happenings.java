package io.scapro.suite;

import io.scapro.Socket;
import io.scapro.SocketEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The events of a socket, to be waited for in the order they come. */
public final class Happenings {

  private final BlockingQueue<SocketEvent> events = new LinkedBlockingQueue<>();

  private Happenings() {}

  public static Happenings of(Socket socket) {
    Happenings result = new Happenings();
    socket.eventHandler(result.events::add);
    return result;
  }

  /** The next event of {@code type}; those before it are forgotten. */
  public SocketEvent await(SocketEvent.Type type) {
    List<SocketEvent> passed = new ArrayList<>();
    while (true) {
      SocketEvent event;
      try {
        event = Await.next(events);
      } catch (AssertionError e) {
        throw new AssertionError("expected " + type + ", got " + passed, e);
      }
      if (event.type() == type) {
        return event;
      }
      passed.add(event);
    }
  }
}
