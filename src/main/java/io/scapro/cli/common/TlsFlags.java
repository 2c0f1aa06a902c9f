package io.scapro.cli.common;

import io.scapro.EndpointOptions;
import io.scapro.transport.TlsOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The TLS options of a command, for tls+tcp and wss, with the names of nngcat. */
public final class TlsFlags {

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      description = "Certificate chain (PEM file); requires --key.")
  private @Nullable String certificate;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "Private key of the certificate (PEM file).")
  private @Nullable String key;

  @Option(
      names = "--cacert",
      paramLabel = "FILE",
      description = "Trusted CA certificates (PEM file).")
  private @Nullable String trusted;

  @Option(names = "--insecure", description = "Do not verify the peer's certificate (insecure).")
  private boolean insecure;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = "TLS engine: auto (default), jdk or openssl.")
  private TlsOptions.Engine engine;

  /** Endpoint options with the given TLS options. */
  public EndpointOptions options() {
    TlsOptions tls = new TlsOptions().setEngine(engine).setInsecure(insecure);
    if (certificate != null) {
      tls.setCertificates(List.of(certificate));
    }
    if (key != null) {
      tls.setKeys(List.of(key));
    }
    if (trusted != null) {
      tls.setTrusted(List.of(trusted));
    }
    return new EndpointOptions().with(tls);
  }
}
