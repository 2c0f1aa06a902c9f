package io.scapro.cli;

import io.scapro.Protocol;
import io.scapro.SocketOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link CatEngine} is to do, complete and consistent; {@link CatArguments} makes it.
 *
 * @param endpoints in the order in which they are to be opened
 * @param topics what a SUB subscribes to
 * @param data what to send; null: nothing
 * @param interval from one message to the next; negative: there is one message
 * @param delay wait before the first message
 * @param receiveTimeout negative: none
 * @param sendTimeout negative: none
 * @param count messages to receive, or to send where it sends; 0: no limit
 * @param verbose whether to tell what is bound and connected
 * @param receiveMaxSize in bytes; 0: no limit, negative: the socket's default
 * @param patient whether to go on where nobody listens yet
 */
record CatSettings(
    Face face,
    Protocol protocol,
    Role role,
    List<At> endpoints,
    List<Buffer> topics,
    @Nullable Buffer data,
    Format format,
    Duration interval,
    Duration delay,
    Duration receiveTimeout,
    Duration sendTimeout,
    long count,
    boolean verbose,
    int receiveMaxSize,
    boolean patient) {

  /** Long enough for a slow reader, and not for ever: what is not sent by then is lost. */
  private static final Duration LINGER = Duration.ofSeconds(10);

  /** An address. */
  record At(boolean isBind, String url) {}

  /** Who speaks, and who speaks first. */
  enum Role {
    SENDS,
    RECEIVES,
    /** Sends, then receives. */
    ASKS,
    /** Receives, and answers where it has data. */
    ANSWERS,
    /** Asks where it has data, else receives. */
    CONVERSES;

    static Role of(String protocol) {
      return switch (protocol) {
        case "push", "pub" -> SENDS;
        case "pull", "sub" -> RECEIVES;
        case "req", "surveyor" -> ASKS;
        case "rep", "respondent" -> ANSWERS;
        default -> CONVERSES;
      };
    }
  }

  /** The options of its socket. */
  JsonObject socketOptions() {
    JsonObject json =
        new JsonObject().put("linger", LINGER.toMillis()).put("sendTimeout", millis(sendTimeout));
    return receiveMaxSize < 0 ? json : json.put("receiveMaxSize", receiveMaxSize);
  }

  private static long millis(Duration duration) {
    return duration.isNegative() ? SocketOptions.FOREVER.toMillis() : duration.toMillis();
  }
}
