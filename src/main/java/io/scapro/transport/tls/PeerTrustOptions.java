package io.scapro.transport.tls;

import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import java.security.KeyStore;
import java.util.function.Function;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.TrustManagerFactorySpi;

/**
 * A {@link PeerTrust} as Vert.x wants it. What Vert.x itself has for that, {@link
 * TrustOptions#wrap}, does not load without SLF4J, which an application need not have.
 */
record PeerTrustOptions(PeerTrust trust) implements TrustOptions {

  @Override
  public TrustOptions copy() {
    return this;
  }

  @Override
  public TrustManagerFactory getTrustManagerFactory(Vertx vertx) {
    return new Factory(trust);
  }

  @Override
  public Function<String, TrustManager[]> trustManagerMapper(Vertx vertx) {
    return serverName -> new TrustManager[] {trust};
  }

  private static final class Factory extends TrustManagerFactory {

    Factory(PeerTrust trust) {
      super(new Spi(trust), null, "scapro");
    }
  }

  private static final class Spi extends TrustManagerFactorySpi {

    private final PeerTrust trust;

    Spi(PeerTrust trust) {
      this.trust = trust;
    }

    @Override
    protected void engineInit(KeyStore none) {}

    @Override
    protected void engineInit(ManagerFactoryParameters none) {}

    @Override
    protected TrustManager[] engineGetTrustManagers() {
      return new TrustManager[] {trust};
    }
  }
}
