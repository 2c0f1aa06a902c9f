package io.scapro.cli.cat;

import io.scapro.cli.cat.engine.CatArguments;
import java.util.List;

/** Options that every tool has here, even if its original does not have them. */
final class CatAdditions {

  static final CatOption INSECURE =
      CatOption.flag(
          "insecure",
          'k',
          "TLS: do not verify the peer's certificate (insecure).",
          (a, none) -> a.insecure());

  static final CatOption CACERT =
      CatOption.value(
          "cacert",
          (char) 0,
          "FILE",
          "TLS: trusted CA certificates (PEM file).",
          (a, v) -> a.trust(readable(v)));

  static final CatOption CERT =
      CatOption.value(
          "cert",
          'E',
          "FILE",
          "TLS: certificate chain (PEM file); without --key, also its private key.",
          (a, v) -> a.certificate(readable(v)));

  static final CatOption KEY =
      CatOption.value(
          "key",
          (char) 0,
          "FILE",
          "TLS: private key of the certificate (PEM file).",
          (a, v) -> a.key(readable(v)));

  static final CatOption POLY =
      CatOption.flag(
          "poly",
          (char) 0,
          "With --pair1: accept any number of peers; send each message to all of them.",
          (a, none) -> a.polyamorous());

  /** The options as additions, for tools whose originals have none of them. */
  static final List<CatOption> ALL =
      List.of(
          POLY.asExtra(),
          new CatOption("cacert", (char) 0, "FILE", CACERT.description(), true, CACERT.effect()),
          new CatOption("cert", (char) 0, "FILE", CERT.description(), true, CERT.effect()),
          new CatOption("key", (char) 0, "FILE", KEY.description(), true, KEY.effect()),
          new CatOption("insecure", (char) 0, "", INSECURE.description(), true, INSECURE.effect()));

  private CatAdditions() {}

  /** Returns {@code path} when it can be read. */
  private static String readable(String path) throws java.io.IOException {
    CatArguments.read(path);
    return path;
  }
}
