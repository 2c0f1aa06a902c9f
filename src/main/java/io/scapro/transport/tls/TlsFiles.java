package io.scapro.transport.tls;

import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.Failures;
import io.scapro.spi.SecretFile;
import io.scapro.transport.TlsOptions;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.JksOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.TrustOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/** Reads and checks the present files of certificates, private keys and trusted CAs. */
final class TlsFiles {

  private static final Integer DNS_NAME = 2;
  private static final Pattern COMMON_NAME = Pattern.compile("(?:^|[,+])CN=([^,+]+)");

  private final Vertx vertx;
  private final TlsOptions options;

  TlsFiles(Vertx vertx, TlsOptions options) {
    this.vertx = vertx;
    this.options = options;
  }

  /**
   * The certificate chains with their private keys.
   *
   * @param names of all certificates; {@code any.} for the wildcard
   */
  record Own(KeyCertOptions keys, List<String> names) {}

  /** The modification time and size of each file; equal as long as no file has changed. */
  Map<String, String> state() {
    Map<String, String> state = new TreeMap<>();
    Stream.of(
            options.getCertificates(),
            options.getKeys(),
            options.getTrusted(),
            options.getRevoked(),
            List.of(
                options.getKeyStore(),
                options.getKeyStorePasswordFile(),
                options.getTrustStore(),
                options.getTrustStorePasswordFile()))
        .flatMap(List::stream)
        .filter(name -> !name.isEmpty())
        .forEach(name -> state.put(name, stateOf(name)));
    return state;
  }

  private static String stateOf(String name) {
    try {
      Path file = Path.of(name);
      return Files.getLastModifiedTime(file) + " " + Files.size(file);
    } catch (IOException | InvalidPathException e) {
      return e.toString();
    }
  }

  /**
   * Reads the certificate chains and private keys; null if none are configured.
   *
   * @throws SpException FAILED: unreadable, or a key that does not match its certificate
   */
  @Nullable Own own() {
    KeyCertOptions own = readOwn();
    return own == null ? null : new Own(own, checkPairs(own));
  }

  private @Nullable KeyCertOptions readOwn() {
    if (!options.getKeyStore().isEmpty()) {
      Buffer store = read(options.getKeyStore());
      String password = password(options.getKeyStorePasswordFile());
      return isJks(options.getKeyStore())
          ? new JksOptions().setValue(store).setPassword(password)
          : new PfxOptions().setValue(store).setPassword(password);
    }
    if (options.getCertificates().size() != options.getKeys().size()) {
      throw bad(
          "as many keys as certificates, got %d and %d"
              .formatted(options.getKeys().size(), options.getCertificates().size()));
    }
    PemKeyCertOptions pem = new PemKeyCertOptions();
    options.getCertificates().forEach(file -> pem.addCertValue(read(file)));
    options.getKeys().forEach(file -> pem.addKeyValue(readKey(file)));
    return options.getCertificates().isEmpty() ? null : pem;
  }

  /** Checks that each key matches its certificate; returns the names of the certificates. */
  private List<String> checkPairs(KeyCertOptions own) {
    try {
      List<String> names = new ArrayList<>();
      int found = 0;
      for (KeyManager manager : own.getKeyManagerFactory(vertx).getKeyManagers()) {
        if (manager instanceof X509KeyManager keys) {
          for (String alias : aliases(keys)) {
            X509Certificate certificate = keys.getCertificateChain(alias)[0];
            checkPair(keys.getPrivateKey(alias), certificate);
            names.addAll(names(certificate));
            found++;
          }
        }
      }
      if (found == 0) {
        throw bad("a certificate with its private key in " + files() + ", got none");
      }
      return names;
    } catch (SpException e) {
      throw e;
    } catch (Exception e) {
      throw new SpException(
          Reason.FAILED,
          "expected certificates with their keys in %s, got %s".formatted(files(), e),
          e);
    }
  }

  private static List<String> names(X509Certificate certificate)
      throws CertificateParsingException {
    List<String> names = new ArrayList<>();
    if (certificate.getSubjectAlternativeNames() != null) {
      for (List<?> each : certificate.getSubjectAlternativeNames()) {
        if (each.get(0).equals(DNS_NAME)) {
          names.add(each.get(1).toString());
        }
      }
    }
    Matcher common = COMMON_NAME.matcher(certificate.getSubjectX500Principal().getName());
    while (common.find()) {
      names.add(common.group(1));
    }
    names.replaceAll(name -> name.startsWith("*.") ? "any" + name.substring(1) : name);
    return names;
  }

  private static List<String> aliases(X509KeyManager keys) {
    List<String> result = new ArrayList<>();
    for (String type : List.of("RSA", "EC", "EdDSA", "RSASSA-PSS", "DSA")) {
      String[] aliases = keys.getServerAliases(type, null);
      if (aliases != null) {
        result.addAll(Arrays.asList(aliases));
      }
    }
    return result;
  }

  private static void checkPair(PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    PublicKey open = certificate.getPublicKey();
    boolean match = key.getAlgorithm().equals(open.getAlgorithm());
    if (match) {
      byte[] something = "a text to sign".getBytes(StandardCharsets.US_ASCII);
      Signature signature = Signature.getInstance(algorithm(key.getAlgorithm()));
      signature.initSign(key);
      signature.update(something);
      byte[] signed = signature.sign();
      signature.initVerify(open);
      signature.update(something);
      match = signature.verify(signed);
    }
    if (!match) {
      throw bad(
          "the private key of the certificate for %s, got another key"
              .formatted(certificate.getSubjectX500Principal().getName()));
    }
  }

  private static String algorithm(String key) {
    return switch (key) {
      case "EC" -> "SHA256withECDSA";
      case "EdDSA" -> "EdDSA";
      default -> "SHA256with" + key;
    };
  }

  /**
   * Reads the trusted CAs and the lists of revoked certificates.
   *
   * @throws SpException FAILED: a file cannot be used
   */
  TrustManagerFactory trust() {
    try {
      return new PeerTrust(javaTrust(), crls()).factory();
    } catch (SpException e) {
      throw e;
    } catch (Exception e) {
      throw new SpException(
          Reason.FAILED, "expected trusted CA certificates in %s, got %s".formatted(files(), e), e);
    }
  }

  private X509ExtendedTrustManager javaTrust() throws Exception {
    TrustOptions trust = readTrust();
    TrustManagerFactory factory =
        trust == null
            ? TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm())
            : trust.getTrustManagerFactory(vertx);
    if (trust == null) {
      factory.init((KeyStore) null);
    }
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager extended) {
        if (extended.getAcceptedIssuers().length == 0) {
          throw bad("at least one trusted CA certificate in " + files() + ", got none");
        }
        return extended;
      }
    }
    throw bad("an X.509 trust manager of Java, got none");
  }

  private @Nullable TrustOptions readTrust() {
    if (!options.getTrustStore().isEmpty()) {
      Buffer store = read(options.getTrustStore());
      String password = password(options.getTrustStorePasswordFile());
      return isJks(options.getTrustStore())
          ? new JksOptions().setValue(store).setPassword(password)
          : new PfxOptions().setValue(store).setPassword(password);
    }
    if (options.getTrusted().isEmpty()) {
      return null;
    }
    PemTrustOptions pem = new PemTrustOptions();
    options.getTrusted().forEach(file -> pem.addCertValue(read(file)));
    return pem;
  }

  private List<X509CRL> crls() throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509CRL> result = new ArrayList<>();
    for (String file : options.getRevoked()) {
      var lists = factory.generateCRLs(new ByteArrayInputStream(read(file).getBytes()));
      if (lists.isEmpty()) {
        throw bad("a list of revoked certificates in %s, got none".formatted(file));
      }
      lists.forEach(list -> result.add((X509CRL) list));
    }
    return result;
  }

  private static boolean isJks(String file) {
    return file.toLowerCase(Locale.ROOT).endsWith(".jks");
  }

  private static String password(String file) {
    return file.isEmpty() ? "" : new String(SecretFile.read(file), StandardCharsets.UTF_8);
  }

  private static Buffer readKey(String file) {
    Buffer key = read(file);
    if (key.toString(StandardCharsets.ISO_8859_1).contains("ENCRYPTED")) {
      throw bad(
          "a private key without a passphrase in %s, got an encrypted one; do: put it into a .p12"
                  .formatted(file)
              + " store, and the passphrase into its keyStorePasswordFile");
    }
    return key;
  }

  private static Buffer read(String file) {
    try {
      return Buffer.buffer(Files.readAllBytes(Path.of(file)));
    } catch (IOException | InvalidPathException e) {
      throw new SpException(Reason.FAILED, Failures.unreadable(file, e), e);
    }
  }

  private String files() {
    return state().keySet().toString();
  }

  private static SpException bad(String expected) {
    return new SpException(Reason.FAILED, "expected " + expected);
  }
}
