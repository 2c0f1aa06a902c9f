package io.scapro.cli.cat.engine;

import io.scapro.Durations;
import io.scapro.EndpointOptions;
import io.scapro.spi.Protocol;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The complete and consistent settings of {@link CatEngine}, made by {@link CatArguments}.
 *
 * @param polyamorous whether a PAIR1 has many peers
 * @param name of the socket, empty: none
 * @param endpoints in the order in which they are to be opened
 * @param endpointOptions the options of all endpoints
 * @param topics what a SUB subscribes to
 * @param data what to send; null: nothing
 * @param interval from one message to the next; negative: no pause
 * @param delay wait before the first message
 * @param receiveTimeout negative: none
 * @param sendTimeout negative: none
 * @param sends messages to send, {@link #UNLIMITED} for ever
 * @param receives messages to receive, {@link #UNLIMITED} for ever
 * @param verbose whether to print bound and connected addresses
 * @param receiveMaxSize in bytes; 0: no limit, negative: the socket's default
 * @param display the output in addition to the messages
 */
public record CatSettings(
    Face face,
    Protocol protocol,
    Role role,
    boolean polyamorous,
    String name,
    List<At> endpoints,
    EndpointOptions endpointOptions,
    List<Buffer> topics,
    @Nullable Buffer data,
    Format format,
    Duration interval,
    Duration delay,
    Duration receiveTimeout,
    Duration sendTimeout,
    long sends,
    long receives,
    boolean verbose,
    int receiveMaxSize,
    Display display) {

  public static final long UNLIMITED = Long.MAX_VALUE;

  /** The time for sending remaining messages at the end; then they are dropped. */
  private static final Duration LINGER = Duration.ofSeconds(10);

  /** An address. */
  public record At(boolean isBind, String url) {}

  /** The order of sending and receiving. */
  public enum Role {
    SENDS,
    RECEIVES,
    /** Sends, then receives. */
    ASKS,
    /** Receives, and replies if it has data. */
    ANSWERS,
    /** Sends and receives if it has data, else receives. */
    CONVERSES;

    public static Role of(String protocol) {
      return switch (protocol) {
        case "push", "pub" -> SENDS;
        case "pull", "sub" -> RECEIVES;
        case "req", "surveyor" -> ASKS;
        case "rep", "respondent" -> ANSWERS;
        default -> CONVERSES;
      };
    }
  }

  /** Whether messages are sent repeatedly at an interval. */
  boolean repeats() {
    return !interval.isNegative();
  }

  /** Whether a message goes to all connected peers, so that it is lost without peers. */
  boolean broadcasts() {
    return switch (protocol.name()) {
      case "pub", "bus", "star", "surveyor" -> true;
      default -> polyamorous;
    };
  }

  /** The options of the socket. */
  JsonObject socketOptions() {
    JsonObject json =
        new JsonObject()
            .put("name", name)
            .put("linger", LINGER.toMillis())
            .put("sendTimeout", millis(sendTimeout));
    if (polyamorous) {
      json.put("polyamorous", true);
    }
    return receiveMaxSize < 0 ? json : json.put("receiveMaxSize", receiveMaxSize);
  }

  private static long millis(Duration duration) {
    if (duration.isNegative()) {
      return Durations.FOREVER.toMillis();
    }
    return duration.isZero() ? 0 : Durations.millis(duration); // mangos accepts nanoseconds
  }
}
