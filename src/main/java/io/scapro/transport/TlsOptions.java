package io.scapro.transport;

import io.scapro.Arguments;
import io.scapro.OptionFields;
import io.scapro.TransportOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The options of tls+tcp and wss endpoints: TLS 1.2 and 1.3. In JSON under {@code tls}; docs/tls.md
 * has examples. Everything secret is in files. A PEM key with a passphrase is not supported; use a
 * store.
 *
 * <p>A listener needs a certificate chain and a private key: PEM files, or a PKCS12 or JKS store.
 * The trusted CAs are PEM files or a store; by default those of Java. A listener with several
 * certificates chooses by the name that the client asks for (SNI). If files cannot be used, bind
 * fails with FAILED, and so does each attempt to connect.
 */
public final class TlsOptions extends TransportOptions<TlsOptions> {

  /** The implementation of TLS. */
  public enum Engine {
    /** OpenSSL where netty-tcnative is on the class path, else Java. */
    AUTO,

    /** The implementation of Java. */
    JDK,

    /**
     * OpenSSL. Without netty-tcnative on the class path, bind fails with UNSUPPORTED, and so does
     * each attempt to connect.
     */
    OPENSSL
  }

  /** Whether a listener asks its clients for certificates. */
  public enum ClientAuth {
    /** Clients are not asked. */
    NONE,
    /** Clients are asked, but need no certificate. A certificate that they send must be trusted. */
    REQUEST,

    /** Clients without a trusted certificate are refused. */
    REQUIRED
  }

  /** Default of {@link #getCertificates}. */
  public static final List<String> DEFAULT_CERTIFICATES = List.of();

  /** Default of {@link #getKeys}. */
  public static final List<String> DEFAULT_KEYS = List.of();

  /** Default of {@link #getKeyStore}. */
  public static final String DEFAULT_KEY_STORE = "";

  /** Default of {@link #getKeyStorePasswordFile}. */
  public static final String DEFAULT_KEY_STORE_PASSWORD_FILE = "";

  /** Default of {@link #getTrusted}. */
  public static final List<String> DEFAULT_TRUSTED = List.of();

  /** Default of {@link #getTrustStore}. */
  public static final String DEFAULT_TRUST_STORE = "";

  /** Default of {@link #getTrustStorePasswordFile}. */
  public static final String DEFAULT_TRUST_STORE_PASSWORD_FILE = "";

  /** Default of {@link #getRevoked}. */
  public static final List<String> DEFAULT_REVOKED = List.of();

  /** Default of {@link #getClientAuth}. */
  public static final ClientAuth DEFAULT_CLIENT_AUTH = ClientAuth.NONE;

  /** Default of {@link #getServerName}. */
  public static final String DEFAULT_SERVER_NAME = "";

  /** Default of {@link #isInsecure}. */
  public static final boolean DEFAULT_INSECURE = false;

  /** Default of {@link #getEngine}. */
  public static final Engine DEFAULT_ENGINE = Engine.AUTO;

  /** Default of {@link #getWatch}. */
  public static final Duration DEFAULT_WATCH = Duration.ZERO;

  private static final OptionFields<TlsOptions> FIELDS =
      new OptionFields<TlsOptions>()
          .files("certificates", TlsOptions::getCertificates, TlsOptions::setCertificates)
          .files("keys", TlsOptions::getKeys, TlsOptions::setKeys)
          .file("keyStore", TlsOptions::getKeyStore, TlsOptions::setKeyStore)
          .file(
              "keyStorePasswordFile",
              TlsOptions::getKeyStorePasswordFile,
              TlsOptions::setKeyStorePasswordFile)
          .files("trusted", TlsOptions::getTrusted, TlsOptions::setTrusted)
          .file("trustStore", TlsOptions::getTrustStore, TlsOptions::setTrustStore)
          .file(
              "trustStorePasswordFile",
              TlsOptions::getTrustStorePasswordFile,
              TlsOptions::setTrustStorePasswordFile)
          .files("revoked", TlsOptions::getRevoked, TlsOptions::setRevoked)
          .choice(
              "clientAuth", ClientAuth.class, TlsOptions::getClientAuth, TlsOptions::setClientAuth)
          .text("serverName", TlsOptions::getServerName, TlsOptions::setServerName)
          .bool("insecure", TlsOptions::isInsecure, TlsOptions::setInsecure)
          .choice("engine", Engine.class, TlsOptions::getEngine, TlsOptions::setEngine)
          .time("watch", TlsOptions::getWatch, TlsOptions::setWatch);

  private List<String> certificates = DEFAULT_CERTIFICATES;
  private List<String> keys = DEFAULT_KEYS;
  private String keyStore = DEFAULT_KEY_STORE;
  private String keyStorePasswordFile = DEFAULT_KEY_STORE_PASSWORD_FILE;
  private List<String> trusted = DEFAULT_TRUSTED;
  private String trustStore = DEFAULT_TRUST_STORE;
  private String trustStorePasswordFile = DEFAULT_TRUST_STORE_PASSWORD_FILE;
  private List<String> revoked = DEFAULT_REVOKED;
  private ClientAuth clientAuth = DEFAULT_CLIENT_AUTH;
  private String serverName = DEFAULT_SERVER_NAME;
  private boolean insecure = DEFAULT_INSECURE;
  private Engine engine = DEFAULT_ENGINE;
  private Duration watch = DEFAULT_WATCH;

  /** All options have their defaults. */
  public TlsOptions() {}

  /**
   * The defaults, except for what {@code json} names; see {@link #setAll(JsonObject)}.
   *
   * @param json options by name
   * @throws IllegalArgumentException an unknown key, or a value that cannot be used
   */
  public TlsOptions(JsonObject json) {
    setAll(json);
  }

  /**
   * A copy of {@code other}.
   *
   * @param other is not changed
   */
  public TlsOptions(TlsOptions other) {
    copyFrom(other);
  }

  @Override
  public String key() {
    return "tls";
  }

  @Override
  protected TlsOptions create() {
    return new TlsOptions();
  }

  @Override
  protected OptionFields<TlsOptions> fields() {
    return FIELDS;
  }

  /**
   * Sets the certificate chains of this side.
   *
   * @param files PEM files, each with the certificate of this side first and the CAs after it;
   *     default none
   * @return this
   */
  public TlsOptions setCertificates(List<String> files) {
    this.certificates = Arguments.list(files, "files");
    return this;
  }

  /** {@return PEM files with the certificate chains of this side; default none} */
  public List<String> getCertificates() {
    return certificates;
  }

  /**
   * Sets the private keys.
   *
   * @param files PEM files, in the order of the certificates; default none
   * @return this
   */
  public TlsOptions setKeys(List<String> files) {
    this.keys = Arguments.list(files, "files");
    return this;
  }

  /** {@return PEM files with the private keys; default none} */
  public List<String> getKeys() {
    return keys;
  }

  /**
   * Sets a store with certificate chains and private keys, instead of PEM files.
   *
   * @param file .p12, .pfx or .jks; empty, the default: none
   * @return this
   */
  public TlsOptions setKeyStore(String file) {
    this.keyStore = Objects.requireNonNull(file, "file");
    return this;
  }

  /** {@return the store with certificate chains and private keys; empty, the default: none} */
  public String getKeyStore() {
    return keyStore;
  }

  /**
   * Sets the file with the password of the key store.
   *
   * @param file holds the password and nothing else; white space at its end does not count; empty,
   *     the default: none
   * @return this
   */
  public TlsOptions setKeyStorePasswordFile(String file) {
    this.keyStorePasswordFile = Objects.requireNonNull(file, "file");
    return this;
  }

  /** {@return the file with the password of the key store; empty, the default: none} */
  public String getKeyStorePasswordFile() {
    return keyStorePasswordFile;
  }

  /**
   * Sets the trusted CA certificates.
   *
   * @param files PEM files; default none: those that Java trusts
   * @return this
   */
  public TlsOptions setTrusted(List<String> files) {
    this.trusted = Arguments.list(files, "files");
    return this;
  }

  /** {@return PEM files with the trusted CA certificates; default none: those that Java trusts} */
  public List<String> getTrusted() {
    return trusted;
  }

  /**
   * Sets a store with the trusted CA certificates, instead of PEM files.
   *
   * @param file .p12, .pfx or .jks; empty, the default: none
   * @return this
   */
  public TlsOptions setTrustStore(String file) {
    this.trustStore = Objects.requireNonNull(file, "file");
    return this;
  }

  /** {@return the store with the trusted CA certificates; empty, the default: none} */
  public String getTrustStore() {
    return trustStore;
  }

  /**
   * Sets the file with the password of the trust store.
   *
   * @param file holds the password and nothing else; white space at its end does not count; empty,
   *     the default: none
   * @return this
   */
  public TlsOptions setTrustStorePasswordFile(String file) {
    this.trustStorePasswordFile = Objects.requireNonNull(file, "file");
    return this;
  }

  /** {@return the file with the password of the trust store; empty, the default: none} */
  public String getTrustStorePasswordFile() {
    return trustStorePasswordFile;
  }

  /**
   * Sets lists of revoked certificates (CRL).
   *
   * @param files PEM or DER files; default none
   * @return this
   */
  public TlsOptions setRevoked(List<String> files) {
    this.revoked = Arguments.list(files, "files");
    return this;
  }

  /** {@return files with lists of revoked certificates; default none} */
  public List<String> getRevoked() {
    return revoked;
  }

  /**
   * Bind: sets whether clients are asked for a certificate.
   *
   * @param clientAuth default {@link ClientAuth#NONE}
   * @return this
   */
  public TlsOptions setClientAuth(ClientAuth clientAuth) {
    this.clientAuth = Objects.requireNonNull(clientAuth, "clientAuth");
    return this;
  }

  /** {@return whether clients are asked for a certificate; default {@link ClientAuth#NONE}} */
  public ClientAuth getClientAuth() {
    return clientAuth;
  }

  /**
   * Connect: sets the server name to request (SNI) and to verify in the certificate.
   *
   * @param serverName empty, the default: the host of the URL
   * @return this
   */
  public TlsOptions setServerName(String serverName) {
    this.serverName = Objects.requireNonNull(serverName, "serverName");
    return this;
  }

  /**
   * {@return the server name to request (SNI) and to verify in the certificate; empty, the default:
   * the host of the URL}
   */
  public String getServerName() {
    return serverName;
  }

  /**
   * Connect: sets whether the server's certificate is not verified. For tests only; shown in
   * statistics and in the log.
   *
   * @param insecure default false
   * @return this
   */
  public TlsOptions setInsecure(boolean insecure) {
    this.insecure = insecure;
    return this;
  }

  /** {@return whether the server's certificate is not verified; default false} */
  public boolean isInsecure() {
    return insecure;
  }

  /**
   * Sets the implementation of TLS.
   *
   * @param engine default {@link Engine#AUTO}; see {@link Engine#OPENSSL} for a missing OpenSSL
   * @return this
   */
  public TlsOptions setEngine(Engine engine) {
    this.engine = Objects.requireNonNull(engine, "engine");
    return this;
  }

  /** {@return the implementation of TLS; default {@link Engine#AUTO}} */
  public Engine getEngine() {
    return engine;
  }

  /**
   * Sets how often the files are checked for changes. Changed files are read again. New connections
   * then use them.
   *
   * @param watch zero or more; zero, the default: only when {@link io.scapro.Endpoint#reload} is
   *     called
   * @return this
   */
  public TlsOptions setWatch(Duration watch) {
    this.watch = zeroOrMore(watch, "watch");
    return this;
  }

  /** {@return how often the files are checked for changes; zero, the default: never} */
  public Duration getWatch() {
    return watch;
  }
}
