package io.scapro.simulation.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import io.netty.channel.FileRegion;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A channel of Netty over two flows; it reads, writes and closes as Netty's NIO channels do. */
@SuppressWarnings("deprecation") // Netty passes sizes of reads in a deprecated type
final class SimChannel extends AbstractChannel implements DuplexChannel, Flow.End {

  private static final ChannelMetadata METADATA = new ChannelMetadata(false, 16);

  private final Lane lane;
  private final Flow in;
  private final Flow out;
  private final Runnable aborted;
  private final InetSocketAddress local;
  private final InetSocketAddress remote;
  private final ChannelConfig config;
  private boolean open = true;
  private boolean readPending;
  private boolean readScheduled;
  private boolean blocked;
  private boolean outputShut;
  private boolean reset;

  /**
   * @param aborted tells the other end that this one has closed with unread bytes
   */
  SimChannel(Lane lane, Flow in, Flow out, Runnable aborted, int localPort, int remotePort) {
    super(null);
    this.lane = lane;
    this.in = in;
    this.out = out;
    this.aborted = aborted;
    this.local = InetSocketAddress.createUnresolved("sim", localPort);
    this.remote = InetSocketAddress.createUnresolved("sim", remotePort);
    this.config =
        new DefaultChannelConfig(this) {
          @Override
          protected void autoReadCleared() {
            readPending = false;
          }
        };
  }

  Lane lane() {
    return lane;
  }

  // ---- Flow.End ----

  @Override
  public void readable() {
    scheduleRead();
  }

  @Override
  public void writable() {
    lane.execute(() -> ((SimUnsafe) unsafe()).writable());
  }

  /** The connection was reset: a read that waits fails. */
  void reset() {
    reset = true;
    in.cut();
    scheduleRead();
    if (blocked) {
      writable();
    }
  }

  private void scheduleRead() {
    if (readPending && !readScheduled && (reset || in.isReadable())) {
      readScheduled = true;
      lane.execute(this::readNow);
    }
  }

  private void readNow() {
    readScheduled = false;
    if (!open || !readPending) {
      return;
    }
    if (reset) {
      readPending = false;
      pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
      unsafe().close(voidPromise());
      return;
    }
    RecvByteBufAllocator.Handle sizes = unsafe().recvBufAllocHandle();
    sizes.reset(config);
    boolean end = false;
    do {
      if (!in.isReadable()) {
        sizes.lastBytesRead(0);
        break;
      }
      ByteBuf buffer = sizes.allocate(config.getAllocator());
      sizes.attemptedBytesRead(buffer.writableBytes());
      byte[] bytes = in.read(buffer.writableBytes());
      if (bytes == null) {
        buffer.release();
        sizes.lastBytesRead(-1);
        readPending = false;
        end = true;
        break;
      }
      buffer.writeBytes(bytes);
      sizes.lastBytesRead(bytes.length);
      sizes.incMessagesRead(1);
      readPending = false;
      pipeline().fireChannelRead(buffer);
    } while (open && sizes.continueReading());
    sizes.readComplete();
    pipeline().fireChannelReadComplete();
    if (end && open) {
      unsafe().close(voidPromise());
    }
  }

  // ---- AbstractChannel ----

  @Override
  protected AbstractUnsafe newUnsafe() {
    return new SimUnsafe();
  }

  private final class SimUnsafe extends AbstractUnsafe {
    @Override
    public void connect(SocketAddress remote, SocketAddress local, ChannelPromise promise) {
      throw new UnsupportedOperationException("connect");
    }

    @Override
    protected void flush0() {
      if (!blocked) {
        super.flush0();
      }
    }

    void writable() {
      blocked = false;
      if (open) {
        super.flush0();
      }
    }
  }

  @Override
  protected boolean isCompatible(EventLoop loop) {
    return loop instanceof SimLoop;
  }

  @Override
  protected SocketAddress localAddress0() {
    return local;
  }

  @Override
  protected SocketAddress remoteAddress0() {
    return remote;
  }

  @Override
  protected void doBind(SocketAddress address) {
    throw new UnsupportedOperationException("bind");
  }

  @Override
  protected void doDisconnect() {
    doClose();
  }

  @Override
  protected void doClose() {
    if (!open) {
      return;
    }
    open = false;
    boolean unread = in.close();
    if (reset) {
      return;
    }
    if (unread) {
      aborted.run();
    } else {
      out.end();
    }
  }

  @Override
  protected void doShutdownOutput() {
    outputShut = true;
    out.end();
  }

  @Override
  protected void doBeginRead() {
    readPending = true;
    scheduleRead();
  }

  @Override
  protected void doWrite(ChannelOutboundBuffer buffer) throws Exception {
    for (Object next = buffer.current(); next != null; next = buffer.current()) {
      if (reset) {
        throw new IOException("Connection reset by peer");
      }
      if (next instanceof ByteBuf bytes) {
        int before = bytes.readableBytes();
        if (before > 0) {
          int taken = out.write(bytes.nioBuffer());
          buffer.removeBytes(taken);
          if (taken < before) {
            block(taken);
            return;
          }
        } else {
          buffer.remove();
        }
      } else if (next instanceof FileRegion region) {
        long taken = region.transferTo(new Target(), region.transferred());
        buffer.progress(taken);
        if (region.transferred() < region.count()) {
          block((int) taken);
          return;
        }
        buffer.remove();
      } else {
        throw new UnsupportedOperationException("write " + next.getClass());
      }
    }
  }

  /** Writes on when the flow has room; at once in a later task when it took a part only. */
  private void block(int taken) {
    blocked = true;
    if (taken > 0) {
      writable();
    }
  }

  private final class Target implements WritableByteChannel {
    @Override
    public int write(ByteBuffer from) {
      return out.write(from);
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void close() {}
  }

  @Override
  protected Object filterOutboundMessage(Object message) {
    return message;
  }

  @Override
  public ChannelConfig config() {
    return config;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public boolean isActive() {
    return open;
  }

  @Override
  public ChannelMetadata metadata() {
    return METADATA;
  }

  // ---- DuplexChannel ----

  @Override
  public boolean isInputShutdown() {
    return !open;
  }

  @Override
  public boolean isOutputShutdown() {
    return outputShut || !open;
  }

  @Override
  public boolean isShutdown() {
    return isInputShutdown() && isOutputShutdown();
  }

  @Override
  public ChannelFuture shutdownInput() {
    throw new UnsupportedOperationException("shutdownInput");
  }

  @Override
  public ChannelFuture shutdownInput(ChannelPromise promise) {
    throw new UnsupportedOperationException("shutdownInput");
  }

  @Override
  public ChannelFuture shutdownOutput() {
    return shutdownOutput(newPromise());
  }

  @Override
  public ChannelFuture shutdownOutput(ChannelPromise promise) {
    ((AbstractUnsafe) unsafe()).shutdownOutput(promise);
    return promise;
  }

  @Override
  public ChannelFuture shutdown() {
    throw new UnsupportedOperationException("shutdown");
  }

  @Override
  public ChannelFuture shutdown(ChannelPromise promise) {
    throw new UnsupportedOperationException("shutdown");
  }
}
