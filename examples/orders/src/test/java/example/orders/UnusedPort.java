package example.orders;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port of 127.0.0.1 that nobody else is given until the end of the test. A socket that is bound
 * and does not listen holds it; a server of Vert.x may bind it all the same.
 */
final class UnusedPort implements AutoCloseable {

  private final Socket holder = new Socket();

  UnusedPort() throws IOException {
    holder.setReuseAddress(true);
    holder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  int number() {
    return holder.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    holder.close();
  }
}
