package io.scapro.transport.stream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.scapro.transport.TcpOptions;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;

/** Sets the times of TCP keep-alive. */
final class KeepAlive {

  private static final int LONGEST_SECONDS = 32_767;

  private KeepAlive() {}

  /** Whole seconds, rounded up, at most the maximum of Linux. */
  static int seconds(Duration time) {
    return (int) Math.min(LONGEST_SECONDS, time.plusMillis(999).toSeconds());
  }

  /**
   * Sets the times on a socket of Java; Vert.x sets them only with the native transport. No effect
   * if the operating system does not support them.
   */
  static void set(Channel channel, TcpOptions tcp) {
    if (!tcp.isKeepAlive()
        || !(channel instanceof NioSocketChannel)
        || !(channel.remoteAddress() instanceof InetSocketAddress)) {
      return;
    }
    Map<String, Integer> values =
        Map.of(
            "TCP_KEEPIDLE", seconds(tcp.getKeepAliveIdle()),
            "TCP_KEEPINTERVAL", seconds(tcp.getKeepAliveInterval()),
            "TCP_KEEPCOUNT", tcp.getKeepAliveCount());
    for (ChannelOption<?> each : channel.config().getOptions().keySet()) {
      Integer value = values.get(each.name());
      if (value != null) {
        set(channel, each, value);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static void set(Channel channel, ChannelOption<?> option, Integer value) {
    channel.config().setOption((ChannelOption<Integer>) option, value);
  }
}
