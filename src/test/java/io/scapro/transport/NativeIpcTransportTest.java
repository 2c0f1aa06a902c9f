package io.scapro.transport;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.transport.Transport;
import org.junit.jupiter.api.BeforeAll;

/** The native transport differs in what it removes and whom it tells of; we do not. */
class NativeIpcTransportTest extends IpcTransportTest {

  @BeforeAll
  static void present() {
    assumeTrue(Transport.nativeTransport() != null, "no native transport on this machine");
  }

  @Override
  Vertx newVertx() {
    return Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
  }

  @Override
  int toldPid() {
    return (int) ProcessHandle.current().pid();
  }
}
