package io.scapro.cli;

import io.scapro.EndpointOptions.FirstAttempt;
import io.scapro.Nearest;
import io.scapro.Protocol;
import io.scapro.SocketOptions;
import io.scapro.SpException;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a command line says, option by option, for every parser. Each method throws {@link
 * CatFailure} for a value that makes no sense; {@link #settle} for a whole that makes none.
 */
final class CatArguments {

  private static final int LONGEST_SECONDS = 86_400;

  private final Face face;
  private final InputStream stdin;
  private final List<CatSettings.At> endpoints = new ArrayList<>();
  private final List<Buffer> topics = new ArrayList<>();
  private @Nullable String protocol;
  private @Nullable Buffer data;
  private @Nullable Format format;
  private Duration interval = SocketOptions.FOREVER;
  private Duration delay = Duration.ZERO;
  private Duration receiveTimeout = SocketOptions.FOREVER;
  private Duration sendTimeout = SocketOptions.FOREVER;
  private long count;
  private int verbosity;
  private int receiveMaxSize = -1;
  private boolean async;

  CatArguments(Face face, InputStream stdin) {
    this.face = face;
    this.stdin = stdin;
  }

  void protocol(String name) {
    if (protocol != null) {
      throw usage("Only one protocol may be specified.");
    }
    protocol = name;
  }

  void bind(String url) {
    endpoints.add(new CatSettings.At(true, url));
  }

  void connect(String url) {
    endpoints.add(new CatSettings.At(false, url));
  }

  void bindPort(String port) {
    bind(local(port));
  }

  void connectPort(String port) {
    connect(local(port));
  }

  void bindIpc(String path) {
    bind("ipc://" + path);
  }

  void connectIpc(String path) {
    connect("ipc://" + path);
  }

  private String local(String port) {
    return "tcp://127.0.0.1:" + whole(port, 65_535);
  }

  void subscribe(String topic) {
    topics.add(Buffer.buffer(bytes(topic)));
  }

  void data(String text) {
    give(Buffer.buffer(bytes(text)));
  }

  /** Reads {@code path} now; {@code -} is standard input. */
  void file(String path) {
    try {
      give(
          Buffer.buffer(
              path.equals("-") ? stdin.readAllBytes() : Files.readAllBytes(Path.of(path))));
    } catch (IOException e) {
      throw new CatFailure(
          face.dataExit(), "%s: Error opening file ``%s'': %s".formatted(face.name(), path, e));
    }
  }

  private void give(Buffer body) {
    if (data != null) {
      throw usage("Data (--file, --data) may be specified only once.");
    }
    data = body;
  }

  /** The bytes that the shell gave us for {@code text}. */
  private static byte[] bytes(String text) {
    return text.getBytes(Charset.forName(System.getProperty("native.encoding", "UTF-8")));
  }

  void format(String name) {
    format(
        Stream.of(Format.values())
            .filter(each -> each.name().equalsIgnoreCase(name))
            .findFirst()
            .orElseThrow(
                () ->
                    usage(
                        Nearest.unknown(
                            "format",
                            name,
                            Stream.of(Format.values())
                                .map(each -> each.name().toLowerCase())
                                .toList()))));
  }

  void format(Format value) {
    if (format != null) {
      throw usage("Format may be specified only once.");
    }
    format = value;
  }

  void interval(String seconds) {
    interval = seconds(seconds);
  }

  void delay(String seconds) {
    delay = seconds(seconds);
  }

  void receiveTimeout(String seconds) {
    receiveTimeout = seconds(seconds);
  }

  void sendTimeout(String seconds) {
    sendTimeout = seconds(seconds);
  }

  void count(String messages) {
    count = whole(messages, Integer.MAX_VALUE);
  }

  void receiveMaxSize(String bytes) {
    receiveMaxSize = whole(bytes, Integer.MAX_VALUE);
  }

  void verbose() {
    verbosity++;
  }

  void silent() {
    verbosity--;
  }

  void async() {
    async = true;
  }

  private Duration seconds(String text) {
    if (face.wholeSeconds()) {
      return Duration.ofSeconds(whole(text, LONGEST_SECONDS));
    }
    try {
      double seconds = Double.parseDouble(text);
      if (seconds >= 0 && seconds <= LONGEST_SECONDS * 365.0) {
        return Duration.ofNanos((long) (seconds * 1e9));
      }
    } catch (NumberFormatException e) {
      // the same words for both
    }
    throw usage("expected seconds such as 2 or 0.5, got \"" + text + '"');
  }

  private int whole(String text, int most) {
    if (text.isEmpty()) {
      throw usage("Empty integer argument.");
    }
    if (!text.matches("\\d+")) {
      throw usage("Integer argument expected.");
    }
    if (text.length() > 10 || Long.parseLong(text) > most) {
      throw usage("Integer argument too large.");
    }
    return Integer.parseInt(text);
  }

  /** All of it together. */
  CatSettings settle() {
    if (protocol == null) {
      throw usage("No protocol specified.");
    }
    if (endpoints.isEmpty()) {
      throw usage("No address specified.");
    }
    CatSettings.Role role = CatSettings.Role.of(protocol);
    check(role);
    List<CatSettings.At> ordered = new ArrayList<>(endpoints);
    if (face.bindsFirst()) {
      ordered.sort(Comparator.comparing(CatSettings.At::isBind).reversed());
    }
    return new CatSettings(
        face,
        known(protocol),
        role,
        List.copyOf(ordered),
        topics.isEmpty() ? List.of(Buffer.buffer()) : List.copyOf(topics),
        data,
        format == null ? Format.NO : format,
        interval,
        delay,
        receiveTimeout,
        sendTimeout,
        count,
        verbosity > 0,
        receiveMaxSize,
        async || face.firstAttempt() == FirstAttempt.RETRY);
  }

  private void check(CatSettings.Role role) {
    if (!topics.isEmpty() && !"sub".equals(protocol)) {
      throw usage("Protocol does not support --subscribe.");
    }
    boolean needs = role == CatSettings.Role.SENDS || role == CatSettings.Role.ASKS;
    if (needs && data == null) {
      throw usage("Protocol requires either --file or --data.");
    }
    if (!face.refusesUseless()) {
      return;
    }
    if (role == CatSettings.Role.RECEIVES && data != null) {
      throw usage("Protocol does not support --file or --data.");
    }
    if (role == CatSettings.Role.SENDS && format != null) {
      throw usage("Protocol does not support --format options.");
    }
    boolean repeats = needs || role == CatSettings.Role.CONVERSES;
    if (!interval.isNegative() && !repeats) {
      throw usage("Protocol does not support --interval.");
    }
    if (!interval.isNegative() && data == null) {
      throw usage("Option --interval requires either --file or --data.");
    }
  }

  private Protocol known(String name) {
    try {
      return Protocol.of(name);
    } catch (SpException e) {
      throw usage(e.getMessage());
    }
  }

  CatFailure usage(String message) {
    return new CatFailure(face.usageExit(), face.name() + ": " + message);
  }
}
