package io.scapro.verticle.bridge;

import io.scapro.JsonValues;
import io.scapro.Nearest;
import io.scapro.Reason;
import io.scapro.SpException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The rules of a bridge. Only messages that match a rule pass: {@code {"inbound": [rule…],
 * "outbound": [rule…]}}. A rule is {@code {"address": "exactly"}} or, inbound, {@code
 * {"addressRegex": "news\\..*"}}, which must match the whole address.
 *
 * @param inbound addresses that peers may send to
 * @param outbound addresses whose messages go to the network
 */
record BridgeRules(List<Pattern> inbound, List<String> outbound) {

  static final BridgeRules NONE = new BridgeRules(List.of(), List.of());

  private static final Set<String> DIRECTIONS = Set.of("inbound", "outbound");
  private static final Set<String> RULES = Set.of("address", "addressRegex");

  /**
   * @throws IllegalArgumentException another value, or no rule
   */
  static BridgeRules of(Object value) {
    if (!(value instanceof JsonObject json)) {
      throw JsonValues.refusal("{\"inbound\": […], \"outbound\": […]}", value);
    }
    known(json, DIRECTIONS);
    List<Pattern> inbound = new ArrayList<>();
    for (JsonObject rule : rules(json, "inbound")) {
      inbound.add(pattern(rule));
    }
    List<String> outbound = new ArrayList<>();
    for (JsonObject rule : rules(json, "outbound")) {
      if (!rule.containsKey("address")) {
        throw new IllegalArgumentException(
            "expected an outbound rule with one exact \"address\", at which the bridge listens, got "
                + rule);
      }
      outbound.add(text(rule, "address"));
    }
    if (inbound.isEmpty() && outbound.isEmpty()) {
      throw new IllegalArgumentException(
          "expected \"inbound\" or \"outbound\" with a rule such as {\"address\": \"orders\"}, got"
              + " none");
    }
    return new BridgeRules(List.copyOf(inbound), List.copyOf(outbound));
  }

  private static List<JsonObject> rules(JsonObject json, String direction) {
    List<JsonObject> result = new ArrayList<>();
    Object value = json.getValue(direction, new JsonArray());
    for (Object each : value instanceof JsonArray list ? list : JsonArray.of(value)) {
      if (!(each instanceof JsonObject rule) || rule.size() != 1) {
        throw JsonValues.at(
            direction, JsonValues.refusal("{\"address\": …} or {\"addressRegex\": …}", each));
      }
      known(rule, RULES);
      result.add(rule);
    }
    return result;
  }

  private static Pattern pattern(JsonObject rule) {
    if (rule.containsKey("address")) {
      return Pattern.compile(text(rule, "address"), Pattern.LITERAL);
    }
    try {
      return Pattern.compile(text(rule, "addressRegex"));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "addressRegex: expected a regular expression, got " + e.getMessage(), e);
    }
  }

  private static String text(JsonObject rule, String key) {
    if (rule.getValue(key) instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw JsonValues.at(key, JsonValues.refusal("a string that is not empty", rule.getValue(key)));
  }

  private static void known(JsonObject json, Set<String> keys) {
    for (String key : json.fieldNames()) {
      if (!keys.contains(key)) {
        throw new IllegalArgumentException(Nearest.unknown("key", key, keys));
      }
    }
  }

  /**
   * @throws SpException REFUSED: no inbound rule permits the address
   */
  void check(String address) {
    if (inbound.stream().noneMatch(rule -> rule.matcher(address).matches())) {
      throw new SpException(
          Reason.REFUSED,
          "expected an address that an inbound rule permits, got \"%s\"; do: use a permitted address, or add a rule to inbound"
              .formatted(address));
    }
  }
}
