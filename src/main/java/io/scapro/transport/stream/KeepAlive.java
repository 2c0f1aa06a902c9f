package io.scapro.transport.stream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.scapro.transport.TcpOptions;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;

/** The times of TCP keep-alive, for the operating system. */
final class KeepAlive {

  private static final int LONGEST_SECONDS = 32_767;

  private KeepAlive() {}

  /** Rounded up, and no more than Linux takes. */
  static int seconds(Duration time) {
    return (int) Math.min(LONGEST_SECONDS, time.plusMillis(999).toSeconds());
  }

  /**
   * Sets them where Java has the sockets, since Vert.x does so for the native transport only.
   * Without effect where the operating system does not know them.
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
