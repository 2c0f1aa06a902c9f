package io.scapro.transport.tls;

import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Host;
import io.scapro.spi.HostPort;
import io.scapro.spi.Link;
import io.scapro.spi.Log;
import io.scapro.transport.TlsOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.SSLEngineOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SNIHostName;
import org.jspecify.annotations.Nullable;

/**
 * The TLS of one endpoint: protects its new connections, with the files as of the last read.
 * Creating one blocks, so it belongs on a worker; the methods are safe from any thread.
 */
public final class Tls {

  private final Vertx vertx;
  private final Log log;
  private final TlsOptions options;
  private final @Nullable HostPort server;
  private final Duration timeout;
  private final SSLEngineOptions engine;
  private final TlsFiles files;
  private final AtomicBoolean looking = new AtomicBoolean();
  private final long watcher;
  private volatile TlsContexts now;
  private volatile Map<String, String> seen;

  private Tls(Link link, @Nullable HostPort server) {
    this.vertx = link.vertx();
    this.log = Log.of(link);
    this.options = link.options().get(TlsOptions.class);
    this.server = server;
    this.timeout = link.options().getHandshakeTimeout();
    this.engine = engine(options.getEngine());
    this.files = new TlsFiles(vertx, options);
    this.seen = files.state();
    this.now = read();
    long interval = options.getWatch().toMillis();
    this.watcher = interval == 0 ? -1 : vertx.setPeriodic(interval, tick -> look());
    if (isInsecure()) {
      log.warn(
          "insecure: peers are not verified by an endpoint of a %s socket"
              .formatted(link.identity()));
    }
  }

  /**
   * Reads the files of a listener. Blocks.
   *
   * @throws SpException FAILED: a file cannot be used; UNSUPPORTED: no such engine
   */
  public static Tls ofListener(Link link) {
    return new Tls(link, null);
  }

  /**
   * Reads the files of a connector to {@code server}. Blocks.
   *
   * @throws SpException FAILED: a file or the server name cannot be used; UNSUPPORTED: no such
   *     engine
   */
  public static Tls ofConnector(Link link, HostPort server) {
    return new Tls(link, server);
  }

  private static SSLEngineOptions engine(TlsOptions.Engine wanted) {
    boolean openSsl = OpenSSLEngineOptions.isAvailable();
    if (wanted == TlsOptions.Engine.OPENSSL && !openSsl) {
      throw new SpException(
          Reason.UNSUPPORTED,
          "expected io.netty:netty-tcnative-boringssl-static on the class path for the TLS engine"
              + " openssl, got none; do: add it, or choose the TLS engine jdk");
    }
    return openSsl && wanted != TlsOptions.Engine.JDK
        ? new OpenSSLEngineOptions()
        : new JdkSSLEngineOptions();
  }

  /** A readable description. */
  public String description() {
    String by = engine instanceof OpenSSLEngineOptions ? "TLS by OpenSSL" : "TLS by JDK";
    return isInsecure() ? by + ", insecure" : by;
  }

  private boolean isInsecure() {
    return server != null && options.isInsecure();
  }

  private TlsContexts read() {
    try {
      TlsFiles.Own own = files.own();
      return server == null ? forServer(own) : forClient(own, server);
    } catch (SpException e) {
      throw e;
    } catch (Exception e) {
      throw new SpException(
          Reason.FAILED, "expected certificates that the TLS engine accepts, got " + e, e);
    }
  }

  private TlsContexts forServer(TlsFiles.@Nullable Own own) throws Exception {
    if (own == null) {
      throw new SpException(
          Reason.FAILED,
          "expected a certificate to bind with, got none; do: set tls.certificates and tls.keys, or"
              + " tls.keyStore");
    }
    boolean asks = options.getClientAuth() != TlsOptions.ClientAuth.NONE;
    boolean byName = options.getCertificates().size() > 1 || !options.getKeyStore().isEmpty();
    return TlsContexts.forServer(
        new TlsContexts.Setup(vertx, engine, timeout),
        own.keys(),
        options.getClientAuth(),
        asks ? files.trust() : null,
        byName ? own.names() : List.of());
  }

  private TlsContexts forClient(TlsFiles.@Nullable Own own, HostPort to) throws Exception {
    return TlsContexts.forClient(
        new TlsContexts.Setup(vertx, engine, timeout),
        own == null ? null : own.keys(),
        options.isInsecure() ? null : files.trust(),
        serverName(wanted(to)),
        verified(to));
  }

  private HostPort wanted(HostPort to) {
    String wanted = options.getServerName();
    return wanted.isEmpty() ? to : new HostPort(wanted, to.port(), Optional.empty());
  }

  /** The host that the certificate must match if no server name is sent. */
  private HostPort verified(HostPort to) {
    HostPort wanted = wanted(to);
    return wanted.isLiteral() ? wanted : to;
  }

  /** The server name to ask for (SNI); null for an IP address, which RFC 6066 does not allow. */
  private @Nullable SNIHostName serverName(HostPort wanted) {
    if (wanted.isLiteral()) {
      return null;
    }
    try {
      return new SNIHostName(wanted.tlsName());
    } catch (IllegalArgumentException e) {
      if (options.getServerName().isEmpty()) {
        return null;
      }
      throw new SpException(
          Reason.FAILED, "expected a host name in tls.serverName, got " + wanted.host(), e);
    }
  }

  /** Reads the files again on a worker, for new connections. */
  public Future<Void> reload() {
    return vertx.executeBlocking(
        () -> {
          seen = files.state(); // before reading: the next check sees changes made meanwhile
          now = read();
          return null;
        });
  }

  private void look() {
    if (!looking.compareAndSet(false, true)) {
      return; // slow file system: checks must not queue up
    }
    vertx
        .executeBlocking(() -> !files.state().equals(seen))
        .compose(changed -> changed ? reload() : Future.succeededFuture())
        .onComplete(looked -> looking.set(false))
        .onFailure(
            failure ->
                log.warn("the changed certificates cannot be used: " + failure.getMessage()));
  }

  /**
   * Starts TLS on {@code socket}; closes it on failure. To be called in the turn in which the
   * connection appears.
   *
   * @param within the remaining time for handshakes
   * @return the remaining time after it
   */
  public Future<Duration> protect(NetSocket socket, Host loop, Duration within) {
    long start = loop.nanoTime();
    Promise<Duration> done = Promise.promise();
    Host.Timer deadline = loop.after(within, () -> fail(socket, done, late(socket)));
    now.protect(socket)
        .onComplete(
            ready -> {
              deadline.cancel();
              Duration remaining = within.minusNanos(loop.nanoTime() - start);
              if (remaining.isNegative() || remaining.isZero()) {
                fail(socket, done, late(socket));
              } else {
                done.tryComplete(remaining);
              }
            },
            failure -> {
              deadline.cancel();
              fail(socket, done, failure);
            });
    return done.future();
  }

  private SpException late(NetSocket socket) {
    return new SpException(
        Reason.TIMEOUT,
        ("expected a complete TLS handshake within %d ms from %s, got a part of it or nothing;"
                + " do: check that the peer uses TLS, and whether it hangs")
            .formatted(timeout.toMillis(), socket.remoteAddress()));
  }

  private static void fail(NetSocket socket, Promise<Duration> done, Throwable cause) {
    done.tryFail(cause);
    socket.close();
  }

  public void close() {
    if (watcher >= 0) {
      vertx.cancelTimer(watcher);
    }
  }
}
