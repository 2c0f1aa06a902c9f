package io.scapro.transport.tls;

import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Host;
import io.scapro.spi.Link;
import io.scapro.transport.TlsOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;

/**
 * The TLS of one endpoint: turns its fresh connections into protected ones, with the files as they
 * were when they were read last. Any thread.
 */
public final class Tls {

  private static final Logger LOG = Logger.getLogger("io.scapro");
  private static final Set<String> VERSIONS = Set.of("TLSv1.2", "TLSv1.3");

  private final Vertx vertx;
  private final TlsOptions options;
  private final boolean server;
  private final Duration timeout;
  private final SSLEngineOptions engine;
  private final AcceptedTls accepted;
  private final TlsFiles files;
  private final long watcher;
  private volatile SSLOptions now;
  private volatile Map<String, String> seen;

  /**
   * Reads the files.
   *
   * @throws SpException FAILED: a file cannot be used; UNSUPPORTED: no such engine
   */
  public Tls(Link link, boolean server) {
    this.vertx = link.vertx();
    this.options = link.options().get(TlsOptions.class);
    this.server = server;
    this.timeout = link.options().getHandshakeTimeout();
    this.engine = engine(options.getEngine());
    this.accepted = new AcceptedTls(vertx, engine);
    this.files = new TlsFiles(vertx, options);
    this.seen = files.state();
    this.now = read();
    long interval = options.getWatch().toMillis();
    this.watcher = interval == 0 ? -1 : vertx.setPeriodic(interval, tick -> look());
    if (!server && options.isInsecure()) {
      LOG.warning(
          "insecure: nobody is verified at the other end of an endpoint of " + link.identity());
    }
  }

  private static SSLEngineOptions engine(TlsOptions.Engine wanted) {
    boolean openSsl = OpenSSLEngineOptions.isAvailable();
    if (wanted == TlsOptions.Engine.OPENSSL && !openSsl) {
      throw new SpException(
          Reason.UNSUPPORTED,
          "expected io.netty:netty-tcnative-boringssl-static on the class path for engine openssl,"
              + " got none, do: add it, or choose engine jdk");
    }
    return openSsl && wanted != TlsOptions.Engine.JDK
        ? new OpenSSLEngineOptions()
        : new JdkSSLEngineOptions();
  }

  /** For the options of clients. */
  public SSLEngineOptions engine() {
    return engine.copy();
  }

  /** For people. */
  public String description() {
    String by = engine instanceof OpenSSLEngineOptions ? "TLS by OpenSSL" : "TLS by JDK";
    return !server && options.isInsecure() ? by + ", insecure" : by;
  }

  private SSLOptions read() {
    KeyCertOptions own = files.own();
    SSLOptions result = server ? forServer(own) : forClient();
    result
        .setKeyCertOptions(own)
        .setEnabledSecureTransportProtocols(VERSIONS)
        .setSslHandshakeTimeout(timeout.toNanos())
        .setSslHandshakeTimeoutUnit(TimeUnit.NANOSECONDS);
    return result;
  }

  private ServerSSLOptions forServer(KeyCertOptions own) {
    if (own == null) {
      throw new SpException(
          Reason.FAILED,
          "expected a certificate to bind with, got none, do: set tls.certificates and tls.keys, or"
              + " tls.keyStore");
    }
    ServerSSLOptions result = new ServerSSLOptions();
    result.setClientAuth(
        switch (options.getClientAuth()) {
          case NONE -> ClientAuth.NONE;
          case REQUEST -> ClientAuth.REQUEST;
          case REQUIRED -> ClientAuth.REQUIRED;
        });
    if (options.getClientAuth() != TlsOptions.ClientAuth.NONE) {
      result.setTrustOptions(files.trust());
    }
    return result.setSni(options.getCertificates().size() > 1 || !options.getKeyStore().isEmpty());
  }

  private ClientSSLOptions forClient() {
    ClientSSLOptions result = new ClientSSLOptions();
    if (options.isInsecure()) {
      result.setTrustAll(true).setHostnameVerificationAlgorithm("");
    } else {
      result.setHostnameVerificationAlgorithm("HTTPS").setTrustOptions(files.trust());
    }
    return result;
  }

  /** Reads the files again, for connections to come. */
  public Future<Void> reload() {
    return vertx.executeBlocking(
        () -> {
          seen = files.state(); // before reading: what changes meanwhile is seen at the next look
          now = read();
          return null;
        });
  }

  private void look() {
    vertx
        .executeBlocking(() -> !files.state().equals(seen))
        .compose(changed -> changed ? reload() : Future.succeededFuture())
        .onFailure(
            failure ->
                LOG.warning("certificates changed, and cannot be used: " + failure.getMessage()));
  }

  /**
   * Protects {@code socket}, which is closed when that fails. To be called in the turn in which it
   * appeared.
   *
   * @param host whom a client believes to talk to; not used by a server
   * @param within the remaining time for handshakes
   * @return the remaining time after it
   */
  public Future<Duration> protect(NetSocket socket, Host loop, String host, Duration within) {
    long start = loop.nanoTime();
    Promise<Duration> done = Promise.promise();
    Host.Timer deadline = loop.after(within, () -> fail(socket, done, late(socket)));
    upgrade(socket, host)
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
        "expected a TLS handshake within %d ms from %s"
            .formatted(timeout.toMillis(), socket.remoteAddress()));
  }

  private static void fail(NetSocket socket, Promise<Duration> done, Throwable cause) {
    done.tryFail(cause);
    socket.close();
  }

  private Future<Void> upgrade(NetSocket socket, String host) {
    if (now instanceof ServerSSLOptions accepting) {
      return accepted.protect(socket, accepting);
    }
    return socket.upgradeToSsl(
        now, options.getServerName().isEmpty() ? host : options.getServerName());
  }

  public void close() {
    if (watcher >= 0) {
      vertx.cancelTimer(watcher);
    }
  }
}
