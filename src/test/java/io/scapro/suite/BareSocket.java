package io.scapro.suite;

import io.scapro.CommonOptions;
import io.scapro.EndpointOptions;
import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.SpException;
import io.scapro.protocol.ReqOptions;
import io.scapro.spi.Host;
import io.scapro.spi.Pipe;
import io.scapro.spi.SocketBase;
import io.scapro.testing.FakePeer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/** A socket without a protocol: the test of a policy says what happens to its peers. */
public final class BareSocket extends SocketBase<BareSocket> {

  private static final Identity IDENTITY = new Identity("bare", 0xe0, "bare", 0xe0);

  private Consumer<Pipe> attached = pipe -> {};
  private Consumer<Pipe> writable = pipe -> {};
  private Consumer<Pipe> detached = pipe -> {};
  private BiPredicate<Pipe, Message> received = (pipe, message) -> true;

  public BareSocket(Host host, CommonOptions<?> options) {
    super(host, IDENTITY, options);
  }

  /** Any options; those that all protocols have are what counts. */
  public static ReqOptions options() {
    return new ReqOptions();
  }

  public BareSocket onAttached(Consumer<Pipe> task) {
    attached = task;
    return this;
  }

  public BareSocket onWritable(Consumer<Pipe> task) {
    writable = task;
    return this;
  }

  public BareSocket onDetached(Consumer<Pipe> task) {
    detached = task;
    return this;
  }

  public BareSocket onReceived(BiPredicate<Pipe, Message> task) {
    received = task;
    return this;
  }

  public FakePeer join() {
    return FakePeer.join(this);
  }

  /** A peer with the same priority for sending and receiving. */
  public FakePeer join(int priority) {
    return FakePeer.join(
        this, new EndpointOptions().setSendPriority(priority).setReceivePriority(priority));
  }

  @Override
  protected void attached(Pipe pipe) {
    attached.accept(pipe);
  }

  @Override
  protected boolean received(Pipe pipe, Message message) {
    return received.test(pipe, message);
  }

  @Override
  protected void writable(Pipe pipe) {
    writable.accept(pipe);
  }

  @Override
  protected void detached(Pipe pipe) {
    detached.accept(pipe);
  }

  @Override
  protected boolean isDrained() {
    return true;
  }

  @Override
  protected void closing(SpException cause) {}

  @Override
  protected void ended(SpException cause) {}

  @Override
  protected long queuedToDeliver() {
    return 0;
  }
}
