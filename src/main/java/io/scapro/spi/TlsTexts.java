package io.scapro.spi;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Translates the messages of TLS engines to readable texts. */
final class TlsTexts {

  /**
   * Java's engine: {@code Received fatal alert: unknown_ca}; OpenSSL: {@code …_ALERT_UNKNOWN_CA}.
   */
  private static final Pattern ALERT = Pattern.compile("(?:fatal alert: |_ALERT_)([A-Za-z_]+)");

  private static final Map<String, String> ALERTS =
      Map.of(
          "unknown_ca",
              "it does not trust the CA of our certificate; do: add that CA to its trusted CAs",
          "bad_certificate",
              "it does not accept our certificate, or requires one; do: check tls.certificates here"
                  + " and the expected name there",
          "certificate_unknown",
              "it does not accept our certificate; this alert does not say why; do: see its log, or check"
                  + " the trusted CAs and the expected name there, and the dates of our certificate",
          "certificate_expired", "our certificate has expired; do: renew it",
          "certificate_revoked", "our certificate is revoked; do: renew it",
          "certificate_required",
              "it requires a certificate; do: set tls.certificates and tls.keys",
          "handshake_failure",
              "no common cipher, or it requires a certificate; do: check tls.certificates",
          "protocol_version", "no common version; do: allow TLS 1.2 or 1.3 there");

  /** Java's engine, and OpenSSL. */
  private static final List<String> WITHOUT_CERTIFICATE =
      List.of("Empty client certificate chain", "PEER_DID_NOT_RETURN_A_CERTIFICATE");

  private TlsTexts() {}

  /** Whether this side, a server, refused a client because it sent no certificate. */
  static boolean isWithoutCertificate(String text) {
    return WITHOUT_CERTIFICATE.stream().anyMatch(text::contains);
  }

  /** A readable text; empty: {@code text} is not about TLS. */
  static Optional<String> of(String text) {
    Matcher alert = ALERT.matcher(text);
    if (alert.find()) {
      String name = alert.group(1).toLowerCase(Locale.ROOT);
      String meaning = ALERTS.get(name);
      return Optional.of(
          "the peer ended the TLS handshake with the alert %s%s"
              .formatted(name, meaning == null ? "" : ": " + meaning));
    }
    if (isWithoutCertificate(text)) {
      return Optional.of(
          "expected a client certificate, got none; do: set tls.certificates and tls.keys at the client");
    }
    return text.contains("not an SSL/TLS record")
        ? Optional.of(
            "expected TLS, got another protocol; do: use tcp:// or ws://, or a port with" + " TLS")
        : Optional.empty();
  }
}
