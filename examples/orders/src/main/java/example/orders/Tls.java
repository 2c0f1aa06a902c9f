package example.orders;

import io.scapro.EndpointOptions;
import io.scapro.transport.TlsOptions;
import java.util.List;

/** Mutual TLS with the files that the script {@code certificates} makes. */
final class Tls {

  private Tls() {}

  /** For {@code bind}: only clients with a certificate of the CA may connect. */
  static EndpointOptions server(String folder) {
    return options(folder, "server", TlsOptions.ClientAuth.REQUIRED);
  }

  /** For {@code connect}. */
  static EndpointOptions client(String folder) {
    return options(folder, "client", TlsOptions.ClientAuth.NONE);
  }

  private static EndpointOptions options(String folder, String name, TlsOptions.ClientAuth auth) {
    TlsOptions tls =
        new TlsOptions()
            .setCertificates(List.of(folder + "/" + name + ".pem"))
            .setKeys(List.of(folder + "/" + name + ".key"))
            .setTrusted(List.of(folder + "/ca.pem"))
            .setClientAuth(auth);
    return new EndpointOptions().with(tls);
  }
}
