package io.scapro.cli.device;

import io.scapro.EndpointOptions;
import io.scapro.protocol.RawSocket;
import io.scapro.spi.Protocol;
import io.vertx.core.Future;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One end of a device on the command line: {@code PROTOCOL:URL} binds, {@code PROTOCOL@URL}
 * connects; more URLs follow after commas.
 *
 * @param protocol empty: the peer protocol of the other end
 */
record DeviceEnd(String protocol, boolean bind, List<String> urls) {

  private static final Pattern FORM = Pattern.compile("(?:([a-z0-9]+)?([:@]))?([a-z+]+:.*)");

  /**
   * @throws IllegalArgumentException another form, or an unknown protocol
   */
  static DeviceEnd parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "expected PROTOCOL:URL or PROTOCOL@URL such as rep:tcp://127.0.0.1:5555, got " + text);
    }
    String protocol = matcher.group(1) == null ? "" : matcher.group(1);
    if (!protocol.isEmpty()) {
      Protocol.of(protocol);
    }
    return new DeviceEnd(
        protocol, !"@".equals(matcher.group(2)), List.of(matcher.group(3).split(",")));
  }

  /** Binds or connects all its addresses; completes with the real ones. */
  Future<List<String>> open(RawSocket socket, EndpointOptions options) {
    Stream<Future<String>> all =
        urls.stream()
            .map(url -> bind ? socket.bind(url, options) : socket.connect(url, options))
            .map(opening -> opening.map(endpoint -> endpoint.address().toString()));
    return Future.all(all.toList()).map(opened -> opened.list());
  }
}
