package io.scapro.transport.tls;

import io.netty.handler.ssl.OpenSslCertificateException;
import java.net.Socket;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.TrustManagerFactorySpi;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Verifies a peer with Java's checks, including its name, and then with the lists of revoked
 * certificates. An error names the failed check and the certificate.
 */
final class PeerTrust extends X509ExtendedTrustManager {

  private final X509ExtendedTrustManager java;
  private final List<X509CRL> revoked;

  PeerTrust(X509ExtendedTrustManager java, List<X509CRL> revoked) {
    this.java = java;
    this.revoked = revoked;
  }

  /** A factory of this trust manager, as Netty requires. */
  TrustManagerFactory factory() {
    return new Factory(this);
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

  private interface Check {
    void run() throws CertificateException;
  }

  private void check(X509Certificate[] chain, Check check) throws CertificateException {
    try {
      check.run();
    } catch (CertificateException failure) {
      Verdict verdict = Verdict.of(failure);
      throw verdict.exception(found(chain, failure), failure);
    }
    for (X509Certificate each : chain) {
      for (X509CRL list : revoked) {
        if (list.getIssuerX500Principal().equals(each.getIssuerX500Principal())
            && list.isRevoked(each)) {
          String text = "expected a certificate that is not revoked, got " + names(each);
          throw Verdict.REVOKED.exception(text, new CertificateException(text));
        }
      }
    }
  }

  private static String found(X509Certificate[] chain, Throwable failure) {
    Instant now = Instant.now();
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof CertificateExpiredException) {
        X509Certificate expired = first(chain, one -> one.getNotAfter().toInstant().isBefore(now));
        return "expected a certificate that has not expired, got %s, which expired on %tF"
            .formatted(names(expired), expired.getNotAfter());
      }
      if (each instanceof CertificateNotYetValidException) {
        X509Certificate early = first(chain, one -> one.getNotBefore().toInstant().isAfter(now));
        return "expected a certificate that is valid already, got %s, which is valid from %tF on"
            .formatted(names(early), early.getNotBefore());
      }
      if (each instanceof CertPathBuilderException) {
        return "expected a certificate of a trusted CA, not %s, got %s"
            .formatted(
                isSelfSigned(chain[0]) ? "a self-signed one" : "of " + issuer(chain),
                names(chain[0]));
      }
    }
    return "expected a %s (%s), got %s"
        .formatted(
            String.valueOf(failure.getMessage()).startsWith("No ")
                ? "certificate for the requested name"
                : "valid certificate",
            failure.getMessage(),
            names(chain[0]));
  }

  /** The first certificate of {@code chain} that {@code test} finds; that of the peer if none. */
  private static X509Certificate first(X509Certificate[] chain, Predicate<X509Certificate> test) {
    return Arrays.stream(chain).filter(test).findFirst().orElse(chain[0]);
  }

  /** The failed check, in the form from which each engine selects its TLS alert. */
  private enum Verdict {
    UNKNOWN_CA(20, BasicReason.UNSPECIFIED, "trust its CA here, if that is right"),
    EXPIRED(10, BasicReason.EXPIRED, "renew it there"),
    NOT_YET_VALID(9, BasicReason.NOT_YET_VALID, "check the clocks of both sides"),
    REVOKED(23, BasicReason.REVOKED, "replace it there"),
    WRONG_NAME(62, BasicReason.UNSPECIFIED, "connect by a name in it, or set tls.serverName"),
    BAD(28, BasicReason.UNSPECIFIED, "replace it there");

    /** X509_V_ERR of OpenSSL. */
    private final int openSsl;

    private final BasicReason jdk;

    private final String advice;

    Verdict(int openSsl, BasicReason jdk, String advice) {
      this.openSsl = openSsl;
      this.jdk = jdk;
      this.advice = advice;
    }

    static Verdict of(Throwable failure) {
      for (Throwable each = failure; each != null; each = each.getCause()) {
        if (each instanceof CertificateExpiredException) {
          return EXPIRED;
        }
        if (each instanceof CertificateNotYetValidException) {
          return NOT_YET_VALID;
        }
        if (each instanceof CertPathBuilderException) {
          return UNKNOWN_CA;
        }
      }
      return String.valueOf(failure.getMessage()).startsWith("No ") ? WRONG_NAME : BAD;
    }

    /** Netty's OpenSSL engine uses the code, Java's engine the reason of the cause. */
    CertificateException exception(String found, Throwable cause) {
      String text = found + "; do: " + advice;
      return new OpenSslCertificateException(
          text, new CertPathValidatorException(text, cause, null, -1, jdk), openSsl);
    }
  }

  private static boolean isSelfSigned(X509Certificate certificate) {
    return certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal());
  }

  private static String issuer(X509Certificate[] chain) {
    return plain(chain[chain.length - 1].getIssuerX500Principal().getName());
  }

  private static String names(X509Certificate certificate) {
    return plain(certificate.getSubjectX500Principal().getName());
  }

  /** Text of the peer in a form for logs: printable and shortened. */
  private static String plain(String text) {
    String printable = text.replaceAll("[^\\x20-\\x7e]", "?");
    return printable.length() <= 128 ? printable : printable.substring(0, 128) + "…";
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain, () -> java.checkServerTrusted(chain, type, engine));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain, () -> java.checkClientTrusted(chain, type, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain, () -> java.checkServerTrusted(chain, type, socket));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain, () -> java.checkClientTrusted(chain, type, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain, () -> java.checkServerTrusted(chain, type));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain, () -> java.checkClientTrusted(chain, type));
  }

  /**
   * Sends no CA names to clients. So a client with a certificate of another CA sends it, and the
   * refusal can name that certificate.
   */
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
