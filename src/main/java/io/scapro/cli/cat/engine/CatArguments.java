package io.scapro.cli.cat.engine;

import io.scapro.Durations;
import io.scapro.EndpointOptions;
import io.scapro.EndpointOptions.FirstAttempt;
import io.scapro.spi.Protocol;
import io.scapro.transport.TcpOptions;
import io.scapro.transport.TlsOptions;
import io.scapro.transport.TlsOptions.ClientAuth;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of any tool. A parser sets them, refuses what its tool refuses, and calls {@link
 * #settle} at the end.
 */
public final class CatArguments {

  private final Face face;
  private final InputStream stdin;
  private final List<CatSettings.At> endpoints = new ArrayList<>();
  private final List<Buffer> topics = new ArrayList<>();
  private @Nullable TlsOptions tls; // null without TLS flags: loading the class takes time
  private @Nullable String protocol;
  private @Nullable Buffer data;
  private @Nullable Format format;
  private Duration interval = Durations.FOREVER;
  private Duration delay = Duration.ZERO;
  private Duration receiveTimeout = Durations.FOREVER;
  private Duration sendTimeout = Durations.FOREVER;
  private FirstAttempt firstAttempt = FirstAttempt.RETRY;
  private String name = "";
  private long count;
  private boolean counted;
  private boolean polyamorous;
  private int verbosity;
  private int receiveMaxSize = -1;
  private Display display = Display.PLAIN;

  public CatArguments(Face face, InputStream stdin) {
    this.face = face;
    this.stdin = stdin;
  }

  public Face face() {
    return face;
  }

  public void protocol(String name) {
    protocol = name;
  }

  public @Nullable String protocol() {
    return protocol;
  }

  public void polyamorous() {
    polyamorous = true;
  }

  public boolean isPolyamorous() {
    return polyamorous;
  }

  public void name(String name) {
    this.name = name;
  }

  public void bind(String url) {
    endpoints.add(new CatSettings.At(true, url));
  }

  public void connect(String url) {
    endpoints.add(new CatSettings.At(false, url));
  }

  public List<CatSettings.At> endpoints() {
    return endpoints;
  }

  public void subscribe(String topic) {
    topics.add(Buffer.buffer(bytes(topic)));
  }

  public boolean hasTopics() {
    return !topics.isEmpty();
  }

  public void data(String text) {
    data = Buffer.buffer(bytes(text));
  }

  /** Reads {@code path} now; {@code -} is standard input. */
  public void file(String path) throws IOException {
    data = Buffer.buffer(path.equals("-") ? stdin.readAllBytes() : read(path));
  }

  /** The bytes of the file {@code path}. */
  public static byte[] read(String path) throws IOException {
    try {
      return Files.readAllBytes(Path.of(path));
    } catch (InvalidPathException e) { // such as characters that file names here cannot have
      throw new NoSuchFileException(path, null, e.getMessage());
    }
  }

  public boolean hasData() {
    return data != null;
  }

  /** The original bytes of the argument {@code text}. */
  private static byte[] bytes(String text) {
    return text.getBytes(Charset.forName(System.getProperty("native.encoding", "UTF-8")));
  }

  public void format(Format value) {
    format = value;
  }

  public boolean hasFormat() {
    return format != null;
  }

  /** Sets the interval; negative: none, as for all times here. */
  public void interval(Duration value) {
    interval = value;
  }

  public boolean hasInterval() {
    return !interval.isNegative();
  }

  public void delay(Duration value) {
    delay = value.isNegative() ? Duration.ZERO : value;
  }

  public void receiveTimeout(Duration value) {
    receiveTimeout = value;
  }

  public void sendTimeout(Duration value) {
    sendTimeout = value;
  }

  public void count(long messages) {
    count = messages;
    counted = true;
  }

  public boolean isCounted() {
    return counted && count != 0;
  }

  public void receiveMaxSize(int bytes) {
    receiveMaxSize = bytes;
  }

  public void verbose(int level) {
    verbosity = level;
  }

  public int verbosity() {
    return verbosity;
  }

  public void display(Display value) {
    display = value;
  }

  /** Sets the reaction to a failed first connection attempt. */
  public void firstAttempt(FirstAttempt value) {
    firstAttempt = value;
  }

  private TlsOptions tls() {
    TlsOptions result = tls == null ? new TlsOptions() : tls;
    tls = result;
    return result;
  }

  public void insecure() {
    tls().setInsecure(true);
  }

  public boolean isInsecure() {
    return tls != null && tls.isInsecure();
  }

  public void trust(String file) {
    tls().setTrusted(List.of(file));
  }

  public boolean hasTrust() {
    return tls != null && !tls.getTrusted().isEmpty();
  }

  public void certificate(String file) {
    tls().setCertificates(List.of(file));
  }

  public boolean hasCertificate() {
    return tls != null && !tls.getCertificates().isEmpty();
  }

  public void key(String file) {
    tls().setKeys(List.of(file));
  }

  public boolean hasKey() {
    return tls != null && !tls.getKeys().isEmpty();
  }

  /** Sets whether a listener asks clients for certificates. */
  public void clientAuth(ClientAuth value) {
    tls().setClientAuth(value);
  }

  /** Returns the settings; a protocol must have been set. */
  public CatSettings settle() {
    if (protocol == null) {
      throw new IllegalStateException(
          "expected a protocol, got none; do: check the arguments before settle()");
    }
    List<CatSettings.At> ordered = new ArrayList<>(endpoints);
    if (face.bindsFirst()) {
      ordered.sort(Comparator.comparing(CatSettings.At::isBind).reversed());
    }
    return new CatSettings(
        face,
        Protocol.of(protocol),
        CatSettings.Role.of(protocol),
        polyamorous,
        name,
        List.copyOf(ordered),
        endpointOptions(),
        topics.isEmpty() ? List.of(Buffer.buffer()) : List.copyOf(topics),
        data,
        format == null ? Format.NO : format,
        interval,
        delay,
        receiveTimeout,
        sendTimeout,
        sends(),
        receives(),
        verbosity > 0,
        receiveMaxSize,
        display);
  }

  private EndpointOptions endpointOptions() {
    if (hasCertificate() && !hasKey()) {
      tls().setKeys(tls().getCertificates()); // one file may contain both
    }
    return Endpoints.options(firstAttempt, face.knowsIpv6(), tls);
  }

  /** A separate class: to verify it, the JVM loads the options of transports. */
  private static final class Endpoints {

    static EndpointOptions options(
        FirstAttempt firstAttempt, boolean ipv6, @Nullable TlsOptions tls) {
      EndpointOptions options = new EndpointOptions().setFirstAttempt(firstAttempt);
      if (!ipv6) {
        options.with(new TcpOptions().setIpv4Only(true));
      }
      return tls == null ? options : options.with(tls);
    }
  }

  private long sends() {
    if (face == Face.MACAT ? counted : count > 0) {
      return count < 0 ? CatSettings.UNLIMITED : count;
    }
    return hasInterval() ? CatSettings.UNLIMITED : 1;
  }

  private long receives() {
    return face == Face.MACAT || count == 0 ? CatSettings.UNLIMITED : count;
  }
}
