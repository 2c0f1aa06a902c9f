package io.scapro.suite;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority that lives as long as a test, and what it certifies, as files. */
public final class TestCa {

  private static final AtomicLong SERIAL = new AtomicLong(1);

  private final Path folder;
  private final Party self;
  private final X509Certificate certificate;

  /** A name and its keys. */
  private record Party(X500Name name, KeyPair keys) {
    static Party of(String name, String keyType) {
      return new Party(new X500Name("CN=" + name), newKeys(keyType));
    }
  }

  /** A certificate and its key. */
  public record Issued(
      Path certificate, Path key, Path p12, Path jks, Path password, X509Certificate x509) {}

  public TestCa(Path folder, String name) {
    this(folder, Party.of(name, "RSA"));
  }

  private TestCa(Path folder, Party self) {
    this(folder, self, self, Duration.ofDays(1));
  }

  private TestCa(Path folder, Party self, Party issuer, Duration valid) {
    this.folder = folder;
    this.self = self;
    this.certificate = sign(self, issuer, true, valid);
    write(pem(), pem(certificate));
  }

  /** An expired authority whose certificate is of this one. */
  public TestCa expiredBelow(String name) {
    return new TestCa(folder, Party.of(name, "RSA"), self, Duration.ofDays(-1));
  }

  /** Its own certificate, the last one of each chain. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** What trusts it. */
  public Path pem() {
    return folder.resolve(self.name.toString().substring(3) + ".pem");
  }

  /** A certificate for these host names and addresses; the first is its subject. */
  public Issued issue(String... names) {
    return issue("EC", Duration.ofDays(1), names);
  }

  /** As mbedTLS, in Debian's nngcat, likes it. */
  public Issued issueRsa(String... names) {
    return issue("RSA", Duration.ofDays(1), names);
  }

  public Issued issueExpired(String... names) {
    return issue("EC", Duration.ofDays(-1), names);
  }

  private Issued issue(String type, Duration valid, String... names) {
    Party own = Party.of(names[0], type);
    return files(own.keys, sign(own, self, false, valid, names), certificate);
  }

  /** One that nobody vouches for. */
  public Issued selfSigned(String... names) {
    Party own = Party.of(names[0], "EC");
    return files(own.keys, sign(own, own, false, Duration.ofDays(1), names));
  }

  /** For clients of Java that trust this authority, and servers that have {@code own}. */
  public SSLContext context(Issued own) {
    try {
      KeyStore trust = KeyStore.getInstance("PKCS12");
      trust.load(null, null);
      trust.setCertificateEntry("authority", certificate);
      TrustManagerFactory trusted =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trusted.init(trust);
      KeyStore keyStore = KeyStore.getInstance("PKCS12");
      try (var in = Files.newInputStream(own.p12)) {
        keyStore.load(in, "secret".toCharArray());
      }
      KeyManagerFactory keyManagers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keyManagers.init(keyStore, "secret".toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers.getKeyManagers(), trusted.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A list of revoked certificates. */
  public Path revoke(Issued... revoked) {
    try {
      X509v2CRLBuilder list = new X509v2CRLBuilder(self.name, new Date());
      list.setNextUpdate(Date.from(Instant.now().plus(Duration.ofDays(1))));
      for (Issued each : revoked) {
        list.addCRLEntry(each.x509.getSerialNumber(), new Date(), CRLReason.keyCompromise);
      }
      byte[] der =
          list.build(new JcaContentSignerBuilder("SHA256withRSA").build(self.keys.getPrivate()))
              .getEncoded();
      return Files.write(folder.resolve("revoked" + SERIAL.getAndIncrement() + ".crl"), der);
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Issued files(KeyPair own, Certificate... chain) {
    String file = "certificate" + SERIAL.getAndIncrement();
    Path password = write(folder.resolve(file + ".password"), "secret\n");
    return new Issued(
        write(folder.resolve(file + ".pem"), pem((Object[]) chain)),
        write(folder.resolve(file + ".key"), key(own)),
        store("PKCS12", file + ".p12", own, chain),
        store("JKS", file + ".jks", own, chain),
        password,
        (X509Certificate) chain[0]);
  }

  private Path store(String type, String file, KeyPair own, Certificate... chain) {
    try {
      KeyStore store = KeyStore.getInstance(type);
      store.load(null, null);
      store.setKeyEntry("own", own.getPrivate(), "secret".toCharArray(), chain);
      Path path = folder.resolve(file);
      try (var out = Files.newOutputStream(path)) {
        store.store(out, "secret".toCharArray());
      }
      return path;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair newKeys(String type) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
      if (type.equals("EC")) {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      } else {
        generator.initialize(2048);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Certificate sign(
      Party subject, Party issuer, boolean authority, Duration valid, String... names) {
    try {
      Instant now = Instant.now();
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              issuer.name,
              BigInteger.valueOf(SERIAL.getAndIncrement()),
              Date.from(now.minus(Duration.ofDays(2))),
              Date.from(now.plus(valid)),
              subject.name,
              subject.keys.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      if (names.length > 0) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(Arrays.stream(names).map(TestCa::name).toArray(GeneralName[]::new)));
      }
      String algorithm =
          issuer.keys.getPrivate().getAlgorithm().equals("EC")
              ? "SHA256withECDSA"
              : "SHA256withRSA";
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder(algorithm).build(issuer.keys.getPrivate())));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static GeneralName name(String text) {
    boolean address = text.matches("[0-9.]+|.*:.*");
    return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, text);
  }

  private static String key(KeyPair own) {
    try {
      return pem(new JcaPKCS8Generator(own.getPrivate(), null).generate());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String pem(Object... objects) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      for (Object each : objects) {
        writer.writeObject(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
