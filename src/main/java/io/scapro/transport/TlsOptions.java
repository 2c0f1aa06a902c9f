package io.scapro.transport;

import io.scapro.Arguments;
import io.scapro.OptionFields;
import io.scapro.TransportOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What a tls+tcp or wss endpoint can be told besides what all can. TLS 1.2 and 1.3 are spoken,
 * nothing older. Everything secret is named by file; a PEM key with a passphrase belongs into a
 * store.
 *
 * <p>Own certificate, needed to bind: PEM files, or a PKCS12 or JKS store. Whom to trust: PEM files
 * or a store; by default what Java trusts. With several certificates a listener chooses by the name
 * that the client asks for (SNI).
 */
public final class TlsOptions extends TransportOptions<TlsOptions> {

  /** Who does the cryptography. */
  public enum Engine {
    /** OpenSSL where netty-tcnative is on the class path, else Java. */
    AUTO,
    JDK,
    OPENSSL
  }

  /** Whether a listener asks for certificates of its clients. */
  public enum ClientAuth {
    NONE,
    /** A client may have none; one that it has must be trusted. */
    REQUEST,
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

  public TlsOptions() {}

  /**
   * The defaults, but for what {@code json} names; see {@link #setAll(JsonObject)}.
   *
   * @throws IllegalArgumentException unknown key or unusable value
   */
  public TlsOptions(JsonObject json) {
    setAll(json);
  }

  /** As {@code other}. */
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

  /** PEM files with the own certificate first and those that vouch for it behind; default none. */
  public TlsOptions setCertificates(List<String> files) {
    this.certificates = Arguments.list(files, "files");
    return this;
  }

  public List<String> getCertificates() {
    return certificates;
  }

  /** PEM files with the private keys, in the order of the certificates; default none. */
  public TlsOptions setKeys(List<String> files) {
    this.keys = Arguments.list(files, "files");
    return this;
  }

  public List<String> getKeys() {
    return keys;
  }

  /** A store with certificates and keys, instead of PEM: .p12, .pfx or .jks; default none. */
  public TlsOptions setKeyStore(String file) {
    this.keyStore = Objects.requireNonNull(file, "file");
    return this;
  }

  public String getKeyStore() {
    return keyStore;
  }

  /** A file with the store's password and nothing else; white space at its end does not count. */
  public TlsOptions setKeyStorePasswordFile(String file) {
    this.keyStorePasswordFile = Objects.requireNonNull(file, "file");
    return this;
  }

  public String getKeyStorePasswordFile() {
    return keyStorePasswordFile;
  }

  /** PEM files with the authorities to trust; default: those that Java trusts. */
  public TlsOptions setTrusted(List<String> files) {
    this.trusted = Arguments.list(files, "files");
    return this;
  }

  public List<String> getTrusted() {
    return trusted;
  }

  /** A store with the authorities to trust, instead of PEM: .p12, .pfx or .jks; default none. */
  public TlsOptions setTrustStore(String file) {
    this.trustStore = Objects.requireNonNull(file, "file");
    return this;
  }

  public String getTrustStore() {
    return trustStore;
  }

  /** A file with the store's password and nothing else; white space at its end does not count. */
  public TlsOptions setTrustStorePasswordFile(String file) {
    this.trustStorePasswordFile = Objects.requireNonNull(file, "file");
    return this;
  }

  public String getTrustStorePasswordFile() {
    return trustStorePasswordFile;
  }

  /** Files with lists of revoked certificates (CRL), PEM or DER; default none. */
  public TlsOptions setRevoked(List<String> files) {
    this.revoked = Arguments.list(files, "files");
    return this;
  }

  public List<String> getRevoked() {
    return revoked;
  }

  /** Bind: default NONE. */
  public TlsOptions setClientAuth(ClientAuth clientAuth) {
    this.clientAuth = Objects.requireNonNull(clientAuth, "clientAuth");
    return this;
  }

  public ClientAuth getClientAuth() {
    return clientAuth;
  }

  /** Connect: the name to ask for and to verify; default: the host of the URL. */
  public TlsOptions setServerName(String serverName) {
    this.serverName = Objects.requireNonNull(serverName, "serverName");
    return this;
  }

  public String getServerName() {
    return serverName;
  }

  /**
   * Connect: accept any certificate of anybody. Shows in statistics and in the log; for tests only;
   * default false.
   */
  public TlsOptions setInsecure(boolean insecure) {
    this.insecure = insecure;
    return this;
  }

  public boolean isInsecure() {
    return insecure;
  }

  /** Default AUTO; OPENSSL fails with UNSUPPORTED where it is missing. */
  public TlsOptions setEngine(Engine engine) {
    this.engine = Objects.requireNonNull(engine, "engine");
    return this;
  }

  public Engine getEngine() {
    return engine;
  }

  /**
   * How often to look whether the files have changed, and then to read them again, for connections
   * to come; 0: only when {@link io.scapro.Endpoint#reload} is called; default 0.
   */
  public TlsOptions setWatch(Duration watch) {
    this.watch = zeroOrMore(watch, "watch");
    return this;
  }

  public Duration getWatch() {
    return watch;
  }
}
