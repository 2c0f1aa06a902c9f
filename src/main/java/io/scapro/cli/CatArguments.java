package io.scapro.cli;

import io.scapro.EndpointOptions;
import io.scapro.EndpointOptions.FirstAttempt;
import io.scapro.Protocol;
import io.scapro.SocketOptions;
import io.scapro.TlsOptions;
import io.scapro.TlsOptions.ClientAuth;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command line has said so far, in no tool's words: the parsers fill it, refuse what their
 * tools refuse, and then {@link #settle} it.
 */
final class CatArguments {

  private final Face face;
  private final InputStream stdin;
  private final List<CatSettings.At> endpoints = new ArrayList<>();
  private final List<Buffer> topics = new ArrayList<>();
  private @Nullable TlsOptions tls; // its table of options takes 15 ms of a start
  private @Nullable String protocol;
  private @Nullable Buffer data;
  private @Nullable Format format;
  private Duration interval = SocketOptions.FOREVER;
  private Duration delay = Duration.ZERO;
  private Duration receiveTimeout = SocketOptions.FOREVER;
  private Duration sendTimeout = SocketOptions.FOREVER;
  private FirstAttempt firstAttempt = FirstAttempt.RETRY;
  private String name = "";
  private long count;
  private boolean counted;
  private boolean polyamorous;
  private int verbosity;
  private int receiveMaxSize = -1;
  private Display display = Display.PLAIN;

  CatArguments(Face face, InputStream stdin) {
    this.face = face;
    this.stdin = stdin;
  }

  Face face() {
    return face;
  }

  void protocol(String name) {
    protocol = name;
  }

  @Nullable String protocol() {
    return protocol;
  }

  void polyamorous() {
    polyamorous = true;
  }

  boolean isPolyamorous() {
    return polyamorous;
  }

  void name(String name) {
    this.name = name;
  }

  void bind(String url) {
    endpoints.add(new CatSettings.At(true, url));
  }

  void connect(String url) {
    endpoints.add(new CatSettings.At(false, url));
  }

  List<CatSettings.At> endpoints() {
    return endpoints;
  }

  void subscribe(String topic) {
    topics.add(Buffer.buffer(bytes(topic)));
  }

  boolean hasTopics() {
    return !topics.isEmpty();
  }

  void data(String text) {
    data = Buffer.buffer(bytes(text));
  }

  /** Reads {@code path} now; {@code -} is standard input. */
  void file(String path) throws IOException {
    data =
        Buffer.buffer(path.equals("-") ? stdin.readAllBytes() : Files.readAllBytes(Path.of(path)));
  }

  boolean hasData() {
    return data != null;
  }

  /** The bytes that the shell gave us for {@code text}. */
  private static byte[] bytes(String text) {
    return text.getBytes(Charset.forName(System.getProperty("native.encoding", "UTF-8")));
  }

  void format(Format value) {
    format = value;
  }

  boolean hasFormat() {
    return format != null;
  }

  /** Negative: there is none; as for all times here. */
  void interval(Duration value) {
    interval = value;
  }

  boolean hasInterval() {
    return !interval.isNegative();
  }

  void delay(Duration value) {
    delay = value.isNegative() ? Duration.ZERO : value;
  }

  void receiveTimeout(Duration value) {
    receiveTimeout = value;
  }

  void sendTimeout(Duration value) {
    sendTimeout = value;
  }

  void count(long messages) {
    count = messages;
    counted = true;
  }

  boolean isCounted() {
    return counted && count != 0;
  }

  void receiveMaxSize(int bytes) {
    receiveMaxSize = bytes;
  }

  void verbose(int level) {
    verbosity = level;
  }

  int verbosity() {
    return verbosity;
  }

  void display(Display value) {
    display = value;
  }

  /** What becomes of an address where nobody listens yet. */
  void firstAttempt(FirstAttempt value) {
    firstAttempt = value;
  }

  private TlsOptions tls() {
    TlsOptions result = tls == null ? new TlsOptions() : tls;
    tls = result;
    return result;
  }

  void insecure() {
    tls().setInsecure(true);
  }

  boolean isInsecure() {
    return tls().insecure();
  }

  void trust(String file) {
    tls().setTrusted(List.of(file));
  }

  boolean hasTrust() {
    return !tls().trusted().isEmpty();
  }

  void certificate(String file) {
    tls().setCertificates(List.of(file));
  }

  boolean hasCertificate() {
    return !tls().certificates().isEmpty();
  }

  void key(String file) {
    tls().setKeys(List.of(file));
  }

  boolean hasKey() {
    return !tls().keys().isEmpty();
  }

  /** Whom a listener demands certificates of. */
  void clientAuth(ClientAuth value) {
    tls().setClientAuth(value);
  }

  /** All of it together; a protocol must be there. */
  CatSettings settle() {
    if (protocol == null) {
      throw new IllegalStateException("expected a protocol, got none, do: refuse that before");
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
    if (!hasKey()) {
      tls().setKeys(tls().certificates()); // one file may hold both
    }
    return new EndpointOptions()
        .setFirstAttempt(firstAttempt)
        .setIpv4Only(!face.knowsIpv6())
        .setTls(tls());
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
