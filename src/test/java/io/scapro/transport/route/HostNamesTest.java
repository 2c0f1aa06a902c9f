package io.scapro.transport.route;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.scapro.suite.Await;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HostNamesTest {

  @TempDir Path folder;
  private Path hosts;
  private FakeDns dns;
  private Vertx vertx;
  private Context context;
  private HostNames names;

  @BeforeEach
  void open() throws IOException {
    hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.9 unused\n");
    dns = new FakeDns();
    AddressResolverOptions options =
        new AddressResolverOptions()
            .setHostsPath(hosts.toString())
            .addServer(dns.address())
            .addSearchDomain("example")
            .setNdots(1);
    vertx = Vertx.vertx(new VertxOptions().setAddressResolverOptions(options));
    context = vertx.getOrCreateContext();
    names = new DnsNames(vertx, context);
  }

  @AfterEach
  void close() {
    context.runOnContext(go -> names.close());
    result(vertx.close());
    dns.close();
  }

  private static InetAddress ip(String literal) throws UnknownHostException {
    return InetAddress.getByName(literal);
  }

  private Future<List<InetAddress>> resolve(String name) {
    Promise<List<InetAddress>> found = Promise.promise();
    context.runOnContext(go -> names.resolve(name).onComplete(found));
    return found.future();
  }

  private Set<String> found(String name) {
    return result(resolve(name)).stream()
        .map(InetAddress::getHostAddress)
        .collect(Collectors.toSet());
  }

  @Test
  void allAddressesInTheHostsFileAreFound() throws IOException {
    Files.writeString(hosts, "127.0.0.2 twin\n::1 Twin\n127.0.0.1 other twin\n");
    Set<String> all = Set.of("0:0:0:0:0:0:0:1", "127.0.0.1", "127.0.0.2");
    assertEquals(all, found("twin"));
    assertEquals(all, found("TWIN."));
  }

  @Test
  void theHostsFileIsReadAnew() throws IOException {
    Files.writeString(hosts, "127.0.0.2 moving\n");
    assertEquals(Set.of("127.0.0.2"), found("moving"));
    Files.writeString(hosts, "127.0.0.3 moving\n");
    assertEquals(Set.of("127.0.0.3"), found("moving"));
  }

  @Test
  void bothFamiliesAreFoundInDns() throws IOException {
    dns.put("both.test", ip("127.0.0.1"), ip("::1"), ip("127.0.0.2"));
    assertEquals(Set.of("0:0:0:0:0:0:0:1", "127.0.0.1", "127.0.0.2"), found("both.test"));
    dns.put("six.test", ip("::1"));
    assertEquals(Set.of("0:0:0:0:0:0:0:1"), found("six.test"));
    dns.put("four.test", ip("127.0.0.1"));
    assertEquals(Set.of("127.0.0.1"), found("four.test"));
  }

  @Test
  void theSearchDomainsOfVertxApply() throws IOException {
    dns.put("short.example", ip("127.0.0.4"));
    assertEquals(Set.of("127.0.0.4"), found("short"));
  }

  @Test
  void aNameThatMovedInDnsIsFound() throws IOException {
    dns.put("moving.test", ip("127.0.0.2"));
    assertEquals(Set.of("127.0.0.2"), found("moving.test"));
    dns.put("moving.test", ip("127.0.0.3"));
    assertEquals(Set.of("127.0.0.3"), found("moving.test"));
  }

  @Test
  void aServerThatIsDeafForIpv6DoesNotBlockIpv4() throws IOException {
    dns.beDeafForIpv6();
    dns.put("both.test", ip("127.0.0.1"), ip("::1"));
    assertEquals(Set.of("127.0.0.1"), found("both.test"));
  }

  @Test
  void aNameThatDoesNotExistFails() {
    Future<List<InetAddress>> nothing = resolve("nothing.test");
    assertFalse(Await.outcome(nothing));
    assertInstanceOf(UnknownHostException.class, nothing.cause());
  }

  @Test
  void whereVertxAsksJavaSoDoWe() {
    assertInstanceOf(HostNames.JavaNames.class, HostRoute.names(vertx, context)); // see pom.xml
  }
}
