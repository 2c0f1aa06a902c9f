package io.scapro.transport;

import static io.scapro.suite.Await.result;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.EndpointOptions.FirstAttempt;
import io.scapro.SocketEvent.Type;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.suite.Happenings;
import io.scapro.suite.TestCa;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Connects by names of the hosts file that is its first argument, and writes what succeeded. A
 * process of its own: whose resolver Vert.x uses, and which file Java reads, is for a whole JVM.
 */
final class NamesApplication {

  private final Vertx vertx;
  private final Path hosts;
  private final EndpointOptions server;
  private final EndpointOptions client;

  private NamesApplication(Path hosts) throws IOException {
    this.hosts = hosts;
    AddressResolverOptions resolver = new AddressResolverOptions().setHostsPath(hosts.toString());
    this.vertx = Vertx.vertx(new VertxOptions().setAddressResolverOptions(resolver));
    TestCa ca = new TestCa(hosts.getParent(), "authority");
    TestCa.Issued own = ca.issue("twin", "both", "moving");
    this.server =
        new EndpointOptions()
            .with(
                new TlsOptions()
                    .setCertificates(List.of(own.certificate().toString()))
                    .setKeys(List.of(own.key().toString())))
            .with(new WebSocketOptions().setHosts(List.of("twin", "both", "moving")));
    this.client =
        new EndpointOptions()
            .setFirstAttempt(FirstAttempt.FAIL)
            .with(new TlsOptions().setTrusted(List.of(ca.pem().toString())));
  }

  public static void main(String[] args) throws IOException {
    NamesApplication application = new NamesApplication(Path.of(args[0]));
    for (String scheme : List.of("tcp", "tls+tcp", "ws")) {
      for (String address : List.of("127.0.0.1", "127.0.0.2")) {
        application.connects(scheme, address, "twin");
      }
      for (String address : List.of("127.0.0.1", "[::1]")) {
        application.connects(scheme, address, "both");
        application.connects(scheme, address, "both.");
      }
      application.follows(scheme);
    }
    result(application.vertx.close());
  }

  private static int port(Endpoint endpoint) {
    String url = endpoint.address().toString().replaceFirst("/$", "");
    return Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
  }

  /** The first attempt is the only one. */
  private void connects(String scheme, String address, String name) throws IOException {
    Files.writeString(hosts, "127.0.0.2 twin\n127.0.0.1 twin\n::1 both\n127.0.0.1 both\n");
    PullSocket pull = PullSocket.create(vertx);
    PushSocket push = PushSocket.create(vertx);
    Endpoint bound = result(pull.bind(scheme + "://" + address + ":0", server));
    result(push.connect(scheme + "://" + name + ":" + port(bound), client));
    System.out.println(scheme + " " + name + " " + address);
    result(push.close());
    result(pull.close());
  }

  private void follows(String scheme) throws IOException {
    Files.writeString(hosts, "127.0.0.2 moving\n");
    PullSocket old = PullSocket.create(vertx);
    PushSocket push = PushSocket.create(vertx);
    Happenings atPush = Happenings.of(push);
    Endpoint bound = result(old.bind(scheme + "://127.0.0.2:0", server));
    result(push.connect(scheme + "://moving:" + port(bound), client));
    atPush.await(Type.CONNECTED);
    PullSocket fresh = PullSocket.create(vertx);
    result(fresh.bind(scheme + "://127.0.0.3:" + port(bound), server));
    Files.writeString(hosts, "127.0.0.3 moving\n");
    result(old.close());
    atPush.await(Type.CONNECTED);
    System.out.println(scheme + " moved");
    result(push.close());
    result(fresh.close());
  }
}
