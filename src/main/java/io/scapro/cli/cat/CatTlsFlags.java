package io.scapro.cli.cat;

import io.scapro.cli.cat.engine.CatArguments;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The TLS options of {@code scapro cat}, for tls+tcp and wss. */
final class CatTlsFlags {

  @Option(
      names = "--cacert",
      paramLabel = "FILE",
      description = "Trusted CA certificates (PEM file).")
  @Nullable String trusted;

  @Option(
      names = {"-E", "--cert"},
      paramLabel = "FILE",
      description = "Certificate chain (PEM file); without --key, also its private key.")
  @Nullable String certificate;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "Private key of the certificate (PEM file).")
  @Nullable String key;

  @Option(
      names = {"-k", "--insecure"},
      description = "Do not verify the peer's certificate (insecure).")
  boolean insecure;

  void into(CatArguments arguments) {
    if (trusted != null) {
      arguments.trust(trusted);
    }
    if (certificate != null) {
      arguments.certificate(certificate);
    }
    if (key != null) {
      arguments.key(key);
    }
    if (insecure) {
      arguments.insecure();
    }
  }
}
