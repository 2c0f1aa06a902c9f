package io.scapro.simulation.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.AbstractEventExecutor;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The event loop of Netty on a lane. */
final class SimLoop extends AbstractEventExecutor implements EventLoop {

  private final Lane lane;

  SimLoop(Lane lane) {
    this.lane = lane;
  }

  @Override
  public EventLoopGroup parent() {
    return this;
  }

  @Override
  public EventLoop next() {
    return this;
  }

  @Override
  public ChannelFuture register(Channel channel) {
    return register(new DefaultChannelPromise(channel, this));
  }

  @Override
  public ChannelFuture register(ChannelPromise promise) {
    promise.channel().unsafe().register(this, promise);
    return promise;
  }

  @Override
  @Deprecated
  public ChannelFuture register(Channel channel, ChannelPromise promise) {
    channel.unsafe().register(this, promise);
    return promise;
  }

  @Override
  public boolean inEventLoop() {
    return lane.isHere();
  }

  @Override
  public boolean inEventLoop(Thread thread) {
    return lane.isHere();
  }

  @Override
  public void execute(Runnable task) {
    lane.execute(task);
  }

  @Override
  public boolean isShuttingDown() {
    return lane.isDead();
  }

  @Override
  public boolean isShutdown() {
    return lane.isDead();
  }

  @Override
  public boolean isTerminated() {
    return lane.isDead();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return lane.isDead();
  }

  @Override
  public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
    throw new UnsupportedOperationException("shutdownGracefully");
  }

  @Override
  public Future<?> terminationFuture() {
    throw new UnsupportedOperationException("terminationFuture");
  }

  @Override
  @Deprecated
  public void shutdown() {
    throw new UnsupportedOperationException("shutdown");
  }
}
