package io.scapro.transport.route;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A DNS server: answers what it was told, with a long time to live, and denies other names. */
final class FakeDns implements AutoCloseable {

  private static final int AAAA = 28;

  private final DatagramSocket socket;
  private final Map<String, List<InetAddress>> names = new ConcurrentHashMap<>();
  private volatile boolean deafForIpv6;

  FakeDns() throws IOException {
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    Thread server = new Thread(this::serve, "FakeDns");
    server.setDaemon(true);
    server.start();
  }

  String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  void put(String name, InetAddress... addresses) {
    names.put(name, List.of(addresses));
  }

  /** Questions for IPv6 addresses get no answer. */
  void beDeafForIpv6() {
    deafForIpv6 = true;
  }

  private void serve() {
    try {
      while (true) {
        DatagramPacket query = new DatagramPacket(new byte[512], 512);
        socket.receive(query);
        byte[] answer = answer(Arrays.copyOf(query.getData(), query.getLength()));
        if (answer.length > 0) {
          socket.send(new DatagramPacket(answer, answer.length, query.getSocketAddress()));
        }
      }
    } catch (IOException e) {
      if (!socket.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private byte[] answer(byte[] query) {
    StringBuilder name = new StringBuilder();
    int at = 12;
    while (query[at] != 0) {
      name.append(new String(query, at + 1, query[at], StandardCharsets.US_ASCII)).append('.');
      at += query[at] + 1;
    }
    int type = query[at + 2];
    if (type == AAAA && deafForIpv6) {
      return new byte[0];
    }
    List<InetAddress> known = names.get(name.substring(0, name.length() - 1));
    List<InetAddress> found =
        known == null
            ? List.of()
            : known.stream().filter(a -> a instanceof Inet6Address == (type == AAAA)).toList();
    ByteBuffer out = ByteBuffer.allocate(512);
    out.put(query, 0, 2).putShort((short) (known == null ? 0x8183 : 0x8180));
    out.putShort((short) 1).putShort((short) found.size()).putInt(0);
    out.put(query, 12, at + 5 - 12);
    for (InetAddress address : found) {
      byte[] bytes = address.getAddress();
      out.putShort((short) 0xc00c).putShort((short) type).putShort((short) 1).putInt(3600);
      out.putShort((short) bytes.length).put(bytes);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  @Override
  public void close() {
    socket.close();
  }
}
