package io.scapro.transport;

import static io.scapro.suite.Await.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.Peer;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.PushSocket;
import io.scapro.suite.Await;
import io.scapro.suite.Received;
import io.scapro.suite.TestCa;
import io.scapro.suite.TestCa.Issued;
import io.scapro.transport.TlsOptions.ClientAuth;
import io.scapro.transport.TlsOptions.Engine;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.security.UnrecoverableKeyException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The contexts of both engines are built when an endpoint binds, connects and reloads, on workers;
 * handshakes build none. Each build of Netty's contexts takes the key managers of a factory, whose
 * provider this test replaces.
 */
@ExtendWith(VertxExtension.class)
class TlsThreadsTest {

  private static final String ALGORITHM = KeyManagerFactory.getDefaultAlgorithm();

  /**
   * One built context.
   *
   * @param side {@code Server} or {@code Client}
   */
  private record Built(String side, boolean onEventLoop) {}

  private static final BlockingQueue<Built> BUILT = new LinkedBlockingQueue<>();

  private final Provider recorder = new Recorder();
  private Vertx vertx;
  private TestCa ca;
  private PullSocket pull;
  private PushSocket push;
  private BlockingQueue<Peer> accepted;

  @TempDir Path folder;

  /** Has the key manager factories of Java, and writes down whose contexts take key managers. */
  private static final class Recorder extends Provider {
    private static final long serialVersionUID = 1;

    Recorder() {
      super("recorder", "1", "");
      putService(
          new Service(this, "KeyManagerFactory", ALGORITHM, "any", null, null) {
            @Override
            public Object newInstance(Object none) {
              return new RecordingKeys();
            }
          });
    }
  }

  private static final class RecordingKeys extends KeyManagerFactorySpi {
    private final KeyManagerFactory java;

    RecordingKeys() {
      try {
        java = KeyManagerFactory.getInstance(ALGORITHM, "SunJSSE");
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    protected void engineInit(KeyStore store, char[] password)
        throws KeyStoreException, NoSuchAlgorithmException, UnrecoverableKeyException {
      java.init(store, password);
    }

    @Override
    protected void engineInit(ManagerFactoryParameters parameters)
        throws InvalidAlgorithmParameterException {
      java.init(parameters);
    }

    @Override
    protected KeyManager[] engineGetKeyManagers() {
      for (String side : List.of("Server", "Client")) {
        if (Stream.of(new Throwable().getStackTrace())
            .map(StackTraceElement::getClassName)
            .anyMatch(name -> name.matches("io\\.netty\\.handler\\.ssl\\..*" + side + "Context"))) {
          BUILT.add(new Built(side, Context.isOnEventLoopThread()));
        }
      }
      return java.getKeyManagers();
    }
  }

  @BeforeEach
  void record(Vertx vertx) {
    this.vertx = vertx;
    BUILT.clear();
    Security.insertProviderAt(recorder, 1);
    ca = new TestCa(folder, "authority");
    pull = PullSocket.create(vertx);
    push = PushSocket.create(vertx);
    accepted = new LinkedBlockingQueue<>();
    pull.peerHook(
        peer -> {
          accepted.add(peer);
          return Future.succeededFuture();
        });
  }

  @AfterEach
  void forget() {
    result(push.close());
    result(pull.close());
    Security.removeProvider(recorder.getName());
  }

  private static TlsOptions own(Issued... issued) {
    return new TlsOptions()
        .setCertificates(Stream.of(issued).map(each -> each.certificate().toString()).toList())
        .setKeys(Stream.of(issued).map(each -> each.key().toString()).toList());
  }

  private EndpointOptions with(TlsOptions tls) {
    return new EndpointOptions()
        .with(tls.setTrusted(List.of(ca.pem().toString())))
        .setReconnectInterval(Duration.ofMillis(20));
  }

  private static List<Built> built() {
    List<Built> all = new ArrayList<>();
    BUILT.drainTo(all);
    return all;
  }

  private static Built onWorker(String side) {
    return new Built(side, false);
  }

  private void delivers(Received received, String text) {
    push.send(Buffer.buffer(text));
    assertEquals(Buffer.buffer(text), received.next());
  }

  @ParameterizedTest
  @CsvSource({
    "JDK, tls+tcp, call",
    "OPENSSL, tls+tcp, call",
    "JDK, wss, call",
    "OPENSSL, wss, call",
    "JDK, tls+tcp, watch",
    "OPENSSL, tls+tcp, watch"
  })
  void contextsAreBuiltOffTheEventLoop(Engine engine, String scheme, String reload)
      throws Exception {
    Duration watch = reload.equals("watch") ? Duration.ofMillis(20) : Duration.ZERO;
    Issued server = ca.issue("localhost");
    Issued client = ca.issue("client.example");
    Received received = Received.of(pull);

    Endpoint bound =
        result(
            pull.bind(
                scheme + "://127.0.0.1:0" + (scheme.equals("wss") ? "/sp" : ""),
                with(
                    own(server)
                        .setClientAuth(ClientAuth.REQUIRED)
                        .setEngine(engine)
                        .setWatch(watch))));
    assertEquals(List.of(onWorker("Server")), built(), "at bind");

    Endpoint connected =
        result(
            push.connect(
                bound.address().toString().replace("127.0.0.1", "localhost"),
                with(own(client).setEngine(engine).setWatch(watch))));
    delivers(received, "first");
    assertEquals(List.of(onWorker("Client")), built(), "at connect");

    if (reload.equals("call")) {
      result(bound.reload());
      assertEquals(List.of(onWorker("Server")), built(), "at the listener's reload");
      result(connected.reload());
      assertEquals(List.of(onWorker("Client")), built(), "at the connector's reload");
    } else {
      Files.setLastModifiedTime(server.certificate(), FileTime.fromMillis(1));
      assertEquals(onWorker("Server"), Await.next(BUILT), "at the listener's look");
      Files.setLastModifiedTime(client.certificate(), FileTime.fromMillis(1));
      assertEquals(onWorker("Client"), Await.next(BUILT), "at the connector's look");
    }

    result(pull.disconnect(Await.next(accepted)));
    Await.next(accepted); // connected again
    delivers(received, "second");
    assertEquals(List.of(), built(), "in the handshake after a reload");
  }

  /** Each certificate of a listener has a context, chosen by the name that a client asks for. */
  @ParameterizedTest
  @EnumSource(Engine.class)
  void contextsOfSeveralNamesAreBuiltOffTheEventLoop(Engine engine) {
    Received received = Received.of(pull);
    Endpoint bound =
        result(
            pull.bind(
                "tls+tcp://127.0.0.1:0",
                with(own(ca.issue("a.example"), ca.issue("*.b.example")).setEngine(engine))));
    List<Built> atBind = built();
    assertFalse(atBind.isEmpty(), "contexts at bind");
    assertFalse(atBind.contains(new Built("Server", true)), "on the event loop at bind");
    for (String name : List.of("a.example", "some.b.example", "a.example")) {
      push = PushSocket.create(vertx);
      push.connect(bound.address().toString(), with(new TlsOptions().setServerName(name)));
      delivers(received, name);
    }
    assertEquals(List.of(), built(), "in handshakes");
  }
}
