package io.scapro.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.scapro.Address;
import io.scapro.CommonOptions;
import io.scapro.EndpointOptions;
import io.scapro.Message;
import io.scapro.SocketOptions;
import io.scapro.spi.Link;
import io.scapro.spi.Pipe;
import io.scapro.spi.SocketBase;
import io.scapro.testing.FakeHost;
import io.vertx.core.buffer.Buffer;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** The memory that a send takes until the transport has the message. */
class SendAllocationTest {

  private static final int MESSAGES = 100_000;

  private final SocketOptions options = new SocketOptions();
  private final PushSocket push = FakeHost.onEventLoop().open(PushSocket::create);
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private long written;

  /** At once to the peer. Not zero: the JVM itself may need some now and then. */
  @Test
  void bodyThatIsSentAgainTakesNone() {
    Link link =
        SocketBase.engineOf(push).passive(new Address("fake", "peer"), new EndpointOptions(), true);
    assertTrue(link.beginHandshake());
    link.accepted(new Network(options));
    Buffer body = Buffer.buffer(new byte[512]);
    send(body); // loads the classes
    long before = allocated();
    send(body);
    long each = (allocated() - before) / MESSAGES;
    assertEquals(0, each, "bytes for each message");
    assertEquals(2 * MESSAGES, written);
  }

  private void send(Buffer body) {
    for (int i = 0; i < MESSAGES; i++) {
      assertTrue(push.send(body).succeeded());
    }
  }

  private long allocated() {
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  /** Takes all messages at once. */
  private final class Network extends Pipe {
    Network(CommonOptions<?> options) {
      super(options);
    }

    @Override
    public String remoteAddress() {
      return "fake://peer";
    }

    @Override
    public void start() {}

    @Override
    protected void write(Message message) {
      written++;
      written(1, message.length());
    }

    @Override
    public void resume() {}

    @Override
    public void closeGracefully() {}

    @Override
    public void abort() {}
  }
}
