package io.scapro.cli.cat;

import io.scapro.cli.cat.engine.CatArguments;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The TLS options of {@code scapro cat}, for tls+tcp and wss. */
final class CatTlsFlags {

  @Option(names = "--cacert", paramLabel = "FILE", description = "Whom to trust, PEM.")
  @Nullable String trusted;

  @Option(
      names = {"-E", "--cert"},
      paramLabel = "FILE",
      description = "The own certificate, PEM; with its key, unless there is --key.")
  @Nullable String certificate;

  @Option(names = "--key", paramLabel = "FILE", description = "The own private key, PEM.")
  @Nullable String key;

  @Option(
      names = {"-k", "--insecure"},
      description = "Trust any certificate of anybody.")
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
